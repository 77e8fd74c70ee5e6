import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { HanzoError } from '@hanzo/contracts';
import { inReadTransaction, isLocked, isRowFault, openStore, storeFault, storeUnusable } from '@hanzo/store';
import { storable, type CallRow } from './call-row.ts';
import { CallTable } from './call-table.ts';
import { checkAll, checkNewest } from './checks.ts';
import { LEDGER } from './ledger-store.ts';
import { bookLoss } from './loss.ts';
import { Mark, readMarks, type Marks, type Progress } from './mark.ts';
import type { Hold, Recovered } from './model.ts';
import { type Opening, type Order, type Result, toPlain } from './orders.ts';
import { refusalOf } from './refusals.ts';
import { brokenRules } from './rules.ts';
import { RunningSums } from './running-sums.ts';
import { scopesOf } from './scopes.ts';
import { signOldCalls } from './old-calls.ts';
import { endHolds, enterSession, recover, type Session } from './sessions.ts';
import { readState } from './state-row.ts';
import { newCall, stepOf } from './steps.ts';
import { SumWriter } from './sum-writer.ts';
import { SumReader } from './sums.ts';

/** SQLite's own wait for a lock sleeps up to 100 ms at a time, and so starves; it is asked for often instead. */
const LOCK_TRY_MS = 5;
/** How long others may hold the file. */
const LOCKED_MS = 5_000;
/** Ledgers with fewer calls are looked through whenever they are opened: it takes some ms. */
const FEW_CALLS = 2_000;

/** The open file, used by one thread. Everything here is synchronous. */
export class Book {
  readonly recovered: Recovered;
  readonly #db: DatabaseSync;
  readonly #opening: Opening;
  readonly #mark: Mark;
  readonly #reader: SumReader;
  readonly #running: RunningSums;
  readonly #calls: CallTable;
  readonly #session: Session;
  /** Dead processes have been looked for in this transaction. */
  #hasRecovered = false;

