import { relative, isAbsolute, sep } from 'node:path';

/** The innermost of some folders that holds another one, or is it. All absolute, links resolved. */
export function innermost(folders: readonly string[], folder: string): string | undefined {
  const holding = folders.filter((one) => holds(one, folder));
  return holding.toSorted((a, b) => b.length - a.length)[0];
}

function holds(outer: string, inner: string): boolean {
  const way = relative(outer, inner);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
