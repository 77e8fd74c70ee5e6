import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { HanzoError, hideSecret } from '@hanzo/contracts';

/** What `<home>/keys.json` holds. */
export interface KeyFile {
  /** By provider. */
  readonly keys: Readonly<Record<string, string>>;
  /** Providers whose keys are in the keychain: only for them it is asked. */
  readonly keychain: readonly string[];
}

const EMPTY: KeyFile = { keys: {}, keychain: [] };

/**
 * Reads the file and hides what it holds; empty when there is none.
 *
 * @throws HanzoError CONFIG_INVALID when others can read it, or it is damaged
 */
export function readKeyFile(path: string): KeyFile {
  const text = readPrivate(path);
  if (text === undefined) return EMPTY;
  const file = parse(text);
  if (file === undefined) {
    throw new HanzoError(
      'CONFIG_INVALID',
      `${path} is damaged: it does not hold keys as \`hanzo keys set\` writes them.`,
      {
        details: { file: path },
        mend: 'Correct it: {"v":1,"keys":{"openai":"…"},"keychain":[]}. Or remove it and set the keys again.',
      },
    );
  }
  for (const key of Object.values(file.keys)) hideSecret(key);
  return file;
}

function readPrivate(path: string): string | undefined {
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw unreadable(path, cause);
  }
  try {
    // Of the opened file: another one may stand at the path a moment later.
    refuseShared(path, fstatSync(handle).mode);
    return readFileSync(handle, 'utf8');
  } catch (cause) {
    throw cause instanceof HanzoError ? cause : unreadable(path, cause);
  } finally {
    closeSync(handle);
  }
}

function refuseShared(path: string, mode: number): void {
  if (process.platform === 'win32' || (mode & 0o077) === 0) return;
  throw new HanzoError('CONFIG_INVALID', `${path} holds keys and can be read by other users of this machine.`, {
    details: { file: path },
    mend: `Run: chmod 600 ${path}`,
  });
}

function unreadable(path: string, cause: unknown): HanzoError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new HanzoError('CONFIG_INVALID', `${path} cannot be read: ${reason}`, {
    cause,
    details: { file: path },
    mend: 'Check that it is a file and that you may read it.',
  });
}

/** Undefined when it is not what we write. */
function parse(text: string): KeyFile | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // V8's message quotes the text, which holds keys.
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { keys = {}, keychain = [] } = value as { readonly keys?: unknown; readonly keychain?: unknown };
  if (typeof keys !== 'object' || keys === null || Array.isArray(keys) || !Array.isArray(keychain)) return undefined;
  const entries = Object.entries(keys);
  if (!entries.every(([, key]) => isKey(key)) || !keychain.every((name) => typeof name === 'string')) return undefined;
  return { keys: Object.fromEntries(entries), keychain };
}

function isKey(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
}

/**
 * Changes the file: it is whole or as it was, and readable by its owner only. It goes away with its last entry.
 *
 * @throws HanzoError CONFIG_INVALID, STORE_UNUSABLE when it cannot be written, DISK_FULL
 */
export function editKeyFile(path: string, edit: (file: KeyFile) => KeyFile): void {
  const { keys, keychain } = edit(readKeyFile(path));
  try {
    if (Object.keys(keys).length === 0 && keychain.length === 0) rmSync(path, { force: true });
    else writeWhole(path, `${JSON.stringify({ v: 1, keys, keychain: [...new Set(keychain)] }, undefined, 2)}\n`);
  } catch (cause) {
    const full = cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HanzoError(full ? 'DISK_FULL' : 'STORE_UNUSABLE', `${path} cannot be written: ${reason}`, {
      cause,
      details: { file: path },
      mend: full ? 'Free some space, then try again.' : 'Check that you may write to it and to its folder.',
    });
  }
}

function writeWhole(path: string, text: string): void {
  const draft = `${path}.${randomUUID()}.new`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const handle = openSync(draft, 'wx', 0o600);
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
