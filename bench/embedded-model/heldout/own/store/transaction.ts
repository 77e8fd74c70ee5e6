import type { DatabaseSync } from 'node:sqlite';

export function inTransaction<T>(db: DatabaseSync, use: () => T): T {
  return run(db, 'BEGIN IMMEDIATE', use);
}

export function inReadTransaction<T>(db: DatabaseSync, use: () => T): T {
  return run(db, 'BEGIN', use);
}

function run<T>(db: DatabaseSync, begin: 'BEGIN' | 'BEGIN IMMEDIATE', use: () => T): T {
  // Outside of the try: when this fails, the transaction that is open is somebody else's.
  db.exec(begin);
  try {
    const result = use();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    rollBack(db);
    throw error;
  }
}

function rollBack(db: DatabaseSync): void {
  try {
    if (db.isTransaction) db.exec('ROLLBACK');
  } catch {
    // The first error is the one that is told.
  }
}
