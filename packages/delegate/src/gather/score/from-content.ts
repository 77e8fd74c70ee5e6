import { fileKind } from '../files/file-kind.ts';
import type { FittingBlock } from '../lines/best-blocks.ts';
import type { Tally } from '../scan/tally.ts';
import type { Fit } from './content.ts';
import type { Evidence } from './evidence.ts';
import type { Query } from './query.ts';
import { POINTS } from './weights.ts';

/** A name that is so much heavier than a usual one does not count more. */
const MOST_NAME_WEIGHT = 4;
const MOST_NAMED = 4;

/** What stands in files and in their paths. */
export function addContent(evidence: Evidence, query: Query, tallies: ReadonlyMap<string, Tally>, fit: Fit): void {
  const add = (
    aspect: string,
    shares: ReadonlyMap<string, number>,
    points: number,
    told: (path: string) => string,
  ): void => {
    for (const [path, share] of shares)
      evidence.add(path, points * share, { kind: 'text', aspect, words: () => told(path) });
  };
  const rarest = (path: string, isIdentifier: boolean): string =>
    rarestOf(query, tallies.get(path), fit.idf, isIdentifier);
  add('words', fit.words, POINTS.words, (path) => `says ${rarest(path, false)}`);
  add('names', fit.identifiers, POINTS.identifiers, (path) => `uses ${rarest(path, true)}`);
  add('its path', fit.path, POINTS.pathWords, () => 'its path has words of the issue');
  addDefinitions(evidence, query, tallies);
}

/** For people: what of the query a file has that few others have. */
function rarestOf({ terms }: Query, tally: Tally | undefined, idf: readonly number[], isIdentifier: boolean): string {
  const ids = [...(tally?.counts.keys() ?? [])].filter((id) => terms[id]?.isIdentifier === isIdentifier);
  const worth = (id: number): number => (terms[id]?.weight ?? 0) * (idf[id] ?? 0);
  const best = ids.toSorted((a, b) => worth(b) - worth(a)).slice(0, MOST_NAMED);
  return best.map((id) => terms[id]?.text ?? '').join(', ');
}

function addDefinitions(evidence: Evidence, { terms }: Query, tallies: ReadonlyMap<string, Tally>): void {
  const definers = new Map<number, string[]>();
  for (const [path, { defined }] of tallies) {
    if (fileKind(path) !== 'source') continue;
    for (const id of defined) {
      const known = definers.get(id);
      if (known === undefined) definers.set(id, [path]);
      else known.push(path);
    }
  }
  for (const [id, paths] of definers) {
    const term = terms[id];
    if (term === undefined) continue;
    const points = (POINTS.definition * Math.min(MOST_NAME_WEIGHT, term.weight ** 2 / 2)) / paths.length;
    for (const path of paths) evidence.add(path, points, { kind: 'definition', words: `defines ${term.text}` });
  }
}

/** The best part of each file: a long file may have little to do with the issue as a whole. */
export function addBlocks(evidence: Evidence, blocks: ReadonlyMap<string, readonly FittingBlock[]>): void {
  const most = Math.max(1e-9, ...[...blocks.values()].map((all) => all[0]?.fit ?? 0));
  for (const [path, [best]] of blocks) {
    if (best === undefined) continue;
    const words = `fits the issue in lines ${best.first}-${best.last}`;
    evidence.add(path, (POINTS.block * best.fit) / most, { kind: 'text', aspect: 'lines', words });
  }
}
