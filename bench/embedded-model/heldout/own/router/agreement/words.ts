export const MOST_CHARS = 65_536;

const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}_]+/gu;

export interface WordCounts {
  readonly words: ReadonlyMap<string, number>;
  readonly pairs: ReadonlyMap<string, number>;
  readonly size: number;
}

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
