import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { HanzoError } from '@hanzo/contracts';

/**
 * Writes a file that appears whole or stays as it was, and keeps its mode (0600 when it is new). A link is followed.
 *
 * @throws HanzoError CONFIG_INVALID when it cannot be written; DISK_FULL
 */
export function writeWhole(file: string, text: string): void {
  const target = existsSync(file) ? realpathSync(file) : file;
  const draft = `${target}.${randomUUID()}.new`;
  try {
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    const mode = existsSync(target) ? statSync(target).mode & 0o777 : 0o600;
    // Narrow first: it may hold a key.
    const handle = openSync(draft, 'wx', 0o600);
    try {
      writeSync(handle, text);
      fchmodSync(handle, mode);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, target);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw writeFault(file, cause);
  }
}

function writeFault(file: string, cause: unknown): HanzoError {
  const full = cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new HanzoError(full ? 'DISK_FULL' : 'CONFIG_INVALID', `${file} cannot be written: ${reason}`, {
    cause,
    details: { file },
    mend: full ? 'Free some space, then try again.' : 'Check that you may write to it and to its folder.',
  });
}
