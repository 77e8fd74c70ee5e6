import { HanzoError, toHanzoError } from '@hanzo/contracts';

/** Primary result codes of SQLite. */
const BUSY = 5;
const CORRUPT = 11;
const FULL = 13;
const TOO_BIG = 18;
const CONSTRAINT = 19;
const MISMATCH = 20;
const RANGE = 25;
const NOT_A_DATABASE = 26;

const ROW_CODES: ReadonlySet<number> = new Set([TOO_BIG, CONSTRAINT, MISMATCH, RANGE]);

const DAMAGED_MEND =
  'Restore it from a backup, or move it and its -wal and -shm files away; then a new journal starts, without the old runs.';

/** An error that says that the journal cannot be used, and how to mend it. */
export function journalUnusable(file: string, what: string, mend: string, cause?: unknown): HanzoError {
  return new HanzoError('STORE_UNUSABLE', `The journal ${file} ${what}.`, {
    details: { path: file },
    mend,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** True when the row is at fault and not the store: other rows can still be written. */
export function isRowFault(thrown: unknown): boolean {
  const code = sqliteCode(thrown);
  return code === undefined || ROW_CODES.has(code);
}

/**
 * Gives an error of SQLite or of the file system one of our codes: STORE_UNUSABLE for what a person can mend, INTERNAL
 * for a row that breaks a rule of the tables, because then the fault is ours.
 */
export function journalFault(thrown: unknown, file: string): HanzoError {
  if (!(thrown instanceof Error) || thrown instanceof HanzoError) return toHanzoError(thrown);
  switch (sqliteCode(thrown)) {
    case undefined:
      return 'syscall' in thrown ? unwritable(thrown, file) : toHanzoError(thrown);
    case TOO_BIG:
    case CONSTRAINT:
    case MISMATCH:
    case RANGE:
      return new HanzoError('INTERNAL', `The journal ${file} refused a row: ${thrown.message}.`, {
        cause: thrown,
        details: { path: file },
      });
    case BUSY:
      return journalUnusable(
        file,
        'was locked by other processes for 5 s',
        'Try again; if it stays so, see which process holds it.',
        thrown,
      );
    case CORRUPT:
      return journalUnusable(file, 'is damaged', DAMAGED_MEND, thrown);
    case NOT_A_DATABASE:
      return journalUnusable(file, 'is not a journal', DAMAGED_MEND, thrown);
    case FULL:
      return journalUnusable(file, 'has no room: its disk is full', 'Free some space, then try again.', thrown);
    default:
      return unwritable(thrown, file);
  }
}

function unwritable(thrown: Error, file: string): HanzoError {
  return journalUnusable(
    file,
    `cannot be used: ${thrown.message}`,
    'Check that the file and its folder can be written.',
    thrown,
  );
}

function sqliteCode(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !('errcode' in thrown) || typeof thrown.errcode !== 'number') return undefined;
  return thrown.errcode & 0xff;
}
