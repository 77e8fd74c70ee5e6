import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { codeOf, PathFault, type OpenFolder } from '../../writes/confined-root.ts';

/** A file's bytes as they are now. */
export interface OpenedFile {
  /** Undefined: it has more than was asked for. */
  readonly bytes: Buffer | undefined;
  readonly sizeBytes: number;
  /** Permission bits. */
  readonly mode: number;
}

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;

/**
 * Reads a file of an open folder; undefined where there is nothing. What it is and how large is asked of the very file that is
 * read, and not of its name.
 *
 * @throws PathFault for what is no regular file; an error of the system for what cannot be read
 */
export function readOpen(folder: OpenFolder, name: string, maxBytes: number): OpenedFile | undefined {
  const handle = openedFile(folder, name);
  if (handle === undefined) return undefined;
  try {
    const found = fstatSync(handle);
    if (!found.isFile()) throw new PathFault(found.isDirectory() ? 'it is a folder' : 'it is no regular file');
    const { size: sizeBytes, mode } = found;
    const bytes = sizeBytes > maxBytes ? undefined : readAtMost(handle, sizeBytes, maxBytes);
    return { bytes, sizeBytes: bytes?.length ?? sizeBytes, mode: mode & 0o7777 };
  } finally {
    closeSync(handle);
  }
}

/** A named pipe is not waited for. */
function openedFile(folder: OpenFolder, name: string): number | undefined {
  try {
    return openSync(folder.entry(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return undefined;
    if (code === 'ELOOP') throw new PathFault('it is a symbolic link, and links are not followed', { cause: error });
    if (code === 'ENXIO') throw new PathFault('it is no regular file', { cause: error });
    throw error;
  }
}

/** Undefined: it has grown beyond the limit meanwhile. */
function readAtMost(handle: number, sizeBytes: number, maxBytes: number): Buffer | undefined {
  // One more than there should be, to see the end in the same read.
  let buffer = Buffer.allocUnsafe(sizeBytes + 1);
  let used = 0;
  for (;;) {
    const count = readSync(handle, buffer, used, buffer.length - used, null);
    if (count === 0) return buffer.subarray(0, used);
    used += count;
    if (used > maxBytes) return undefined;
    if (used === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
  }
}
