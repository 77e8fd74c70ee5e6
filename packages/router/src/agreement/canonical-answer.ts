import { structureOf } from './json-text.ts';
import { canonicalValue } from './value-similarity.ts';
import { wordsOf } from './words.ts';

/** Longer ones are told apart by their beginnings and lengths. UTF-16 units. */
const MOST_KEPT = 512;

/** The same for answers that are equal but for layout, case and order. */
export function canonicalAnswer(text: string): string {
  const value = structureOf(text);
  const whole = value === undefined ? wordsOf(text).join(' ') : canonicalValue(value);
  return whole.length <= MOST_KEPT ? whole : `${whole.slice(0, MOST_KEPT)}${whole.length}`;
}

/** True of JSON in which there is no single value, such as empty lists, and of text without words. */
export function saysNothing(text: string): boolean {
  const value = structureOf(text);
  return value === undefined ? wordsOf(text).length === 0 : isEmpty(value);
}

function isEmpty(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return value === null || value === '';
  return depth < 8 && Object.values(value).every((item) => isEmpty(item, depth + 1));
}
