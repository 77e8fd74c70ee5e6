/** Where bytes of words are known by a number of their own. Two words share one by chance once in four thousand million. */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const FILTER_BITS = 16;

/** Number of a word: of its bytes, one after the other, in lower case. */
export function hashStart(): number {
  return FNV_OFFSET | 0;
}

export function hashNext(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, FNV_PRIME);
}

export function hashOf(word: string): number {
  let hash = hashStart();
  for (const byte of Buffer.from(word.toLowerCase(), 'utf8')) hash = hashNext(hash, byte);
  return hash;
}

/** What is looked for in files: words, each with the id of its term. */
export class TermTable {
  /** Most words of files are asked for in vain: this says so without looking them up. */
  readonly #filter = new Uint8Array(1 << FILTER_BITS);
  readonly #ids = new Map<number, number>();

  add(word: string, id: number): void {
    const hash = hashOf(word);
    if (this.#ids.has(hash)) return;
    this.#ids.set(hash, id);
    this.#filter[hash & ((1 << FILTER_BITS) - 1)] = 1;
  }

  /** -1: nobody looks for it. */
  idOf(hash: number): number {
    return this.#filter[hash & ((1 << FILTER_BITS) - 1)] === 0 ? -1 : (this.#ids.get(hash) ?? -1);
  }
}
