/** Lengths of the prompt's beginning that get a key, in UTF-16 units. */
const LENGTHS = [1_024, 4_096, 16_384, 65_536];
/** A usual average; it only has to be right enough to compare reading with waiting. */
const CHARS_PER_TOKEN = 3.5;
/** Reading less than this again costs nothing worth mentioning. Characters. */
const LEAST_CHARS = 128;
const MOST_WORKERS = 4;
const MOST_KEYS = 2_048;
/** A worker's cache is small too. */
const MOST_KEYS_OF_WORKER = 32;

/**
 * Keys of a task's beginning at growing lengths, shortest first: the system prompt, then with 1, 4, 16, 64 Ki characters
 * of the prompt. Equal keys mean equal beginnings (by hash: a collision would only misplace a task).
 */
export function prefixKeys(system: string, prompt: string): readonly string[] {
  const keys: string[] = [];
  const hash = new PrefixHash();
  hash.add(system, 0, system.length);
  if (system.length >= LEAST_CHARS) keys.push(hash.key(system.length));
  let read = 0;
  for (const length of LENGTHS) {
    if (prompt.length < length) break;
    hash.add(prompt, read, length);
    read = length;
    keys.push(hash.key(system.length + length));
  }
  return keys;
}

/** Two independent 32-bit multiplicative hashes of UTF-16 units. */
class PrefixHash {
  #a = 0x9e3779b9;
  #b = 0x85ebca6b;

  add(text: string, from: number, to: number): void {
    let a = this.#a;
    let b = this.#b;
    for (let at = from; at < to; at += 2) {
      // Two units a step; behind the end there is none.
      const units = text.charCodeAt(at) | (at + 1 < to ? text.charCodeAt(at + 1) << 16 : 0);
      a = Math.imul(a ^ units, 0x9e3779b1);
      b = Math.imul(b ^ units, 0x5f356495);
      a ^= a >>> 15;
      b ^= b >>> 13;
    }
    // The end of the system prompt counts: what is moved over it makes another text for the model.
    this.#a = Math.imul(a ^ (to - from), 0x9e3779b1);
    this.#b = Math.imul(b ^ (to - from), 0x5f356495);
  }

  key(chars: number): string {
    return `${(this.#a >>> 0).toString(36)}-${(this.#b >>> 0).toString(36)}:${chars}`;
  }
}

/** Which workers have lately read the beginning of which prompts. Bounded, and only ever a guess: caches are the workers'. */
export class PrefixAffinity {
  /** By model and key, least recently used first: the workers, least recent first. */
  readonly #holders = new Map<string, string[]>();
  /** By worker: its entries of `#holders`, least recent first. */
  readonly #held = new Map<string, Set<string>>();
  /** Models that each key was seen with, for tasks that do not care. */
  readonly #models = new Map<string, Set<string>>();

  /** The worker was given a task with these keys. */
  note(workerId: string, model: string, keys: readonly string[]): void {
    // The shortest last: most tasks share it, so it is the last to be forgotten.
    for (const key of keys.toReversed()) this.#add(workerId, model, key);
    const held = this.#held.get(workerId);
    while (held !== undefined && held.size > MOST_KEYS_OF_WORKER) {
      const [oldest = ''] = held;
      this.#drop(workerId, oldest);
    }
    while (this.#holders.size > MOST_KEYS) {
      const [oldest = ''] = this.#holders.keys();
      for (const id of this.#holders.get(oldest)?.slice() ?? []) this.#drop(id, oldest);
    }
  }

  /** The workers that should hold some of it, with about how many tokens, most first. Undefined: any model. */
  warm(model: string | undefined, keys: readonly string[]): { readonly id: string; readonly cachedTokens: number }[] {
    const found = new Map<string, number>();
    for (const key of keys.toReversed()) {
      const cachedTokens = Math.floor(Number(key.slice(key.lastIndexOf(':') + 1)) / CHARS_PER_TOKEN);
      for (const id of this.#holdersOf(model, key)) {
        if (!found.has(id)) found.set(id, cachedTokens);
      }
    }
    return [...found].map(([id, cachedTokens]) => ({ id, cachedTokens }));
  }

  /** Its cache is gone. */
  forget(workerId: string): void {
    for (const entry of this.#held.get(workerId) ?? []) this.#drop(workerId, entry);
  }

  #holdersOf(model: string | undefined, key: string): readonly string[] {
    const models = model === undefined ? [...(this.#models.get(key) ?? [])] : [model];
    return models.flatMap((one) => this.#holders.get(entryOf(one, key)) ?? []);
  }

  #add(workerId: string, model: string, key: string): void {
    const entry = entryOf(model, key);
    const holders = this.#holders.get(entry) ?? [];
    const others = holders.filter((id) => id !== workerId);
    const leaving = others.slice(0, Math.max(0, others.length - MOST_WORKERS + 1));
    for (const id of leaving) this.#drop(id, entry);
    this.#holders.delete(entry);
    this.#holders.set(entry, [...others.slice(leaving.length), workerId]);
    this.#models.set(key, (this.#models.get(key) ?? new Set()).add(model));
    const held = this.#held.get(workerId) ?? new Set();
    held.delete(entry);
    this.#held.set(workerId, held.add(entry));
  }

  #drop(workerId: string, entry: string): void {
    const held = this.#held.get(workerId);
    held?.delete(entry);
    if (held?.size === 0) this.#held.delete(workerId);
    const left = this.#holders.get(entry)?.filter((id) => id !== workerId) ?? [];
    if (left.length > 0) {
      this.#holders.set(entry, left);
      return;
    }
    this.#holders.delete(entry);
    const [key, model] = split(entry);
    const models = this.#models.get(key);
    models?.delete(model);
    if (models?.size === 0) this.#models.delete(key);
  }
}

/** Keys have no spaces. */
function entryOf(model: string, key: string): string {
  return `${key} ${model}`;
}

function split(entry: string): readonly [string, string] {
  const at = entry.indexOf(' ');
  return [entry.slice(0, at), entry.slice(at + 1)];
}
