import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HanzoError } from '@hanzo/contracts';

/** What a project's file holds, as it was at one moment. */
export interface ProjectText {
  readonly file: string;
  readonly text: string;
  /** Hex, over the file's bytes. */
  readonly sha256: string;
}

/** Nobody writes more by hand, and who is asked to trust it should be able to read it. Bytes. */
const MAX_BYTES = 65_536;

const FOLDER = '.hanzo';

/** Where a workspace's own file would be. Symlinks of the workspace's path are resolved, as far as it exists. */
export function projectPaths(workspace: string): { readonly root: string; readonly file: string } {
  const root = realPath(resolve(workspace));
  return { root, file: join(root, FOLDER, 'config.json') };
}

/**
 * Reads a workspace's own file; undefined when there is none. Nothing of it is believed yet.
 *
 * @throws HanzoError CONFIG_INVALID when it is a link, no file, too large, or cannot be read
 */
export function readProjectText(workspace: string): ProjectText | undefined {
  const { root, file } = projectPaths(workspace);
  try {
    const folder = join(root, FOLDER);
    if (lstatSync(folder).isSymbolicLink()) throw refused(folder, 'is a symbolic link', 'Make it a folder.');
    if (lstatSync(file).isSymbolicLink()) throw refused(file, 'is a symbolic link', 'Make it a file of its own.');
    const bytes = readSmall(file);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { file, text: bytes.toString('utf8').replace(/^\uFEFF/, ''), sha256 };
  } catch (cause) {
    if (cause instanceof HanzoError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw refused(file, `cannot be read (${reason})`, 'Check that you may read it.', cause);
  }
}

/** Looked at through one handle: what is checked is what is read. Never waits, as for a pipe. */
function readSmall(file: string): Buffer {
  const handle = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    if (!fstatSync(handle).isFile()) throw refused(file, 'is no plain file', 'Make it a file.');
    const bytes = Buffer.alloc(MAX_BYTES + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(handle, bytes, length, bytes.length - length, null);
    if (length > MAX_BYTES)
      throw refused(file, `is larger than ${MAX_BYTES / 1024} KiB`, 'Leave only tiers, kinds and commands in it.');
    return bytes.subarray(0, length);
  } finally {
    closeSync(handle);
  }
}

function refused(file: string, what: string, mend: string, cause?: unknown): HanzoError {
  return new HanzoError('CONFIG_INVALID', `${file} ${what}.`, { cause, details: { file }, mend });
}

/** The path without symlinks; as it is where it does not exist. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
