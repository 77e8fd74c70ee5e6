/** Thrown when the bytes end before the header does: read more of the file, or call it truncated. */
export class NeedMoreBytes extends Error {}

/** Thrown for what cannot be a sane GGUF header. The message completes "… is not a usable model: ". */
export class HeaderProblem extends Error {}

/** Sizes of GGUF's fixed-length value types, by type number. 8 is a string, 9 an array. */
const SCALAR_BYTES: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
const STRING = 8;
const ARRAY = 9;

const MOST_STRING_BYTES = 2 ** 26;
const MOST_ARRAY_LENGTH = 2 ** 24;
/** One per layer at most is what we look at. */
const MOST_KEPT_ITEMS = 4096;

/** A list that we only step over. */
export interface SkippedList {
  readonly items: number;
}

/** A metadata value as far as we care: numbers, text, short lists of numbers and the length of other lists. */
export type HeaderValue = number | string | readonly number[] | SkippedList | undefined;

/** Reads GGUF's little-endian primitives, within bounds. */
export class GgufReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get position(): number {
    return this.#at;
  }

  #take(length: number): number {
    const start = this.#at;
    if (start + length > this.#bytes.length) throw new NeedMoreBytes();
    this.#at += length;
    return start;
  }

  u32(): number {
    return this.#bytes.readUInt32LE(this.#take(4));
  }

  /** A count, size or offset. */
  u64(what: string, most: number): number {
    const value = this.#bytes.readBigUInt64LE(this.#take(8));
    if (value > BigInt(most)) throw new HeaderProblem(`${what} is ${value}, more than ${most}`);
    return Number(value);
  }

  string(what: string, mostBytes: number = MOST_STRING_BYTES): string {
    const length = this.u64(`the length of ${what}`, mostBytes);
    const start = this.#take(length);
    return this.#bytes.toString('utf8', start, start + length);
  }

  /** A value behind a key, or undefined for kinds that we only step over. */
  value(key: string): HeaderValue {
    const type = this.u32();
    return type === ARRAY ? this.#array(key) : this.#single(key, type);
  }

  #single(key: string, type: number): number | string | undefined {
    if (type === STRING) return this.string(key);
    const length = SCALAR_BYTES[type];
    if (length === undefined) throw new HeaderProblem(`${key} has the unknown type ${type}`);
    const at = this.#take(length);
    switch (type) {
      case 0:
        return this.#bytes.readUInt8(at);
      case 2:
        return this.#bytes.readUInt16LE(at);
      case 4:
        return this.#bytes.readUInt32LE(at);
      case 5:
        return this.#bytes.readInt32LE(at);
      case 6:
        return this.#bytes.readFloatLE(at);
      case 10:
        return Number(this.#bytes.readBigUInt64LE(at));
      case 11:
        return Number(this.#bytes.readBigInt64LE(at));
      case 12:
        return this.#bytes.readDoubleLE(at);
      default:
        return undefined;
    }
  }

  #array(key: string): readonly number[] | SkippedList {
    const type = this.u32();
    const length = this.u64(`the length of ${key}`, MOST_ARRAY_LENGTH);
    if (type === STRING) {
      for (let index = 0; index < length; index += 1) this.#take(this.u64(`a text of ${key}`, MOST_STRING_BYTES));
      return { items: length };
    }
    const itemBytes = SCALAR_BYTES[type];
    if (itemBytes === undefined) throw new HeaderProblem(`${key} is a list of the unknown type ${type}`);
    const start = this.#take(length * itemBytes);
    if ((type !== 4 && type !== 5) || length > MOST_KEPT_ITEMS) return { items: length };
    return Array.from({ length }, (_, index) => this.#bytes.readInt32LE(start + 4 * index));
  }
}
