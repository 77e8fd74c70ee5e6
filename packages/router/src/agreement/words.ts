/** Longer texts are compared by their beginnings. UTF-16 units. */
export const MOST_CHARS = 65_536;

/** Scripts without spaces count by characters, all others by words; case, spaces and punctuation do not count. */
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}_]+/gu;

/** How often each word and each pair of neighbours occurs in a text. */
export interface WordCounts {
  readonly words: ReadonlyMap<string, number>;
  readonly pairs: ReadonlyMap<string, number>;
  readonly size: number;
}

/** The words of a text in order, in lower case. */
export function wordsOf(text: string): readonly string[] {
  return text.slice(0, MOST_CHARS).normalize('NFKC').toLowerCase().match(WORD) ?? [];
}

export function countWords(text: string): WordCounts {
  const found = wordsOf(text);
  const words = new Map<string, number>();
  const pairs = new Map<string, number>();
  let before: string | undefined;
  for (const word of found) {
    words.set(word, (words.get(word) ?? 0) + 1);
    const pair = `${before ?? ''} ${word}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    before = word;
  }
  return { words, pairs, size: found.length };
}

/**
 * 0 to 1: the share of words and of pairs of neighbours that both texts have, half each (Dice). Words alone would find
 * any two texts of one topic alike, pairs alone would take every changed word for two.
 */
export function sharedWords(a: WordCounts, b: WordCounts): number {
  if (a.size === 0 || b.size === 0) return 0;
  return (shared(a.words, b.words) + shared(a.pairs, b.pairs)) / (a.size + b.size);
}

function shared(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let count = 0;
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  for (const [word, times] of few) count += Math.min(times, many.get(word) ?? 0);
  return count;
}
