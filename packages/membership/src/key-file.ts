import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { memberKey, type MemberKey } from './keys.ts';

const NO_HARD_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'ENOSYS']);

/** A key as it lies in a file: 64 hex digits, and maybe a word that says what it is for. */
export interface StoredKey {
  readonly key: MemberKey;
  readonly note: string;
}

/**
 * Undefined when there is no such file. One that others can read is closed to them, when it is ours.
 *
 * @throws HanzoError CONFIG_INVALID when it is damaged, or others can read it and that cannot be changed
 */
export function readKeyFile(file: string): StoredKey | undefined {
  const text = readText(file);
  if (text === undefined) return undefined;
  refuseSharedFile(file);
  const [seed = '', note = ''] = text.trim().split('\n');
  if (/^[0-9a-f]{64}$/i.test(seed)) return { key: memberKey(Buffer.from(seed, 'hex')), note };
  throw new HanzoError('CONFIG_INVALID', `The member key in ${file} is damaged.`, {
    details: { path: file },
    mend: 'Restore the file from a backup, or leave with `hanzo net leave` and join anew with `hanzo net join <invite>`.',
  });
}

/** Writes the file whole (0600), in place of any other. It is on disk when this returns. */
export function writeKeyFile(file: string, { key, note }: StoredKey): void {
  writeDraft(file, key, note, (draft) => renameSync(draft, file));
}

/** Writes the file unless there is one; two processes that do so together agree on one. Returns what is there then. */
export function claimKeyFile(file: string, { key, note }: StoredKey): StoredKey {
  writeDraft(file, key, note, (draft) => void publishFile(draft, file));
  const there = readKeyFile(file);
  if (there === undefined) throw new HanzoError('CONFIG_INVALID', `The key ${file} vanished while it was made.`);
  return there;
}

/**
 * Gives a file that is whole its name, unless another has the name already.
 *
 * @returns false when another has it
 */
export function publishFile(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code === undefined || !NO_HARD_LINKS.has(code)) throw error;
    if (existsSync(file)) return false;
    renameSync(draft, file);
    return true;
  }
}

function writeDraft(file: string, key: MemberKey, note: string, publish: (draft: string) => void): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}.new`;
  try {
    const descriptor = openSync(draft, 'wx', 0o600);
    try {
      writeSync(descriptor, `${Buffer.from(key.seed).toString('hex')}\n${note === '' ? '' : `${note}\n`}`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    publish(draft);
  } finally {
    rmSync(draft, { force: true });
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new HanzoError('CONFIG_INVALID', `The member key ${file} cannot be read.`, {
      cause: error,
      details: { path: file },
      mend: 'See that it belongs to you: its folder is HANZO_HOME.',
    });
  }
}

/** A secret that others on the machine can read is no secret. Mended in place where we own the file. */
function refuseSharedFile(file: string): void {
  if (process.platform === 'win32') return;
  if ((statSync(file).mode & 0o077) === 0) return;
  try {
    chmodSync(file, 0o600);
  } catch (cause) {
    throw new HanzoError('CONFIG_INVALID', `Other users can read the member key ${file}.`, {
      cause,
      details: { path: file },
      mend: `chmod 600 ${file}`,
    });
  }
}
