import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { HanzoError } from '@hanzo/contracts';

/** More than thousands of keys. Bytes. */
const LARGEST = 1024 * 1024;

/**
 * Reads a file that only its owner may read; undefined when there is none.
 *
 * @throws HanzoError CONFIG_INVALID when others can read it, it is no file, or it is larger than 1 MiB
 */
export function readPrivate(path: string): string | undefined {
  let handle: number;
  try {
    // A pipe would be waited for otherwise, for ever. Windows knows neither.
    handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw unreadable(path, cause);
  }
  try {
    // Of the opened file: another one may stand at the path a moment later.
    const stat = fstatSync(handle);
    if (!stat.isFile()) throw refused(path, 'is no file', 'Move it away, and set the keys again: `hanzo keys set`.');
    if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0)
      throw refused(path, 'holds keys and can be read by other users of this machine', `Run: chmod 600 ${path}`);
    if (stat.size > LARGEST)
      throw refused(path, 'is larger than keys can be (1 MiB)', 'Move it away, and set the keys again.');
    return readFileSync(handle, 'utf8');
  } catch (cause) {
    throw cause instanceof HanzoError ? cause : unreadable(path, cause);
  } finally {
    closeSync(handle);
  }
}

function refused(path: string, what: string, mend: string): HanzoError {
  return new HanzoError('CONFIG_INVALID', `${path} ${what}.`, { details: { file: path }, mend });
}

function unreadable(path: string, cause: unknown): HanzoError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new HanzoError('CONFIG_INVALID', `${path} cannot be read: ${reason}`, {
    cause,
    details: { file: path },
    mend: 'Check that it is a file and that you may read it.',
  });
}
