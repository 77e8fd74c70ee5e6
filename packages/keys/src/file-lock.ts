import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { HanzoError } from '@hanzo/contracts';

/** Whoever has the lock only writes a small file. Milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * Does something while no other process does it with the same file. The lock is one of SQLite's, on an empty file beside
 * it: it ends with the process, however that ends, so that none is left behind.
 *
 * @throws HanzoError STORE_UNUSABLE when others have it for 10 s
 */
export function withLock<T>(path: string, work: () => T): T {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(`${path}.lock`, { timeout: PATIENCE_MS });
  try {
    take(lock, path);
    const done = work();
    lock.exec('ROLLBACK');
    return done;
  } finally {
    lock.close();
  }
}

function take(lock: DatabaseSync, path: string): void {
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HanzoError('STORE_UNUSABLE', `${path} cannot be locked: ${reason}.`, {
      cause,
      details: { file: path },
      mend: 'Another hanzo changes it: try again when that is done.',
    });
  }
}
