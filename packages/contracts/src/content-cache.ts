/** `query`: a whole answer to the very same question. `review`: what was found in a piece of code. `plan`: a run's plan. */
export const CACHE_KINDS = ['query', 'review', 'plan'] as const;
export type CacheKind = (typeof CACHE_KINDS)[number];

/** One thing that passed its gate, kept for the next time that exactly the same is asked. */
export interface CacheEntry {
  /** SHA-256 in hex over all that the value depends on. */
  readonly key: string;
  readonly kind: CacheKind;
  /** JSON. */
  readonly value: string;
  /** The engine that gave it, for people: "qwen2.5-coder:7b on node-b". Never empty. */
  readonly engine: string;
  /** The worker that gave it; undefined: it was no worker of the mesh. */
  readonly peer?: string | undefined;
  /** The run that it was given in. */
  readonly runId: string;
}

export interface KeptEntry extends CacheEntry {
  /** Milliseconds since the epoch. */
  readonly storedAt: number;
}

/**
 * What was answered before, by exact content. It belongs to one mesh and one workspace; keys need not name them. A cache that
 * cannot be read or written never fails a run: it says so once, and is empty.
 */
export interface ContentCache {
  get(key: string): KeptEntry | undefined;
  /**
   * All that are there, by key. Keys in an array of their own are places where one answer may be: they count as one
   * question in the figures. None counts when `isCounted` is false.
   */
  getAll(
    keys: readonly (string | readonly string[])[],
    options?: { readonly isCounted?: boolean },
  ): ReadonlyMap<string, KeptEntry>;
  /** Entries that are there already are replaced. */
  put(entries: readonly CacheEntry[]): void;
  /** Forgets what does not count any more, e.g. because a gate refused it. */
  remove(keys: readonly string[]): void;
}
