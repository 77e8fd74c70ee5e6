import type { DatabaseSync } from 'node:sqlite';

/**
 * Runs `use` in one BEGIN IMMEDIATE transaction: committed when it returns, rolled back when it throws. `use` is
 * synchronous, and does not begin a transaction of its own.
 */
export function inTransaction<T>(db: DatabaseSync, use: () => T): T {
  return run(db, 'BEGIN IMMEDIATE', use);
}

/** Runs reads that have to see one and the same state. They wait for no writer, and no writer waits for them. */
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

/** SQLite ends some transactions itself (a full disk); what led here must not be hidden by a second error. */
function rollBack(db: DatabaseSync): void {
  try {
    if (db.isTransaction) db.exec('ROLLBACK');
  } catch {
    // The first error is the one that is told.
  }
}
