import type { KeptEntry } from '@hanzo/contracts';

/** Written in one transaction at most. */
const BATCH_ENTRIES = 256;
const BATCH_BYTES = 4 * 2 ** 20;
/** What waits for a file that is locked: more is not kept. Bytes. */
const MOST_BYTES = 16 * 2 ** 20;

/** What is to be written, by key; undefined: it shall go. */
export type Change = readonly [key: string, entry: KeptEntry | undefined];

/** Changes that are not in the file yet. The last one for a key counts. */
export class Pending {
  readonly #changes = new Map<string, KeptEntry | undefined>();
  #bytes = 0;

  get size(): number {
    return this.#changes.size;
  }

  has(key: string): boolean {
    return this.#changes.has(key);
  }

  get(key: string): KeptEntry | undefined {
    return this.#changes.get(key);
  }

  /** False when there is no room for it. */
  put(entry: KeptEntry): boolean {
    this.#take(entry.key);
    if (this.#bytes + bytesOf(entry) > MOST_BYTES) return false;
    this.#changes.set(entry.key, entry);
    this.#bytes += bytesOf(entry);
    return true;
  }

  remove(key: string): void {
    this.#take(key);
    this.#changes.set(key, undefined);
  }

  /** Forgets what this worker gave. */
  removeOf(peer: string): void {
    for (const [key, entry] of this.#changes) if (entry?.peer === peer) this.remove(key);
  }

  /** The first ones, as many as one transaction takes. They stay until they are `done`. */
  batch(): readonly Change[] {
    const changes: Change[] = [];
    let bytes = 0;
    for (const change of this.#changes) {
      if (changes.length === BATCH_ENTRIES || bytes >= BATCH_BYTES) break;
      changes.push(change);
      bytes += bytesOf(change[1]);
    }
    return changes;
  }

  done(changes: readonly Change[]): void {
    for (const [key] of changes) this.#take(key);
  }

  clear(): void {
    this.#changes.clear();
    this.#bytes = 0;
  }

  #take(key: string): void {
    this.#bytes -= bytesOf(this.#changes.get(key));
    this.#changes.delete(key);
  }
}

function bytesOf(entry: KeptEntry | undefined): number {
  return entry === undefined ? 0 : entry.value.length;
}
