import { closeSync, constants, openSync, unlinkSync, writeFileSync } from 'node:fs';
import { codeOf, ConfinedRoot, PathFault } from './confined-root.ts';

/** Files that cannot be made as edits want them: the fault of the edits. */
export class UnwritableEdits extends Error {}

const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW, O_NONBLOCK } = constants;
const NEW_FILE = 0o666;
/** What the system says of a path at which no file can be made. All else is no fault of the edits. */
const PATH_FAULTS: ReadonlySet<string | undefined> = new Set([
  'EEXIST',
  'ENOTDIR',
  'EISDIR',
  'ENAMETOOLONG',
  'EINVAL',
  'ELOOP',
  'ENXIO',
]);

/**
 * Writes a file of a copy, and its folders, never through a link: beyond one are the workspace's own files.
 *
 * @param root of the copy: absolute, links resolved
 * @param text undefined: the file is taken away
 * @throws UnwritableEdits
 */
export function writeInside(root: string, path: string, text: string | undefined): void {
  try {
    using confined = new ConfinedRoot(root);
    const folder = confined.folderOf(path, { make: text !== undefined });
    const way = folder?.entry(path.slice(path.lastIndexOf('/') + 1));
    if (way === undefined) return;
    if (text === undefined) remove(way);
    else write(way, text);
  } catch (error) {
    if (!(error instanceof PathFault) && !PATH_FAULTS.has(codeOf(error))) throw error;
    const why = error instanceof PathFault ? error.message : codeOf(error);
    throw new UnwritableEdits(`${path} cannot be written (${why}).`, { cause: error });
  }
}

/** In its place, so that its mode stays. A named pipe must not be waited for. */
function write(way: string, text: string): void {
  const handle = openSync(way, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK, NEW_FILE);
  try {
    writeFileSync(handle, text);
  } finally {
    closeSync(handle);
  }
}

function remove(way: string): void {
  try {
    unlinkSync(way);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
