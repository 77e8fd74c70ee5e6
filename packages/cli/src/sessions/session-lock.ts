import { DatabaseSync } from 'node:sqlite';
import { HanzoError } from '@hanzo/contracts';

/** Held by this process until it is disposed, or the process dies. */
export interface SessionLock extends Disposable {
  readonly file: string;
}

/** SQLITE_BUSY and SQLITE_LOCKED: somebody holds it. */
const HELD: ReadonlySet<number> = new Set([5, 6]);

/**
 * A lock of the operating system, by way of a database: a killed process leaves nothing behind that has to be told from a
 * living one's.
 *
 * @returns undefined while another process, or another part of this one, holds it
 * @throws HanzoError STORE_UNUSABLE for a file that cannot be locked
 */
export function tryLock(file: string): SessionLock | undefined {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file, { timeout: 0 });
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
    const held = lock;
    return { file, [Symbol.dispose]: () => held.close() };
  } catch (cause) {
    lock?.close();
    if (isHeld(cause)) return undefined;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HanzoError('STORE_UNUSABLE', `The lock file ${file} cannot be used: ${why}.`, {
      cause,
      details: { file },
      mend: 'Make its folder writable and see that the disk is not full. It holds nothing: a damaged one can be deleted.',
    });
  }
}

function isHeld(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false;
  // The low byte is the code; the rest says more about it.
  return HELD.has(error.errcode & 0xff);
}
