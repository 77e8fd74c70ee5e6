import { randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { HanzoError } from '@hanzo/contracts';

const SECRET_BYTES = 32;
const HEX = /^[0-9a-f]{64}\n$/;
const NO_HARD_LINKS: ReadonlySet<unknown> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** A secret of this home, for what only this home can have written. 32 random bytes. */
export interface HomeSecret {
  /**
   * Undefined: there is none yet, so this home has written nothing with it.
   *
   * @throws HanzoError CONFIG_INVALID for a file that is none, or that others may read
   */
  read(): Uint8Array | undefined;
  /** Makes one where there is none; several processes at once get the same. @throws HanzoError as `read`; DISK_FULL */
  make(): Uint8Array;
}

/** @param file of the home: one line in hexadecimal, for its owner only */
export function homeSecret(file: string): HomeSecret {
  return {
    read: () => readSecret(file),
    make: () => readSecret(file) ?? makeSecret(file),
  };
}

function readSecret(file: string): Uint8Array | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw unusable(file, `cannot be read: ${reasonOf(cause)}`, 'Check that you may read it.', cause);
  }
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
    throw unusable(file, 'is open to other users of this machine', `Keep it to yourself: chmod 600 ${file}`);
  if (!HEX.test(text)) throw unusable(file, 'is damaged', 'Restore it, or remove it: then a new one is made.');
  return Buffer.from(text.trim(), 'hex');
}

function makeSecret(file: string): Uint8Array {
  const draft = `${file}.${randomUUID()}.new`;
  try {
    writeDraft(draft, `${randomBytes(SECRET_BYTES).toString('hex')}\n`);
    place(draft, file);
  } catch (cause) {
    const isFull = codeOf(cause) === 'ENOSPC' || codeOf(cause) === 'EDQUOT';
    if (isFull) throw new HanzoError('DISK_FULL', `There is no room for ${file}.`, { cause, mend: 'Free some space.' });
    throw unusable(file, `cannot be written: ${reasonOf(cause)}`, 'Check that you may write to its folder.', cause);
  } finally {
    rmSync(draft, { force: true });
  }
  const made = readSecret(file);
  if (made === undefined) throw unusable(file, 'is gone again', 'Try again.');
  return made;
}

function writeDraft(draft: string, text: string): void {
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Whole, and never over the one that another process has made meanwhile. */
function place(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    // Sticks and network folders have no hard links.
    if (!NO_HARD_LINKS.has(codeOf(error))) throw error;
    copyFileSync(draft, file, constants.COPYFILE_EXCL);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function unusable(file: string, what: string, mend: string, cause?: unknown): HanzoError {
  return new HanzoError('CONFIG_INVALID', `${file} ${what}.`, { cause, details: { file }, mend });
}
