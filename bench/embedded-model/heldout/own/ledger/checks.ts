import type { DatabaseSync } from 'node:sqlite';
import { formatDollars } from '@hanzo/contracts';
import { callRow, type CallRow, SELECTED, sentMicros } from './call-row.ts';
import type { Marks } from './mark.ts';
import { missingFrom } from './missing.ts';
import type { Fault, Verdict } from './model.ts';
import { brokenRules } from './rules.ts';
import { readState, stateChecksum, type StateRow } from './state-row.ts';
import { sumsOf, type SumKey } from './sums.ts';

const NEWEST = 1_000;
const MOST_FAULTS = 100;

export function checkAll(db: DatabaseSync, marks?: Marks): Verdict {
  return verdictOf(db, (state) => [
    ...structureFaults(db),
    ...lossFaults(state, marks),
    ...new RowCheck(state).run(db),
  ]);
}

function lossFaults(state: StateRow, marks: Marks | undefined): readonly Fault[] {
  const missing = marks && missingFrom(state, marks);
  if (missing === undefined) return [];
  const { commits, micros } = missing;
  return [
    {
      what:
        `The newest ${commits === 1 ? 'change is' : `${commits} changes are`} missing, worth up to ${dollars(micros)}: ` +
        'the journal was lost, or an older copy is in its place. It is charged when the ledger is next opened.',
    },
  ];
}

export function checkNewest(db: DatabaseSync): Verdict {
  return verdictOf(db, (state) => {
    const rows = [
      ...db.prepare(`SELECT ${SELECTED} FROM calls WHERE state IN ('held', 'sent')`).iterate(),
      ...db.prepare(`SELECT ${SELECTED} FROM calls ORDER BY rowid DESC LIMIT ${NEWEST}`).iterate(),
    ].map(callRow);
    const faults = rows.flatMap((row) => rowFaults(row, state.unchecked_calls));
    return [...faults, ...countFaults(db, state), ...totalFaults(db, state)];
  });
}

function verdictOf(db: DatabaseSync, find: (state: StateRow) => readonly Fault[]): Verdict {
  let calls = 0;
  let unchecked = 0;
  let faults: readonly Fault[];
  try {
    calls = Number(db.prepare('SELECT count(*) AS n FROM calls').get()?.['n']);
    const state = readState(db);
    unchecked = state?.unchecked_calls ?? 0;
    faults =
      state === undefined ? [{ what: 'The row about the whole is lost.' }] : [...stateFaults(state), ...find(state)];
  } catch (error) {
    // A number of more than 2^53 cannot even be read.
    if (!(error instanceof RangeError)) throw error;
    faults = [{ what: 'A number in it is far too large.' }];
  }
  return { calls, unchecked, ok: faults.length === 0, faults: faults.slice(0, MOST_FAULTS) };
}

function stateFaults(state: StateRow): readonly Fault[] {
  // It has none before the first commit.
  const isIntact = state.checksum === null ? state.commits === 0 : state.checksum === stateChecksum(state);
  return isIntact ? [] : [{ what: 'The row about the whole does not match its checksum: it was damaged.' }];
}

function structureFaults(db: DatabaseSync): readonly Fault[] {
  return db
    .prepare(`PRAGMA integrity_check(${MOST_FAULTS})`)
    .all()
    .map((row) => String(row['integrity_check']))
    .filter((line) => line !== 'ok')
    .map((line) => ({ what: `The structure of the file is damaged: ${line}.` }));
}

function rowFaults(row: CallRow, uncheckedCalls: number): readonly Fault[] {
  return brokenRules(row, uncheckedCalls).map((what) => ({ what: `The call ${row.id} ${what}.`, call: row.id }));
}

function countFaults(db: DatabaseSync, state: StateRow): readonly Fault[] {
  const row = db.prepare('SELECT count(*) AS calls, coalesce(max(rowid), 0) AS last FROM calls').get();
  return missingCalls(Number(row?.['calls']), Number(row?.['last']), state);
}

