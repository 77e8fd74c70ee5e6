import { partsOf } from '../leads/words.ts';
import type { Tally } from '../scan/tally.ts';
import type { Query } from './query.ts';

/** Of Okapi BM25: how soon more of the same word stops counting, and how much length is held against a file. */
const K1 = 1.2;
const B = 0.75;
/** The last parts of a path say more than the folders that all files share. */
const NAME_WEIGHT = 2;

/** How well each file fits the query by what stands in it and by its path. */
export interface Fit {
  /** 0 to 1, the best of all files 1. */
  readonly words: ReadonlyMap<string, number>;
  readonly identifiers: ReadonlyMap<string, number>;
  readonly path: ReadonlyMap<string, number>;
  /** Rarity of each term: natural logarithm. */
  readonly idf: readonly number[];
}

export function fitOf(query: Query, tallies: ReadonlyMap<string, Tally>, paths: readonly string[]): Fit {
  const all = [...tallies.values()];
  const holders = query.terms.map(() => 0);
  for (const { counts } of all) for (const id of counts.keys()) holders[id] = (holders[id] ?? 0) + 1;
  const total = Math.max(1, all.length);
  const idf = holders.map((n) => Math.log(1 + (total - n + 0.5) / (n + 0.5)));
  const meanLength = all.reduce((sum, { length }) => sum + length, 0) / total;
  const sums = (isIdentifier: boolean): ReadonlyMap<string, number> =>
    new Map([...tallies].map(([path, tally]) => [path, bm25(query, tally, { idf, meanLength, isIdentifier })]));
  return { words: scaled(sums(false)), identifiers: scaled(sums(true)), path: scaled(pathFit(query, paths)), idf };
}

interface Bm25Options {
  readonly idf: readonly number[];
  readonly meanLength: number;
  readonly isIdentifier: boolean;
}

function bm25({ terms }: Query, { counts, length }: Tally, { idf, meanLength, isIdentifier }: Bm25Options): number {
  const norm = K1 * (1 - B + (B * length) / Math.max(1, meanLength));
  let sum = 0;
  for (const [id, count] of counts) {
    const term = terms[id];
    if (term?.isIdentifier !== isIdentifier) continue;
    sum += (term.weight * (idf[id] ?? 0) * count * (K1 + 1)) / (count + norm);
  }
  return sum;
}

/** Words of the query in paths: by their rarity there. */
function pathFit({ terms, byForm }: Query, paths: readonly string[]): ReadonlyMap<string, number> {
  const found = paths.map((path) => {
    const cut = path.lastIndexOf('/');
    const name = idsIn(path.slice(cut + 1), byForm);
    return {
      path,
      name,
      folders: new Set([...idsIn(path.slice(0, Math.max(0, cut)), byForm)].filter((id) => !name.has(id))),
    };
  });
  const holders = new Map<number, number>();
  for (const { name, folders } of found)
    for (const id of [...name, ...folders]) holders.set(id, (holders.get(id) ?? 0) + 1);
  const worth = (id: number): number =>
    (terms[id]?.weight ?? 0) * Math.log(1 + (paths.length + 0.5) / ((holders.get(id) ?? 0) + 0.5));
  return new Map(
    found.flatMap(({ path, name, folders }) => {
      const sum =
        [...name].reduce((all, id) => all + NAME_WEIGHT * worth(id), 0) +
        [...folders].reduce((all, id) => all + worth(id), 0);
      return sum > 0 ? [[path, sum] as const] : [];
    }),
  );
}

function idsIn(text: string, byForm: ReadonlyMap<string, number>): ReadonlySet<number> {
  return new Set(partsOf(text).flatMap((part) => byForm.get(part) ?? []));
}

function scaled(sums: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const most = Math.max(1e-9, ...sums.values());
  return new Map([...sums].filter(([, sum]) => sum > 0).map(([path, sum]) => [path, sum / most]));
}
