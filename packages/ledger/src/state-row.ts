import type { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';

/** The one row about the whole ledger. */
export interface StateRow {
  /** Which ledger: a random number. */
  readonly ledger: number;
  /** So many calls, the oldest, were written before there were checksums. */
  readonly unchecked_calls: number;
  /** How many there are. */
  readonly calls: number;
  readonly commits: number;
  /** Charges of all calls. */
  readonly spent_micros: number;
  /** Worst cases of those on their way. */
  readonly sent_micros: number;
  /** Null until the first commit. */
  readonly checksum: number | null;
}

export const STATE_COLUMNS = 'ledger, unchecked_calls, calls, commits, spent_micros, sent_micros, checksum';

export function readState(db: DatabaseSync): StateRow | undefined {
  const row: unknown = db.prepare(`SELECT ${STATE_COLUMNS} FROM state`).get();
  return row as StateRow | undefined;
}

export function stateChecksum(row: Omit<StateRow, 'checksum'>): number {
  const { ledger, unchecked_calls, calls, commits, spent_micros, sent_micros } = row;
  return crc32(JSON.stringify([ledger, unchecked_calls, calls, commits, spent_micros, sent_micros]));
}

/** What all calls together may cost by now. */
export function exposureOf({ spent_micros, sent_micros }: Pick<StateRow, 'spent_micros' | 'sent_micros'>): number {
  return spent_micros + sent_micros;
}
