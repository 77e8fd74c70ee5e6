import type { KeptEntry } from '@hanzo/contracts';
import type { RememberedBy } from './remembered.ts';

/** Counts pieces by who had looked at them and on which day. */
export function engineTally(): { add(entry: KeptEntry): void; list(): readonly RememberedBy[] } {
  const counts = new Map<string, RememberedBy>();
  return {
    add({ engine, storedAt }) {
      const day = new Date(storedAt).toISOString().slice(0, 10);
      const key = `${day} ${engine}`;
      counts.set(key, { engine, day, pieces: (counts.get(key)?.pieces ?? 0) + 1 });
    },
    list: () => [...counts.values()].toSorted((a, b) => b.pieces - a.pieces),
  };
}
