import type { DatabaseSync } from 'node:sqlite';
import { systemClock } from '@hanzo/contracts';
import { openStore, storeFault } from '@hanzo/store';
import { JOURNAL } from './schema.ts';
import { markInterrupted } from './interrupted-runs.ts';

/**
 * Opens the journal's file, makes it when there is none, and brings an older one up to date. Runs whose process is gone
 * are marked interrupted, so that nothing reads as running for ever.
 *
 * @throws HanzoError STORE_UNUSABLE or DISK_FULL, with the file and the mend
 */
export function openDatabase(file: string): DatabaseSync {
  const db = openStore(file, JOURNAL);
  try {
    markInterrupted(db, systemClock.now());
    return db;
  } catch (error) {
    db.close();
    throw storeFault(error, file, JOURNAL);
  }
}
