import type { Clock, ContentCache, KeptEntry } from '@hanzo/contracts';

/** A cache in memory that keeps everything. */
export interface MemoryCache extends ContentCache {
  readonly entries: Map<string, KeptEntry>;
  /** How often it was looked into. */
  lookUps: number;
}

export function memoryCache(clock: Pick<Clock, 'now'>): MemoryCache {
  const entries = new Map<string, KeptEntry>();
  return {
    entries,
    lookUps: 0,
    get: (key) => entries.get(key),
    getAll(keys, { isCounted = true } = {}) {
      if (isCounted) this.lookUps += 1;
      const found = new Map<string, KeptEntry>();
      for (const key of keys.flat()) {
        const entry = entries.get(key);
        if (entry !== undefined) found.set(key, entry);
      }
      return found;
    },
    put(added) {
      for (const entry of added) entries.set(entry.key, { ...entry, storedAt: clock.now() });
    },
    remove(keys) {
      for (const key of keys) entries.delete(key);
    },
  };
}
