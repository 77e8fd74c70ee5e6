import { existsSync } from 'node:fs';
import { storeGuard } from '@hanzo/store';
import { ownerOf } from './interrupted-runs.ts';
import { openDatabase } from './open-database.ts';
import { JOURNAL } from './schema.ts';

/**
 * Pids of the processes that work on runs; runs on which nobody works, or that the journal does not have, are left out.
 * No journal is made where there is none.
 *
 * @param now milliseconds since the epoch
 * @throws HanzoError STORE_UNUSABLE or DISK_FULL, with the file and the mend
 */
export function runOwners(file: string, runIds: Iterable<string>, now: number): ReadonlyMap<string, number> {
  if (!existsSync(file)) return new Map();
  const db = openDatabase(file);
  try {
    const look = storeGuard(file, JOURNAL);
    return look(() => {
      const owners = [...new Set(runIds)].map((runId) => [runId, ownerOf(db, runId, now)] as const);
      return new Map(owners.filter((owner): owner is readonly [string, number] => owner[1] !== undefined));
    });
  } finally {
    db.close();
  }
}
