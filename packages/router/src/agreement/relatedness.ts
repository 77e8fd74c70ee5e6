import { structureOf } from './json-text.ts';
import { wordsOf } from './words.ts';

/** Shorter ones are in every text. Characters. */
const LEAST_LETTERS = 5;
/** Fewer words say nothing. */
const LEAST_WORDS = 6;
const MOST_DEPTH = 16;

/**
 * How much of an answer's own vocabulary occurs in any of the texts: 0 to 1, or undefined when there are too few words to
 * say. For answers of different models, which may agree in no sentence and still speak of the same things. Keys of JSON
 * do not count.
 */
export function relatedness(answer: string, texts: readonly string[]): number | undefined {
  const own = vocabularyOf(answer);
  if (own.size < LEAST_WORDS) return undefined;
  const theirs = new Set(texts.flatMap((text) => [...vocabularyOf(text)]));
  let shared = 0;
  for (const word of own) if (theirs.has(word)) shared += 1;
  return shared / own.size;
}

function vocabularyOf(text: string): Set<string> {
  const value = structureOf(text);
  const words = value === undefined ? wordsOf(text) : textsIn(value).flatMap((inner) => wordsOf(inner));
  return new Set(words.filter((word) => word.length >= LEAST_LETTERS));
}

function textsIn(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > MOST_DEPTH) return [];
  return Object.values(value).flatMap((item) => textsIn(item, depth + 1));
}
