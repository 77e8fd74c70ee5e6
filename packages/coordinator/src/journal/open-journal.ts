import { systemClock, type Clock } from '@hanzo/contracts';
import { storeFault } from '@hanzo/store';
import type { Journal } from './journal.ts';
import { openDatabase } from './open-database.ts';
import { JOURNAL } from './schema.ts';
import { SqliteJournal } from './sqlite-journal.ts';

/** How long a statement waits for a lock of another process. */
const BUSY_TIMEOUT_MS = 250;

/**
 * Opens (or makes) the journal. Runs whose process is gone are marked interrupted, so that nothing reads as
 * running for ever.
 *
 * @param clock for when to write what nobody waits for
 *
 * @throws HanzoError STORE_UNUSABLE or DISK_FULL, with the file and the mend
 */
export function openJournal(file: string, clock: Clock = systemClock): Journal {
  const db = openDatabase(file);
  try {
    // The event loop stands still while it waits: heartbeats too. The journal tries again by itself.
    db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    return new SqliteJournal(db, file, clock);
  } catch (error) {
    db.close();
    throw storeFault(error, file, JOURNAL);
  }
}
