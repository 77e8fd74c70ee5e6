import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { HanzoError } from '@hanzo/contracts';
import { callRow, type CallRow, changed, COLUMNS, SELECTED, sentMicros, signed } from './call-row.ts';
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

/** With all columns of a call, in their order. */
export const INSERT: string = `INSERT INTO calls (${ALL.join(', ')}) VALUES (${ALL.map(() => '?').join(', ')})`;
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
  /** Of all, before this transaction. */
  #exposureMicros: number | undefined;
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
      calls: this.#rows,
      commits: Math.max(state.commits, this.#lastCommit) + 1,
      spent_micros: state.spent_micros + this.#spentMicros,
      sent_micros: state.sent_micros + this.#sentMicros,
    };
    this.#statements.setState.run(next.calls, next.commits, next.spent_micros, next.sent_micros, stateChecksum(next));
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

  /** @throws HanzoError BUDGET_EXCEEDED when no number would hold the sum of all */
  add(call: NewCall): CallRow {
    this.#keepCountable(Math.max(call.charged_micros, call.worst_micros));
    const row = signed({ ...call, rowid: this.#rows + 1, revision: 1 });
    this.#statements.insert.run(...valuesOf(row));
    this.#rows += 1;
    this.#note(undefined, row);
    return row;
  }

  /** @throws HanzoError BUDGET_EXCEEDED as above */
  change(before: CallRow, change: CallChange): void {
    const after = changed(before, change);
    this.#keepCountable(after.charged_micros - before.charged_micros + sentMicros(after) - sentMicros(before));
    this.#statements.update.run(...CHANGING.map((column) => after[column]), after.rowid);
    this.#note(before, after);
  }

  #keepCountable(moreMicros: number): void {
    if (moreMicros <= 0) return;
    this.#exposureMicros ??= exposureOf(this.state());
    const all = this.#exposureMicros + this.#spentMicros + this.#sentMicros;
    if (all + moreMicros <= Number.MAX_SAFE_INTEGER) return;
    throw new HanzoError('BUDGET_EXCEEDED', 'All that this ledger was ever charged is more than it can count.', {
      details: { spentMicros: all, neededMicros: moreMicros },
      mend: 'Look at it with `hanzo ledger show`: a charge must be wrong. Move the file away to begin a new one.',
    });
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
    this.#exposureMicros = undefined;
  }
}

/** For {@link INSERT}. */
export function valuesOf(row: CallRow): (string | number | null)[] {
  return ALL.map((column) => row[column]);
}

function prepareAll(db: DatabaseSync) {
  return {
    dataVersion: db.prepare('PRAGMA data_version'),
    rows: db.prepare('SELECT max(rowid) AS n FROM calls'),
    find: db.prepare(`SELECT ${SELECTED} FROM calls WHERE id = ?`),
    openOf: db.prepare(`SELECT ${SELECTED} FROM calls WHERE state IN ('held', 'sent') AND session = ? ORDER BY rowid`),
    insert: db.prepare(INSERT),
    update: db.prepare(`UPDATE calls SET ${CHANGING.map((column) => `${column} = ?`).join(', ')} WHERE rowid = ?`),
    setState: db.prepare('UPDATE state SET calls = ?, commits = ?, spent_micros = ?, sent_micros = ?, checksum = ?'),
  } satisfies Record<string, StatementSync>;
}
