import { PathFault } from '../../writes/confined-root.ts';
import { parentOf, type Sight } from '../sight/sight.ts';

/** Those of the paths that ripgrep named that may be seen and can be reached without a link, from the workspace, in order. */
export function seenPaths(sight: Sight, named: readonly string[]): readonly string[] {
  const reachable = new Map<string, boolean>();
  const isReachable = (folder: string): boolean => {
    const known = reachable.get(folder);
    if (known !== undefined) return known;
    const is = canOpen(sight, folder);
    reachable.set(folder, is);
    return is;
  };
  return named
    .map((name) => name.replace(/^\.\//, ''))
    .filter((path) => sight.reason(path, false) === undefined && isReachable(parentOf(path)))
    .toSorted();
}

function canOpen(sight: Sight, folder: string): boolean {
  try {
    return sight.folder(folder) !== undefined;
  } catch (error) {
    if (error instanceof PathFault) return false;
    throw error;
  }
}
