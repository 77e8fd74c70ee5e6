import { createResolver, isModule, type ModuleFile, type Syntax } from '@hanzo/tools';
import type { Evidence } from '../score/evidence.ts';
import { POINTS } from '../score/weights.ts';

/** A file that imports more needs none of them in particular. */
const MOST_IMPORTS = 40;

/**
 * What strong candidates import.
 *
 * @param strong with their texts, the best first
 * @param paths of the workspace
 */
export function addNeighbours(
  evidence: Evidence,
  strong: readonly ModuleFile[],
  paths: readonly string[],
  syntax: Pick<Syntax, 'importsOf'>,
): void {
  const resolver = createResolver(paths.filter(isModule), strong);
  const points = new Map<string, { points: number; from: string }>();
  for (const { path, text } of strong) {
    const imported = new Set(syntax.importsOf(path, text).flatMap((one) => resolver.resolve(path, one).paths));
    imported.delete(path);
    if (imported.size === 0 || imported.size > MOST_IMPORTS) continue;
    const share = (POINTS.neighbour * evidence.scoreOf(path)) / Math.sqrt(imported.size);
    for (const to of imported) if (share > (points.get(to)?.points ?? 0)) points.set(to, { points: share, from: path });
  }
  for (const [path, one] of points) evidence.add(path, one.points, { kind: 'import', words: `${one.from} imports it` });
}