function missingCalls(found: number, last: number, state: StateRow): readonly Fault[] {
  const calls = Math.max(last, state.calls);
  if (found < calls) return [{ what: `Of ${calls} calls, ${calls - found} are missing.` }];
  return found === state.calls ? [] : [{ what: `There are ${found} calls, but ${state.calls} were recorded.` }];
}

function totalFaults(db: DatabaseSync, state: StateRow): readonly Fault[] {
  const number = (sql: string): number => Number(db.prepare(sql).get()?.['n']);
  return [
    ...differs(
      'Charges of all calls',
      state.spent_micros,
      number('SELECT coalesce(sum(charged_micros), 0) AS n FROM calls'),
    ),
    ...(['all', 'run'] as const).flatMap((scope) =>
      differs(
        `The sums (${scope})`,
        number(`SELECT coalesce(sum(charged_micros), 0) AS n FROM sums WHERE scope = '${scope}'`),
        state.spent_micros,
      ),
    ),
    ...differs(
      'What is on its way',
      state.sent_micros,
      number(
        `SELECT coalesce(sum(worst_micros), 0) AS n FROM calls WHERE state IN ('held', 'sent') AND state = 'sent'`,
      ),
    ),
  ];
}

class RowCheck {
  readonly #state: StateRow;
  readonly #sums = new Map<string, number>();
  readonly #faults: Fault[] = [];
  #rows = 0;
  #lastRow = 0;
  #spent = 0;
  #sent = 0;

  constructor(state: StateRow) {
    this.#state = state;
  }

  run(db: DatabaseSync): readonly Fault[] {
    for (const row of db.prepare(`SELECT ${SELECTED} FROM calls ORDER BY rowid`).iterate()) this.#add(callRow(row));
    this.#faults.push(...missingCalls(this.#rows, this.#lastRow, this.#state));
    this.#compareSums(db);
    this.#faults.push(
      ...differs('Charges of all calls', this.#state.spent_micros, this.#spent),
      ...differs('What is on its way', this.#state.sent_micros, this.#sent),
    );
    return this.#faults;
  }

  #add(row: CallRow): void {
    this.#rows += 1;
    this.#lastRow = row.rowid;
    this.#spent += row.charged_micros;
    this.#sent += sentMicros(row);
    if (row.charged_micros !== 0) {
      for (const sum of sumsOf(row)) {
        const key = keyOf(sum);
        this.#sums.set(key, (this.#sums.get(key) ?? 0) + row.charged_micros);
      }
    }
    if (this.#faults.length < MOST_FAULTS) this.#faults.push(...rowFaults(row, this.#state.unchecked_calls));
  }

  #compareSums(db: DatabaseSync): void {
    for (const row of db.prepare('SELECT scope, name, minute, charged_micros FROM sums').iterate()) {
      const sum = { whose: row['scope'], name: String(row['name']), minute: Number(row['minute']) } as SumKey;
      const expected = this.#sums.get(keyOf(sum)) ?? 0;
      this.#sums.delete(keyOf(sum));
      const what = `The sum of ${sum.whose} ${sum.name} at minute ${sum.minute}`;
      this.#faults.push(...differs(what, Number(row['charged_micros']), expected));
    }
    for (const [key, micros] of this.#sums) if (micros !== 0) this.#fault(`The sum of ${key} is missing.`);
  }

  #fault(what: string): void {
    this.#faults.push({ what });
  }
}

function keyOf({ whose, name, minute }: SumKey): string {
  return `${whose} ${name} at minute ${minute}`;
}

function differs(what: string, stored: number, counted: number): readonly Fault[] {
  if (stored === counted) return [];
  return [{ what: `${what}: ${dollars(stored)} is recorded, but the calls say ${dollars(counted)}.` }];
}

function dollars(micros: number): string {
  return Number.isSafeInteger(micros) ? formatDollars(micros) : String(micros);
}
