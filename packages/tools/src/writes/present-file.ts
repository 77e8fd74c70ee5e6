import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { codeOf, PathFault, type OpenFolder } from './confined-root.ts';

/** A file as it is now. */
export interface PresentFile {
  /** Undefined: it is of another size than any that was asked for, so nobody needs to read it. */
  readonly bytes: Uint8Array | undefined;
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;

/**
 * Looks at a file in an open folder; undefined where there is nothing.
 *
 * @param sizes it is read when it has one of these, in bytes
 * @throws PathFault for what is no regular file; an error of the system for what cannot be read
 */
export function presentFile(folder: OpenFolder, name: string, sizes: readonly number[]): PresentFile | undefined {
  let handle: number;
  try {
    // A named pipe must not be waited for.
    handle = openSync(folder.entry(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return undefined;
    if (code === 'ELOOP' || code === 'ENXIO')
      throw new PathFault(code === 'ELOOP' ? 'it is a symbolic link now' : 'it is no regular file', { cause: error });
    throw error;
  }
  try {
    const found = fstatSync(handle);
    const { mode, uid, gid, size } = found;
    if (!found.isFile()) throw new PathFault('it is no regular file');
    return { bytes: sizes.includes(size) ? readFileSync(handle) : undefined, mode: mode & 0o7777, uid, gid };
  } finally {
    closeSync(handle);
  }
}
