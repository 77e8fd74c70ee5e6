import { randomInt } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { SELECTED, signed } from '../call-row.ts';
import { INSERT, type NewCall, valuesOf } from '../call-table.ts';
import { FILL_SUMS, TRIGGERS } from '../ledger-store.ts';
import { LOST_SESSION, lostCall } from '../loss.ts';
import type { Marks, Progress } from '../mark.ts';
import { exposureOf, readState, stateChecksum, type StateRow } from '../state-row.ts';
import { mendedRow } from './mended-row.ts';

export interface MendOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What was lost in damage, and charged because nobody knows, cost nothing. */
  readonly acceptLoss: boolean;
}

/** What was mended. Money is integer micro-dollars. */
export interface Mended {
  /** Damaged calls, each with what is wrong with it and what it is charged with now. */
  readonly damaged: readonly { readonly call: string; readonly what: string; readonly chargedMicros: number }[];
  /** Calls that were not there any more: entries without content stand for them. */
  readonly missingCalls: number;
  /** Charged as one uncertain call, because the ledger had once come farther. */
  readonly lostMicros: number;
  /** Charges of that sort, of now or before, that were taken back. */
  readonly acceptedMicros: number;
  /** Calls that had ended in the future, and now end now. */
  readonly movedCalls: number;
}

/** Makes all tables agree. Inside a transaction that writes. */
export function mendTables(
  db: DatabaseSync,
  marks: Marks,
  options: MendOptions,
): { readonly mended: Mended; readonly progress: Progress } {
  const known = knownState(db);
  const mark = known === undefined ? undefined : marks.progressOf(known.ledger);
  db.exec(`DROP TRIGGER IF EXISTS calls_added; DROP TRIGGER IF EXISTS calls_changed; DROP TRIGGER IF EXISTS calls_deleted;
    REINDEX;`);
  const rows = mendRows(db, known?.unchecked_calls ?? 0, options.now);
  const missingCalls = fillGaps(db, known?.calls ?? 0, options.now);
  // The first was written with the last commit that is there, the second with the last that ever was.
  const expected = Math.max(known === undefined ? 0 : exposureOf(known), mark?.exposureMicros ?? 0);
  const lostMicros = options.acceptLoss ? 0 : Math.max(0, expected - exposureOf(totalsOf(db)));
  if (lostMicros > 0) insert(db, lostCall(lostMicros, 'lost in damage, found by a repair', options.now));
  const acceptedMicros = options.acceptLoss ? acceptLoss(db, options.now) : 0;
  db.exec(`DELETE FROM sums; ${FILL_SUMS} ${FILL_NAMED_SUMS} ${TRIGGERS}`);
  const progress = writeState(db, known, mark?.commits ?? 0);
  return { mended: { ...rows, missingCalls, lostMicros, acceptedMicros }, progress };
}

/** Those of keys and members; calls of an older hanzo have neither. */
const FILL_NAMED_SUMS = `
  INSERT INTO sums SELECT 'key', key, ended_at / 60000, sum(charged_micros) FROM calls
    WHERE charged_micros > 0 AND key <> '' GROUP BY 2, 3;
  INSERT INTO sums SELECT 'member', member, ended_at / 60000, sum(charged_micros) FROM calls
    WHERE charged_micros > 0 AND member <> '' GROUP BY 2, 3;
`;

