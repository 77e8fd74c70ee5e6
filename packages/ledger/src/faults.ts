import { HanzoError } from '@hanzo/contracts';

/** Primary result codes of SQLite. */
const BUSY = 5;
const CORRUPT = 11;
const FULL = 13;
const NOT_A_DATABASE = 26;

/** An error that says that the store cannot be used. */
export function storeUnusable(path: string, what: string, mend: string, cause?: unknown): HanzoError {
  return new HanzoError('STORE_UNUSABLE', `The ledger ${path} ${what}.`, {
    details: { path },
    mend,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** How to go on after damage: the user decides, because the file may hold the only record of what was spent. */
export const DAMAGED_MEND =
  'Restore it from a backup, or move it and its -wal and -shm files away; then spending starts from zero again.';

/** Gives an error of SQLite one of our codes. HanzoErrors stay themselves. */
export function storeFault(thrown: unknown, path: string): unknown {
  if (!(thrown instanceof Error) || !('errcode' in thrown) || typeof thrown.errcode !== 'number') return thrown;
  switch (thrown.errcode & 0xff) {
    case BUSY:
      return storeUnusable(
        path,
        'was locked by other processes for 5 s',
        'Try again; if it stays so, see which process holds it.',
        thrown,
      );
    case CORRUPT:
      return storeUnusable(path, 'is damaged', DAMAGED_MEND, thrown);
    case NOT_A_DATABASE:
      return storeUnusable(path, 'is not a ledger', DAMAGED_MEND, thrown);
    case FULL:
      return new HanzoError('DISK_FULL', `The disk of the ledger ${path} is full.`, {
        cause: thrown,
        details: { path },
        mend: 'Free some space; nothing is sent while spending cannot be recorded.',
      });
    default:
      return storeUnusable(
        path,
        `cannot be used: ${thrown.message}`,
        'Check that the file and its folder can be written.',
        thrown,
      );
  }
}
