import type { CacheEntry, Clock, ContentCache, KeptEntry } from '@hanzo/contracts';

/** A cache in memory, for as long as a test. What it holds can be looked at and changed. */
export interface MemoryCache extends ContentCache {
  readonly entries: Map<string, KeptEntry>;
}

/** @param clock says when an entry was put */
export function memoryCache(clock: Pick<Clock, 'now'> = { now: () => 1_000 }): MemoryCache {
  const entries = new Map<string, KeptEntry>();
  return {
    entries,
    get: (key) => entries.get(key),
    getAll: (keys) => new Map([...entries].filter(([key]) => keys.flat().includes(key))),
    put: (some: readonly CacheEntry[]) => {
      for (const entry of some) entries.set(entry.key, { ...entry, storedAt: clock.now() });
    },
    remove: (keys) => {
      for (const key of keys) entries.delete(key);
    },
  };
}
