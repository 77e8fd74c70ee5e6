import { nearest } from '@hanzo/contracts';

/**
 * The file of a workspace that a path most likely means: one of the same name elsewhere, else one whose name differs in a few letters.
 * Of several, the one in the most alike folder.
 *
 * @param written with forward slashes
 * @param paths of the workspace
 */
export function nearestFile(written: string, paths: readonly string[]): string | undefined {
  const byName = Map.groupBy(paths, (path) => nameOf(path).toLowerCase());
  const wanted = nameOf(written).toLowerCase();
  const name = byName.has(wanted) ? wanted : nearest(wanted, alikeInLength(wanted, byName.keys()));
  if (name === undefined) return undefined;
  const folders = foldersOf(written);
  const best = (byName.get(name) ?? []).toSorted(
    (a, b) => distance(foldersOf(a), folders) - distance(foldersOf(b), folders) || (a < b ? -1 : 1),
  );
  return best[0];
}

/** Words that differ by more letters are not near: looking at the others only is what makes it fast on 50,000 files. */
function alikeInLength(word: string, names: Iterable<string>): readonly string[] {
  const most = Math.max(1, Math.floor(word.length / 3));
  return [...names].filter((name) => Math.abs(name.length - word.length) <= most);
}

/** How many folders only one of two paths has. */
function distance(a: readonly string[], b: readonly string[]): number {
  return [...a, ...b].filter((folder) => a.includes(folder) !== b.includes(folder)).length;
}

function foldersOf(path: string): readonly string[] {
  return path.toLowerCase().split('/').slice(0, -1);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
