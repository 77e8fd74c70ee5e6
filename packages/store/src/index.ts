/**
 * Opens SQLite files safely: made whole or not at all, migrated, on disk at every commit; and says what is wrong with
 * them in our codes.
 *
 * @example
 * const NOTES: StoreKind = {
 *   name: 'notebook',
 *   applicationId: 0x484e5a4e,
 *   migrations: ['CREATE TABLE notes (text TEXT NOT NULL) STRICT'],
 *   damagedMend: 'Restore it from a backup, or move it and its -wal and -shm files away; then a new one starts.',
 * };
 * using db = openStore(file, NOTES);
 * const guard = storeGuard(file, NOTES);
 * guard(() => inTransaction(db, () => db.prepare('INSERT INTO notes VALUES (?)').run('hello')));
 *
 * @packageDocumentation
 */
export type { StoreKind } from './kind.ts';
export { openStore } from './open.ts';
export { isLocked, isRowFault, storeFault, storeGuard, storeUnusable } from './faults.ts';
export { realPathOf } from './real-path.ts';
export { inReadTransaction, inTransaction } from './transaction.ts';
