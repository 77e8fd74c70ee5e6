import { countWords, sharedWords, type WordCounts } from './words.ts';

/** Deeper values, and what is left when so many pairs were compared, count as different unless they are equal. */
const MOST_DEPTH = 16;
const MOST_COMPARED = 20_000;
/** Items of two lists that are not equal and are compared each with each. */
const MOST_ITEMS = 24;
/** Two items that are less alike are two, not one. */
const SAME_ITEM = 0.5;
/** A long list shall not drown what else an answer says. */
const MOST_WEIGHT = 12;

/**
 * 0 to 1: how alike two parsed JSON values are. Objects by their properties, lists as sets in any order, texts by
 * their words, anything else only when it is equal. Work is bounded whatever the values are.
 */
export class ValueComparison {
  readonly #words = new Map<string, WordCounts>();
  #compared = 0;

  compare(a: unknown, b: unknown, depth = 0): number {
    this.#compared += 1;
    if (depth > MOST_DEPTH || this.#compared > MOST_COMPARED) return a === b ? 1 : 0;
    if (typeof a === 'string' && typeof b === 'string') return this.#texts(a, b);
    if (Array.isArray(a) && Array.isArray(b)) return this.#lists(a, b, depth);
    if (isObject(a) && isObject(b)) return this.#objects(a, b, depth);
    return a === b ? 1 : 0;
  }

  #texts(a: string, b: string): number {
    if (a.trim() === b.trim()) return 1;
    return sharedWords(this.#countsOf(a), this.#countsOf(b));
  }

  #countsOf(text: string): WordCounts {
    const counts = this.#words.get(text) ?? countWords(text);
    this.#words.set(text, counts);
    return counts;
  }

  #objects(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>, depth: number): number {
    let sum = 0;
    let weights = 0;
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const weight = Math.min(MOST_WEIGHT, Math.max(leaves(a[key]), leaves(b[key])));
      weights += weight;
      if (Object.hasOwn(a, key) && Object.hasOwn(b, key)) sum += weight * this.compare(a[key], b[key], depth + 1);
    }
    return weights === 0 ? 1 : sum / weights;
  }

  /** Equal items first, then the most alike of the rest, each at most once. */
  #lists(a: readonly unknown[], b: readonly unknown[], depth: number): number {
    const most = Math.max(a.length, b.length);
    if (most === 0) return 1;
    const { equal, restA, restB } = withoutEqual(a, b);
    const pairs = restA
      .slice(0, MOST_ITEMS)
      .flatMap((one, i) =>
        restB.slice(0, MOST_ITEMS).map((other, j) => ({ i, j, like: this.compare(one, other, depth + 1) })),
      )
      .filter(({ like }) => like >= SAME_ITEM)
      .toSorted((x, y) => y.like - x.like);
    const usedA = new Set<number>();
    const usedB = new Set<number>();
    let sum = equal;
    for (const { i, j, like } of pairs) {
      if (usedA.has(i) || usedB.has(j)) continue;
      usedA.add(i);
      usedB.add(j);
      sum += like;
    }
    return sum / most;
  }
}

function withoutEqual(
  a: readonly unknown[],
  b: readonly unknown[],
): { readonly equal: number; readonly restA: readonly unknown[]; readonly restB: readonly unknown[] } {
  const left = new Map<string, number>();
  for (const item of b) {
    const key = canonicalValue(item);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  const restA: unknown[] = [];
  for (const item of a) {
    const key = canonicalValue(item);
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    else restA.push(item);
  }
  const restB: unknown[] = [];
  for (const item of b) {
    const key = canonicalValue(item);
    const count = left.get(key) ?? 0;
    if (count === 0) continue;
    left.set(key, count - 1);
    restB.push(item);
  }
  return { equal: a.length - restA.length, restA, restB };
}

/** The same text for values that are equal whatever the order of their properties; too deep ones are all alike. */
export function canonicalValue(value: unknown, depth = 0): string {
  if (depth > MOST_DEPTH) return '…';
  if (Array.isArray(value)) return `[${value.map((item) => canonicalValue(item, depth + 1)).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'undefined';
  const properties = Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonicalValue(value[key], depth + 1)}`);
  return `{${properties.join()}}`;
}

/** Single values in it, at least 1. */
function leaves(value: unknown, depth = 0): number {
  if (depth > MOST_DEPTH || typeof value !== 'object' || value === null) return 1;
  let sum = 0;
  for (const item of Object.values(value)) {
    sum += leaves(item, depth + 1);
    if (sum >= MOST_WEIGHT) break;
  }
  return Math.max(1, sum);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
