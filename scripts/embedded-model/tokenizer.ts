import { readFileSync } from 'node:fs';
import { byteAlphabet } from '../gguf/vocabulary.ts';
import { joinPair, learnMerges } from './bpe.ts';

/** GPT-2's words (`tokenizer.ggml.pre` = gpt-2): a merge never joins two of them. */
const WORDS = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;

export const BOS = '<|bos|>';
export const PROMPT = '<|hanzo_prompt|>';
export const ANSWER = '<|hanzo_answer|>';
export const END = '<|hanzo_end|>';
export const MARKERS: readonly string[] = [BOS, PROMPT, ANSWER, END];

/** What is stored of a tokenizer: its tokens are the bytes, the merges' results and the markers, in this order. */
export interface TrainedVocabulary {
  readonly tokens: readonly string[];
  readonly merges: readonly string[];
}

const MOST_CACHED_WORDS = 200_000;
const ALPHABET = byteAlphabet();
const utf8 = new TextEncoder();

const inAlphabet = (text: string): string => Array.from(utf8.encode(text), (byte) => ALPHABET[byte] ?? '').join('');

/** Learns a vocabulary of `size` tokens, or fewer if the texts hold no more. */
export function trainVocabulary(texts: Iterable<string>, size: number): TrainedVocabulary {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of text.match(WORDS) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const inBytes = new Map([...counts].map(([word, count]) => [inAlphabet(word), count]));
  const merges = learnMerges(inBytes, size - ALPHABET.length - MARKERS.length);
  return { merges, tokens: [...ALPHABET, ...merges.map((pair) => pair.replace(' ', '')), ...MARKERS] };
}

export function readVocabulary(path: string): TrainedVocabulary {
  return JSON.parse(readFileSync(path, 'utf8')) as TrainedVocabulary;
}

/** Text to token ids as llama.cpp does it. Markers in a text are text: their ids come from `marker`. */
export class Tokenizer {
  readonly #tokens: readonly string[];
  readonly #ids: ReadonlyMap<string, number>;
  readonly #ranks: ReadonlyMap<string, number>;
  readonly #cache = new Map<string, readonly number[]>();

  constructor({ tokens, merges }: TrainedVocabulary) {
    this.#tokens = tokens;
    this.#ids = new Map(tokens.map((token, id) => [token, id]));
    this.#ranks = new Map(merges.map((pair, rank) => [pair, rank]));
  }

  marker(name: string): number {
    return this.#id(name);
  }

  encode(text: string): number[] {
    const ids: number[] = [];
    for (const word of text.match(WORDS) ?? []) {
      for (const id of this.#cache.get(word) ?? this.#remember(word)) ids.push(id);
    }
    return ids;
  }

  /** The text of ids; markers are written out. */
  decode(ids: readonly number[]): string {
    const bytes = new Map(ALPHABET.map((symbol, byte) => [symbol, byte]));
    const isMarker = new Set(MARKERS);
    const all: number[] = [];
    for (const id of ids) {
      const token = this.#tokens[id] ?? '';
      if (isMarker.has(token)) all.push(...utf8.encode(token));
      else for (const symbol of token) all.push(bytes.get(symbol) ?? 0);
    }
    return new TextDecoder().decode(Uint8Array.from(all));
  }

  #remember(word: string): readonly number[] {
    const ids = this.#merge(Array.from(inAlphabet(word))).map((part) => this.#id(part));
    if (this.#cache.size >= MOST_CACHED_WORDS) this.#cache.clear();
    this.#cache.set(word, ids);
    return ids;
  }

  /** The earliest learned merge first, until none is left. */
  #merge(symbols: readonly string[]): readonly string[] {
    let parts = symbols;
    for (;;) {
      let best: readonly [left: string, right: string] | undefined;
      let bestRank = Infinity;
      for (let at = 1; at < parts.length; at += 1) {
        const pair = [parts[at - 1] ?? '', parts[at] ?? ''] as const;
        const rank = this.#ranks.get(pair.join(' ')) ?? Infinity;
        if (rank < bestRank) [best, bestRank] = [pair, rank];
      }
      if (best === undefined) return parts;
      parts = joinPair(parts, best[0], best[1]);
    }
  }

  #id(token: string): number {
    const id = this.#ids.get(token);
    if (id === undefined) throw new Error(`The vocabulary has no token ${JSON.stringify(token)}.`);
    return id;
  }
}
