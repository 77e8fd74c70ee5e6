import type { DatabaseSync } from 'node:sqlite';
import { storeUnusable } from './faults.ts';
import type { StoreKind } from './kind.ts';
import { inTransaction } from './transaction.ts';

/** Every commit is on disk when it returns. Foreign keys hold. */
export function configure(db: DatabaseSync, file: string, kind: StoreKind): void {
  const mode = db.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
  if (mode !== 'wal')
    throw storeUnusable(
      file,
      kind,
      'is on a file system without shared memory',
      'Keep HANZO_HOME on a disk of this machine.',
    );
  db.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
}

/** Brings the tables up to date, whole or not at all. */
export function migrate(db: DatabaseSync, file: string, kind: StoreKind): void {
  if (knownVersion(db, file, kind) === kind.migrations.length) return;
  inTransaction(db, () => {
    // Read again, because another process may have migrated it while this one waited for the lock.
    const from = knownVersion(db, file, kind);
    for (const step of kind.migrations.slice(from)) db.exec(step);
    db.exec(`PRAGMA user_version = ${kind.migrations.length}`);
  });
}

/** The version of the file's tables; one that a newer hanzo wrote is refused. */
export function knownVersion(db: DatabaseSync, file: string, kind: StoreKind): number {
  const version = numberOf(db, 'user_version');
  const known = kind.migrations.length;
  if (version <= known) return version;
  throw storeUnusable(
    file,
    kind,
    `was written by a newer hanzo: it has table version ${version}, this hanzo knows ${known}`,
    'Update hanzo, or use another HANZO_HOME.',
  );
}

/** The value of a pragma that is a number. */
export function numberOf(db: DatabaseSync, pragma: 'application_id' | 'user_version'): number {
  return Number(db.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
}
