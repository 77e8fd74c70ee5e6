/** Byte pairs learned from words: the most frequent neighbours become one token, again and again. */

interface Word {
  readonly count: number;
  /** Its tokens so far. */
  parts: string[];
}

const pairOf = (left: string, right: string): string => `${left} ${right}`;

/** Counts of neighbours, and the words in which they stand. */
class Pairs {
  readonly #counts = new Map<string, number>();
  readonly #words = new Map<string, Set<Word>>();

  add(word: Word, sign: 1 | -1): void {
    for (let at = 1; at < word.parts.length; at += 1) {
      const pair = pairOf(word.parts[at - 1] ?? '', word.parts[at] ?? '');
      this.#counts.set(pair, (this.#counts.get(pair) ?? 0) + sign * word.count);
      const words = this.#words.get(pair) ?? new Set();
      words.add(word);
      this.#words.set(pair, words);
    }
  }

  /** The most frequent pair; of equals the first in code-unit order, so that the result depends on nothing else. */
  best(): string | undefined {
    let best: string | undefined;
    let most = 1;
    for (const [pair, count] of this.#counts) {
      if (count > most || (count === most && best !== undefined && pair < best)) {
        best = pair;
        most = count;
      }
    }
    return best;
  }

  /** The words that may hold a pair. The pair is forgotten. */
  take(pair: string): readonly Word[] {
    const words = [...(this.#words.get(pair) ?? [])];
    this.#words.delete(pair);
    this.#counts.delete(pair);
    return words;
  }

  forget(pair: string): void {
    this.#counts.delete(pair);
  }
}

/** Joins each `left right` of `parts`, from the left. */
export function joinPair(parts: readonly string[], left: string, right: string): string[] {
  const joined: string[] = [];
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    if (part === left && parts[at + 1] === right) {
      joined.push(left + right);
      at += 1;
    } else {
      joined.push(part);
    }
  }
  return joined;
}

/** Up to `most` merges, in order, for words (in GPT-2's byte alphabet) and how often each occurs. */
export function learnMerges(wordCounts: ReadonlyMap<string, number>, most: number): string[] {
  const pairs = new Pairs();
  for (const [text, count] of wordCounts) pairs.add({ count, parts: Array.from(text) }, 1);
  const merges: string[] = [];
  while (merges.length < most) {
    const pair = pairs.best();
    if (pair === undefined) break;
    merges.push(pair);
    const [left = '', right = ''] = pair.split(' ');
    for (const word of pairs.take(pair)) {
      const joined = joinPair(word.parts, left, right);
      if (joined.length === word.parts.length) continue;
      pairs.add(word, -1);
      word.parts = joined;
      pairs.add(word, 1);
    }
    pairs.forget(pair);
  }
  return merges;
}