/** The row about the whole, where it can be trusted. */
function knownState(db: DatabaseSync): StateRow | undefined {
  try {
    const state = readState(db);
    if (state === undefined) return undefined;
    const isIntact = state.checksum === null ? state.commits === 0 : state.checksum === stateChecksum(state);
    return isIntact && Number.isSafeInteger(exposureOf(state)) ? state : undefined;
  } catch (error) {
    // A number of more than 2^53 cannot even be read.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function mendRows(db: DatabaseSync, uncheckedCalls: number, now: number): Pick<Mended, 'damaged' | 'movedCalls'> {
  const damaged: Mended['damaged'][number][] = [];
  let movedCalls = 0;
  const next = db.prepare(`SELECT ${SELECTED} FROM calls WHERE rowid > ? ORDER BY rowid LIMIT 1000`);
  next.setReadBigInts(true);
  const remove = db.prepare('DELETE FROM calls WHERE rowid = ?');
  const put = db.prepare(INSERT);
  let after: number | bigint = Number.MIN_SAFE_INTEGER;
  for (let rows = next.all(after); rows.length > 0; rows = next.all(after)) {
    after = BigInt(String(rows.at(-1)?.['rowid']));
    for (const read of rows) {
      const mended = mendedRow(read, uncheckedCalls, now);
      if (mended === undefined) continue;
      const { row, faults, isMoved } = mended;
      remove.run(row.rowid);
      put.run(...valuesOf(row));
      if (isMoved) movedCalls += 1;
      if (faults.length > 0) damaged.push({ call: row.id, what: faults.join('; '), chargedMicros: row.charged_micros });
    }
  }
  return { damaged, movedCalls };
}

/** Calls are numbered without gaps: what is gone gets an entry that says so. What it cost is charged in one sum. */
function fillGaps(db: DatabaseSync, calls: number, now: number): number {
  const there = new Set(
    db
      .prepare('SELECT rowid AS n FROM calls')
      .all()
      .map((row) => Number(row['n'])),
  );
  const last = Math.max(calls, ...[...there].slice(-1));
  let missing = 0;
  for (let rowid = 1; rowid <= last; rowid += 1) {
    if (there.has(rowid)) continue;
    missing += 1;
    insert(db, { ...lostCall(0, 'lost in damage: a repair found it missing', now), state: 'released' }, rowid);
  }
  return missing;
}

/** @param rowid @default the next one */
function insert(db: DatabaseSync, call: NewCall, rowid?: number): void {
  const newest = Number(db.prepare('SELECT coalesce(max(rowid), 0) AS n FROM calls').get()?.['n']);
  db.prepare(INSERT).run(...valuesOf(signed({ ...call, rowid: rowid ?? newest + 1, revision: 1 })));
}

function acceptLoss(db: DatabaseSync, now: number): number {
  const lost = db.prepare(`SELECT ${SELECTED} FROM calls WHERE session = ? AND charged_micros > 0`).all(LOST_SESSION);
  const remove = db.prepare('DELETE FROM calls WHERE rowid = ?');
  let micros = 0;
  for (const read of lost) {
    const row = mendedRow(read, 0, now)?.row ?? (read as unknown as ReturnType<typeof signed>);
    micros += row.charged_micros;
    const why = `accepted as no loss by a repair; before: ${row.why ?? ''}`;
    const { checksum: _, ...rest } = row;
    remove.run(row.rowid);
    db.prepare(INSERT).run(
      ...valuesOf(signed({ ...rest, state: 'released', charged_micros: 0, why, revision: row.revision + 1 })),
    );
  }
  return micros;
}

function totalsOf(db: DatabaseSync): Pick<StateRow, 'calls' | 'spent_micros' | 'sent_micros'> {
  const row = db
    .prepare(
      `SELECT count(*) AS calls, coalesce(sum(charged_micros), 0) AS spent,
         coalesce(sum(worst_micros) FILTER (WHERE state = 'sent'), 0) AS sent FROM calls`,
    )
    .get();
  return { calls: Number(row?.['calls']), spent_micros: Number(row?.['spent']), sent_micros: Number(row?.['sent']) };
}

/** After the mark: what is here now is all there is. */
function writeState(db: DatabaseSync, known: StateRow | undefined, markedCommits: number): Progress {
  const state = {
    // Of a row that was lost nobody knows which ledger it was.
    ledger: known?.ledger ?? randomInt(2 ** 48 - 1),
    unchecked_calls: 0,
    commits: Math.max(known?.commits ?? 0, markedCommits) + 1,
    ...totalsOf(db),
  };
  db.exec('DELETE FROM state');
  db.prepare(
    `INSERT INTO state (one, ledger, unchecked_calls, calls, commits, spent_micros, sent_micros, checksum)
     VALUES (1, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    state.ledger,
    state.unchecked_calls,
    state.calls,
    state.commits,
    state.spent_micros,
    state.sent_micros,
    stateChecksum(state),
  );
  return { ledger: state.ledger, commits: state.commits, exposureMicros: exposureOf(state) };
}
