import type { Delegation } from '../folder/delegation.ts';
import { termsOf } from './terms.ts';

/** What an issue is about, as far as can be told without a model. */
export interface Subject {
  readonly terms: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
}

/** From here on two issues are taken for alike. 1: the same one. */
export const LEAST_LIKENESS = 0.3;
/** One rare word alone may be chance. */
const LEAST_SHARED = 2;
const TERMS_WEIGHT = 0.75;

export function subjectOf({ issue, files }: Pick<Delegation, 'issue' | 'files'>): Subject {
  return { terms: termsOf(issue), files: new Set(files) };
}

/** How alike subjects are to one, from 0 to 1: what few of them share counts more than what many do. */
export function likenesses(one: Subject, others: readonly Subject[]): readonly number[] {
  const terms = rarities([one.terms, ...others.map((other) => other.terms)]);
  const files = rarities([one.files, ...others.map((other) => other.files)]);
  return others.map((other) => {
    const shared = sharedBy(one.terms, other.terms).length;
    const sharedFiles = sharedBy(one.files, other.files).length;
    if (shared === 0 || shared + sharedFiles < LEAST_SHARED) return 0;
    return (
      TERMS_WEIGHT * cosine(one.terms, other.terms, terms) + (1 - TERMS_WEIGHT) * cosine(one.files, other.files, files)
    );
  });
}

/** For each entry how much it says: less, the more of the sets have it. */
function rarities(sets: readonly ReadonlySet<string>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const set of sets) for (const entry of set) counts.set(entry, (counts.get(entry) ?? 0) + 1);
  return new Map([...counts].map(([entry, count]) => [entry, Math.log(1 + sets.length / count)]));
}

function cosine(a: ReadonlySet<string>, b: ReadonlySet<string>, weights: ReadonlyMap<string, number>): number {
  const sum = (entries: Iterable<string>): number => {
    let total = 0;
    for (const entry of entries) total += (weights.get(entry) ?? 0) ** 2;
    return total;
  };
  const both = sum(sharedBy(a, b));
  return both === 0 ? 0 : both / Math.sqrt(sum(a) * sum(b));
}

function sharedBy(a: ReadonlySet<string>, b: ReadonlySet<string>): readonly string[] {
  return [...a].filter((entry) => b.has(entry));
}