  /** @throws HanzoError STORE_UNUSABLE or DISK_FULL, with the file and the mend */
  constructor(opening: Opening) {
    const { path } = opening;
    // Read first: others go on writing, and the mark must not be ahead of what is read after it.
    const marks = readMarks(path);
    this.#opening = opening;
    this.#db = openStore(path, LEDGER);
    this.#mark = new Mark(path);
    try {
      this.#check(marks);
      this.#db.exec(`PRAGMA busy_timeout = ${LOCK_TRY_MS}`);
      this.#reader = new SumReader(this.#db);
      const sums = new SumWriter(this.#db);
      this.#running = new RunningSums(this.#reader, sums);
      this.#calls = new CallTable(this.#db, { sums, running: this.#running });
      [this.recovered, this.#session] = this.#enter(marks, opening.at);
    } catch (error) {
      this.#mark[Symbol.dispose]();
      this.#db.close();
      throw storeFault(error, path, LEDGER);
    }
  }

  /** Does everything in one transaction. A refused order fails alone; when the disk fails, all do. */
  commit(orders: readonly Order[]): readonly Result[] {
    try {
      const mustSync = orders.some((order) => mustBeOnDisk(order) || this.#settlesUnsent(order));
      const { value, progress } = this.#transact(mustSync, () => orders.map((order) => this.#attempt(order)));
      if (progress !== undefined) this.#mark.write(this.#session.number, progress);
      return value;
    } catch (error) {
      const fault = toPlain(storeFault(error, this.#opening.path, LEDGER));
      return orders.map(() => ({ ok: false, error: fault }));
    }
  }

  /** Puts on the disk what was committed without waiting for it. Best effort: the next commit does so, too. */
  flush(): void {
    try {
      const { progress } = this.#transact(true, () => undefined, true);
      if (progress !== undefined) this.#mark.write(this.#session.number, progress);
    } catch {
      // Whoever commits next hears of it.
    }
  }

  /** Ends this process's open holds. The file is closed even when that fails. */
  close(now: number): void {
    try {
      const { progress } = this.#transact(true, () => {
        endHolds(this.#calls, this.#session.id, now, 'its ledger was closed');
        this.#db.prepare('DELETE FROM sessions WHERE id = ?').run(this.#session.id);
      });
      if (progress !== undefined) this.#mark.write(this.#session.number, progress);
    } catch (error) {
      throw storeFault(error, this.#opening.path, LEDGER);
    } finally {
      this.#mark[Symbol.dispose]();
      this.#db.close();
    }
  }

  /** @throws HanzoError STORE_UNUSABLE that says what is wrong first */
  #check(marks: Marks): void {
    // Compared with how long the machine has been up: no clock of a caller.
    const now = Date.now();
    inReadTransaction(this.#db, () => {
      const state = readState(this.#db);
      const rows = Number(this.#db.prepare('SELECT max(rowid) AS n FROM calls').get()?.['n'] ?? 0);
      const isKnown = rows > FEW_CALLS && state !== undefined && marks.wasSound(state.ledger, state.commits, now);
      const { ok, faults } = isKnown ? checkNewest(this.#db) : checkAll(this.#db);
      if (!ok) throw this.#damaged(faults.map(({ what }) => what));
      if (!isKnown && state !== undefined) this.#mark.noteSound(state.ledger, state.commits, now);
    });
  }

  #enter(marks: Marks, now: number): [Recovered, Session] {
    const { value, progress } = this.#transact(
      true,
      () => {
        signOldCalls(this.#db, this.#calls.state());
        const loss = bookLoss(this.#calls, marks, now);
        const ended = recover(this.#db, this.#calls, now);
        return [{ ...ended, ...loss }, enterSession(this.#db, now)] as [Recovered, Session];
      },
      true,
    );
    const [, session] = value;
    if (progress !== undefined) this.#mark.write(session.number, progress);
    return value;
  }

  #transact<T>(
    mustSync: boolean,
    work: () => T,
    isForced: boolean = false,
  ): { value: T; progress: Progress | undefined } {
    // Without waiting for the disk a killed process loses nothing; only a power cut does, and then the call is charged in full.
    this.#db.exec(`PRAGMA synchronous = ${mustSync ? 'FULL' : 'NORMAL'}`);
    this.#begin();
    try {
      this.#hasRecovered = false;
      this.#calls.begin();
      const value = work();
      const progress = this.#calls.finish(isForced);
      this.#db.exec('COMMIT');
      return { value, progress };
    } catch (error) {
      this.#calls.undone();
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #begin(): void {
    const start = performance.now();
    for (;;) {
      try {
        this.#db.exec('BEGIN IMMEDIATE');
        return;
      } catch (error) {
        if (!isLocked(error) || performance.now() - start >= LOCKED_MS) throw error;
      }
    }
  }

  #attempt(order: Order): Result {
    try {
      return { ok: true, hold: order.kind === 'reserve' ? this.#reserve(order) : this.#step(order) };
    } catch (error) {
      if (!(error instanceof HanzoError) && !isRowFault(error)) throw error;
      return { ok: false, error: toPlain(storeFault(error, this.#opening.path, LEDGER)) };
    }
  }

  /** Were that undone, the call would be held again, and released when its process ends. */
  #settlesUnsent(order: Order): boolean {
    return order.kind === 'settle' && this.#calls.find(order.hold.id)?.state === 'held';
  }

  #reserve({ request: asked, isSent, at }: Order & { kind: 'reserve' }): Hold {
    const { limits, version } = this.#opening;
    // Under the names that the sums will have.
    const request = storable(asked);
    const call = newCall(request, { id: randomUUID(), session: this.#session.id, version, isSent, at });
    const sums = { running: this.#running, reader: this.#reader };
    const refusal = (): HanzoError | undefined =>
      refusalOf(scopesOf(request, limits), request.worstCaseMicros, at, sums);
    let refused = refusal();
    if (refused?.code === 'BUDGET_BUSY' && !this.#hasRecovered) {
      // The money may be held by a process that died since.
      this.#hasRecovered = true;
      const freed = recover(this.#db, this.#calls, at);
      if (freed.released + freed.uncertain > 0) refused = refusal();
    }
    if (refused !== undefined) throw refused;
    this.#calls.add(call);
    return { id: call.id, runId: call.run_id, taskId: call.task_id, worstCaseMicros: call.worst_micros };
  }

  #step(order: Exclude<Order, { kind: 'reserve' }>): undefined {
    const row = this.#calls.find(order.hold.id);
    const step = row === undefined ? undefined : stepOf(order, row);
    if (row !== undefined && step !== undefined && step.from.includes(row.state)) {
      this.#refuseDamaged(row);
      this.#calls.change(row, step.change);
      return;
    }
    const to = TARGETS[order.kind];
    throw new HanzoError('INTERNAL', `A call that is ${row?.state ?? 'unknown'} cannot become ${to}.`, {
      details: { call: order.hold.id, state: row?.state, to },
    });
  }

  /** A new checksum must not hide what happened to the row. */
  #refuseDamaged(row: CallRow): void {
    const faults = brokenRules(row, 0);
    if (faults.length > 0) throw this.#damaged(faults.map((what) => `The call ${row.id} ${what}.`));
  }

  #damaged(faults: readonly string[]): HanzoError {
    const [first = ''] = faults;
    const more = faults.length > 1 ? ` And ${faults.length - 1} more.` : '';
    return storeUnusable(this.#opening.path, LEDGER, `is damaged: ${first}${more}`, LEDGER.damagedMend);
  }
}

const TARGETS = { 'mark-sent': 'sent', settle: 'settled', release: 'released', 'give-up': 'uncertain' } as const;

/**
 * Whether a power cut right after the commit may undo the order. It may undo a settlement, because the call is then
 * charged in full; but not one that cost more than was held.
 */
function mustBeOnDisk(order: Order): boolean {
  switch (order.kind) {
    case 'reserve':
    case 'mark-sent':
    case 'give-up':
      return true;
    case 'settle':
      return order.settlement.costMicros > order.hold.worstCaseMicros;
    case 'release':
      return false;
  }
}
