import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** SQLITE_BUSY. */
const HELD = 5;

/**
 * Held until disposed, or until this process is dead: a lock of the operating system, so a killed one leaves nothing behind.
 *
 * @param folder what two at once would both write to
 * @throws Error when another one holds it
 */
export function onlyOne(folder: string): Disposable {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(join(folder, 'start.sqlite'));
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
  } catch (error) {
    lock.close();
    if (!isHeld(error)) throw error;
    throw new Error('Another npm start runs here.\n  mend: wait for it, or end it with Ctrl-C', { cause: error });
  }
  return { [Symbol.dispose]: () => lock.close() };
}

function isHeld(error: unknown): boolean {
  // The low byte is the code; the rest says more about it.
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === HELD;
}
