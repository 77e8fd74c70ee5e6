import { bucketOf, visitFeatures } from './features.ts';
import type { RoutedText } from './routed-text.ts';
import type { SparseVector } from './sparse-vector.ts';
import type { FeatureGroup, FeatureSink } from './text-features.ts';

/** A feature in words, and how much it moves a score. */
export interface FeaturePart {
  /** e.g. `word "prove"`, `pair "how many"`, `shape "length 64"`. */
  readonly feature: string;
  readonly weight: number;
}

const LONGEST_NAME = 40;

/** Remembers the first feature found at each of some places. */
class Names implements FeatureSink {
  readonly #wanted: ReadonlyMap<number, number>;
  readonly found: Map<number, string> = new Map<number, string>();

  constructor(wanted: ReadonlyMap<number, number>) {
    this.#wanted = wanted;
  }

  add(group: FeatureGroup, hash: number, text: string, start: number, end: number): void {
    const bucket = bucketOf(group, hash);
    if (!this.#wanted.has(bucket) || this.found.has(bucket)) return;
    const words = text.slice(start, Math.min(end, start + LONGEST_NAME)).toWellFormed();
    if (!/[\p{L}\p{N}]/u.test(words)) return;
    this.found.set(bucket, group === 'shape' ? words : `${group} ${JSON.stringify(words)}`);
  }
}

/** So many are looked at for each that is told: some are nothing that a person could read. */
const LOOKED_AT = 4;

/** What of a task moves a linear score most, in words, strongest first. Mere punctuation tells nobody anything. */
export function explainFeatures(
  text: RoutedText,
  { indices, values }: SparseVector,
  weights: ArrayLike<number>,
  most: number,
): FeaturePart[] {
  const moves = Array.from(indices, (bucket, at) => [bucket, (values[at] ?? 0) * (weights[bucket] ?? 0)] as const);
  const strongest = moves.toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a)).slice(0, most * LOOKED_AT);
  const wanted = new Map(strongest.filter(([, weight]) => weight !== 0));
  const names = new Names(wanted);
  visitFeatures(text, names);
  return Array.from(wanted, ([bucket, weight]) => ({ feature: names.found.get(bucket), weight }))
    .filter((part): part is FeaturePart => part.feature !== undefined)
    .slice(0, most);
}
