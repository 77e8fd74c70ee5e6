import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { systemClock } from '@hanzo/contracts';
import { journalFault, journalUnusable } from './journal-faults.ts';
import { JOURNAL_MIGRATIONS, JOURNAL_VERSION } from './journal-schema.ts';
import { markInterrupted } from './interrupted-runs.ts';

/**
 * Opens the journal's file, makes it when there is none, and brings an older one up to date. Runs whose process is gone
 * are marked interrupted, so that nothing reads as running for ever.
 *
 * @throws HanzoError STORE_UNUSABLE with the file and the mend
 */
export function openDatabase(file: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    db = new DatabaseSync(file, { timeout: 5_000 });
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
    migrate(db, file);
    markInterrupted(db, systemClock.now());
    return db;
  } catch (error) {
    db?.close();
    throw journalFault(error, file);
  }
}

function migrate(db: DatabaseSync, file: string): void {
  const version = versionOf(db);
  if (version > JOURNAL_VERSION)
    throw journalUnusable(
      file,
      `was written by a newer hanzo (version ${version})`,
      'Update hanzo, or point HANZO_HOME at another folder.',
    );
  if (version === JOURNAL_VERSION) return;
  // A failure leaves the transaction to close(), which rolls back.
  db.exec('BEGIN IMMEDIATE');
  // Read again, because another process may have migrated it while this one waited for the lock.
  for (const step of JOURNAL_MIGRATIONS.slice(versionOf(db))) db.exec(step);
  db.exec(`PRAGMA user_version = ${JOURNAL_VERSION}; COMMIT;`);
}

function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}
