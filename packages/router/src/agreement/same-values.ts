import { contradicts } from './contradiction.ts';
import { exactForm } from './exact-form.ts';
import { canonicalValue, ValueComparison } from './value-similarity.ts';

const MOST_DEPTH = 16;
/** Longer lists of objects agree only when they are equal. */
const MOST_ITEMS = 64;
/** Two items that are less alike are two, not one. */
const SAME_ITEM = 0.5;
/** Four words in a row are said; fewer are a name, a grade or a value. */
const SENTENCE = /\p{L}{2,} \p{L}{2,} \p{L}{2,} \p{L}{2,}/u;
/** What is put into a file word by word. */
const TO_THE_LETTER: ReadonlySet<string> = new Set(['edits']);

/**
 * True when two parsed JSON values that are alike contradict each other nowhere: numbers, truth values and short texts are
 * equal, single values stand in the same order in lists, of objects each has its counterpart, and edits are equal.
 */
export class SameValues {
  readonly #likeness = new ValueComparison();

  compare(a: unknown, b: unknown, depth = 0): boolean {
    if (typeof a === 'string' && typeof b === 'string') return sameText(a, b);
    if (depth > MOST_DEPTH) return canonicalValue(a) === canonicalValue(b);
    if (Array.isArray(a) && Array.isArray(b)) return this.#lists(a, b, depth);
    if (isObject(a) && isObject(b)) return this.#objects(a, b, depth);
    return (a ?? null) === (b ?? null);
  }

  #objects(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>, depth: number): boolean {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) =>
      TO_THE_LETTER.has(key)
        ? canonicalValue(trimmed(a[key])) === canonicalValue(trimmed(b[key]))
        : this.compare(a[key], b[key], depth + 1),
    );
  }

  #lists(a: readonly unknown[], b: readonly unknown[], depth: number): boolean {
    const [few, many] = a.length <= b.length ? [a, b] : [b, a];
    if (!many.every((item) => isObject(item)))
      return a.length === b.length && a.every((item, at) => this.compare(item, b[at], depth + 1));
    if (many.length > MOST_ITEMS) return canonicalValue(a) === canonicalValue(b);
    const left = [...many];
    return few.every((item) => {
      const at = left.findIndex(
        (other) => this.#likeness.compare(item, other) >= SAME_ITEM && this.compare(item, other, depth + 1),
      );
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
  }
}

function sameText(a: string, b: string): boolean {
  if (a.trim() === b.trim()) return true;
  if (SENTENCE.test(a) && SENTENCE.test(b)) return !contradicts(a, b);
  const [one, other] = [exactForm(a), exactForm(b)];
  return one !== undefined && one === other;
}

function trimmed(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.trim();
  if (typeof value !== 'object' || value === null || depth > MOST_DEPTH) return value;
  if (Array.isArray(value)) return value.map((item) => trimmed(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, trimmed(item, depth + 1)]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
