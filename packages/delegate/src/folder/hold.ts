import { lstatSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { HanzoError } from '@hanzo/contracts';
import { folderFault } from './folder-fault.ts';

/** SQLITE_BUSY and SQLITE_LOCKED: somebody holds it. */
const HELD: ReadonlySet<number> = new Set([5, 6]);

/**
 * A lock of the operating system, by way of a database, as that of a conversation: a killed process leaves nothing behind that has
 * to be told from a living one's.
 *
 * @returns undefined while another process, or another part of this one, holds it
 * @throws HanzoError STORE_UNUSABLE for a file that cannot be locked
 */
export function tryToHold(file: string): Disposable | undefined {
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true)
    throw folderFault(file, new Error('it is a symbolic link'));
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file, { timeout: 0 });
    const opened = inodeOf(file);
    lock.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
    // Its last owner removed it in this moment: what is locked is no file any more, and the next one would lock another.
    if (opened === undefined || inodeOf(file) !== opened) {
      lock.close();
      return undefined;
    }
    const held = lock;
    // No bound function: V8 13.6 disposes of none.
    return { [Symbol.dispose]: () => release(held, file) };
  } catch (cause) {
    lock?.close();
    if (isHeld(cause)) return undefined;
    throw folderFault(file, cause);
  }
}

/** Removed while it is held, so that nobody's lock is. */
function release(lock: DatabaseSync, file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Windows keeps open files: an empty one stays.
  }
  lock.close();
}

function inodeOf(file: string): bigint | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino;
}

function isHeld(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false;
  // The low byte is the code; the rest says more about it.
  return HELD.has(error.errcode & 0xff);
}

export function heldByAnother(id: string): HanzoError {
  return new HanzoError('RUN_BUSY', `Another process works on the delegation ${id}.`, {
    details: { delegation: id },
    mend: 'Wait until it has ended: `hanzo delegate show` tells what came of it.',
  });
}
