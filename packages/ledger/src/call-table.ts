import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { callRow, type CallRow, changed, checksumOf, COLUMNS, SELECTED, sentMicros } from './call-row.ts';
import type { Progress } from './mark.ts';
import type { RunningSums } from './running-sums.ts';
import { exposureOf, readState, stateChecksum, type StateRow } from './state-row.ts';
import type { SumWriter } from './sum-writer.ts';

export type NewCall = Omit<CallRow, 'rowid' | 'revision' | 'checksum'>;

/** What a call becomes; who it is and whom it is for stay. */
export type CallChange = Partial<
  Pick<
    CallRow,
    | 'service_tier'
    | 'state'
    | 'charged_micros'
    | 'served_model'
    | 'request_id'
    | 'input_tokens'
    | 'cached_input_tokens'
    | 'cache_write_tokens'
    | 'output_tokens'
    | 'reasoning_tokens'
    | 'why'
    | 'sent_at'
    | 'ended_at'
  >
>;

const ALL = [...COLUMNS, 'checksum'] as const;
const CHANGING = [
  'service_tier',
  'state',
  'charged_micros',
  'served_model',
  'request_id',
  'input_tokens',
  'cached_input_tokens',
  'cache_write_tokens',
  'output_tokens',
  'reasoning_tokens',
  'why',
  'sent_at',
  'ended_at',
  'revision',
  'checksum',
] as const satisfies readonly (keyof CallRow)[];

/** The calls of the ledger within one transaction after another. Keeps the sums and the row about the whole in step. */
export class CallTable {
  readonly #db: DatabaseSync;
  readonly #running: RunningSums;
  readonly #statements: ReturnType<typeof prepareAll>;
  readonly #sums: SumWriter;
  #spentMicros = 0;
  #sentMicros = 0;
  #changes = 0;
  #lastCommit = 0;
  #rows = 0;
  #dataVersion: unknown;

  constructor(db: DatabaseSync, { sums, running }: { readonly sums: SumWriter; readonly running: RunningSums }) {
    this.#db = db;
    this.#sums = sums;
    this.#running = running;
    this.#statements = prepareAll(db);
  }

  /** To be called first in each transaction that writes. */
  begin(): void {
    this.#reset();
    const version = this.#statements.dataVersion.get()?.['data_version'];
    // Somebody else has written since: what we remember may be too low.
    if (version !== this.#dataVersion) this.#running.forget();
    this.#dataVersion = version;
    this.#rows = Number(this.#statements.rows.get()?.['n'] ?? 0);
  }

  /** To be called last in it. Returns how far the ledger has come, or undefined when nothing was changed. */
  finish(isForced: boolean = false): Progress | undefined {
    if (this.#changes === 0 && !isForced) return undefined;
    this.#sums.write();
    const state = this.state();
    const next = {
      ...state,
      commits: Math.max(state.commits, this.#lastCommit) + 1,
      spent_micros: state.spent_micros + this.#spentMicros,
      sent_micros: state.sent_micros + this.#sentMicros,
    };
    this.#statements.setState.run(next.commits, next.spent_micros, next.sent_micros, stateChecksum(next));
    return { ledger: next.ledger, commits: next.commits, exposureMicros: exposureOf(next) };
  }

  /** The ledger had once come so far, before it was damaged: this transaction is the one after. */
  continueAfter(commits: number): void {
    this.#lastCommit = commits;
  }

  /** The transaction was undone. */
  undone(): void {
    this.#reset();
    this.#running.forget();
  }

  state(): StateRow {
    const row = readState(this.#db);
    if (row === undefined) throw new RangeError('The row about the whole is lost.');
    return row;
  }

  find(id: string): CallRow | undefined {
    const row = this.#statements.find.get(id);
    return row === undefined ? undefined : callRow(row);
  }

  openOf(session: string): readonly CallRow[] {
    return this.#statements.openOf.all(session).map(callRow);
  }

  add(call: NewCall): CallRow {
    const unsigned = { ...call, rowid: this.#rows + 1, revision: 1 };
    const row: CallRow = { ...unsigned, checksum: checksumOf(unsigned) };
    this.#statements.insert.run(...ALL.map((column) => row[column]));
    this.#rows += 1;
    this.#note(undefined, row);
    return row;
  }

  change(before: CallRow, change: CallChange): void {
    const after = changed(before, change);
    this.#statements.update.run(...CHANGING.map((column) => after[column]), after.rowid);
    this.#note(before, after);
  }

  #note(before: CallRow | undefined, after: CallRow): void {
    this.#changes += 1;
    if (before !== undefined) this.#grow(before, -1);
    this.#grow(after, 1);
    this.#running.note(before, after);
  }

  #grow(row: CallRow, sign: 1 | -1): void {
    this.#sentMicros += sign * sentMicros(row);
    this.#spentMicros += sign * row.charged_micros;
    this.#sums.note(row, sign);
  }

  #reset(): void {
    this.#sums.forget();
    this.#spentMicros = 0;
    this.#sentMicros = 0;
    this.#changes = 0;
    this.#lastCommit = 0;
  }
}

function prepareAll(db: DatabaseSync) {
  return {
    dataVersion: db.prepare('PRAGMA data_version'),
    rows: db.prepare('SELECT max(rowid) AS n FROM calls'),
    find: db.prepare(`SELECT ${SELECTED} FROM calls WHERE id = ?`),
    openOf: db.prepare(`SELECT ${SELECTED} FROM calls WHERE state IN ('held', 'sent') AND session = ? ORDER BY rowid`),
    insert: db.prepare(`INSERT INTO calls (${ALL.join(', ')}) VALUES (${ALL.map(() => '?').join(', ')})`),
    update: db.prepare(`UPDATE calls SET ${CHANGING.map((column) => `${column} = ?`).join(', ')} WHERE rowid = ?`),
    setState: db.prepare('UPDATE state SET commits = ?, spent_micros = ?, sent_micros = ?, checksum = ?'),
  } satisfies Record<string, StatementSync>;
}
