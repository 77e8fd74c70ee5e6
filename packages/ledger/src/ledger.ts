import { randomUUID } from 'node:crypto';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { type Clock, HanzoError, type Usage } from '@hanzo/contracts';
import { inReadTransaction, inTransaction, openStore, storeGuard, storeUnusable } from '@hanzo/store';
import { LEDGER } from './ledger-store.ts';
import type { CallFilter, CallState, Hold, LedgerCall, Recovered, ReserveRequest, Spending } from './model.ts';
import { readCalls, readSpending } from './reports.ts';
import { checkScopes, scopesOf } from './scopes.ts';
import { endHolds, enterSession, recover } from './sessions.ts';

/** Caps over all runs of this home, integer micro-dollars. Absent: none. */
export interface LedgerLimits {
  /** The last 60 minutes. */
  readonly hourMicros?: number;
  /** The last 24 hours. */
  readonly dayMicros?: number;
}

export interface LedgerOptions {
  /** The file. It is made when there is none, and its folder too. */
  readonly path: string;
  readonly clock: Clock;
  readonly limits: LedgerLimits;
  /** Version of the price table, stored with every call. */
  readonly version: string;
}

/** What a call really cost. */
export interface Settlement {
  readonly usage: Usage;
  /** Integer micro-dollars. More than was held is recorded all the same: the ledger is never below the bill. */
  readonly costMicros: number;
  readonly servedModel: string;
}

/** Every method is synchronous, and on disk when it returns. Throws STORE_UNUSABLE or DISK_FULL when that fails. */
export interface Ledger extends Disposable {
  /** What opening found of processes that had died. */
  readonly recovered: Recovered;
  /** Sets the worst case aside in every scope. Throws BUDGET_EXCEEDED or BUDGET_BUSY, and then holds nothing. */
  reserve(request: ReserveRequest): Hold;
  /** To be called right before the request leaves. */
  markSent(hold: Hold): void;
  /** The cost is known; 0 for a call that certainly was not charged. Also for a hold that was uncertain. */
  settle(hold: Hold, settlement: Settlement): void;
  /** The request never left. */
  release(hold: Hold): void;
  /** Nobody knows what it cost: it is charged in full, and shown. */
  markUncertain(hold: Hold, why: string): void;
  spent(filter?: CallFilter): Spending;
  calls(filter?: CallFilter): readonly LedgerCall[];
  /** Ends this process's open holds: unsent ones are released, sent ones become uncertain. Closing twice is harmless. */
  close(): void;
}

/** Opens the ledger, and ends the holds of processes that died; those of living ones are left alone. */
export function openLedger(options: LedgerOptions): Ledger {
  const { path, clock } = options;
  const db = openStore(path, LEDGER);
  const guard = guardFor(db, path);
  const [session, recovered] = guard(() => {
    const found = recover(db, clock.now());
    return [enterSession(db, clock.now()), found] as const;
  });
  const move = (hold: Hold, change: Change): void => guard(() => moveCall(db, hold, change));

  const close = (): void => {
    if (!db.isOpen) return;
    guard(() => {
      endHolds(db, session, clock.now(), 'its ledger was closed');
      db.prepare('DELETE FROM sessions WHERE id = ?').run(session);
    });
    db.close();
  };

  return {
    recovered,
    reserve(request) {
      try {
        return guard(() => insertHold(db, request, options, session));
      } catch (error) {
        if (!(error instanceof HanzoError) || error.code !== 'BUDGET_BUSY') throw error;
        // The money may be held by a process that died since.
        const freed = guard(() => recover(db, clock.now()));
        if (freed.released + freed.uncertain === 0) throw error;
        return guard(() => insertHold(db, request, options, session));
      }
    },
    markSent: (hold) => move(hold, { from: ['held'], to: 'sent', columns: { sent_at: clock.now() } }),
    settle: (hold, settlement) => move(hold, settled(settlement, clock.now())),
    release: (hold) =>
      move(hold, { from: ['held'], to: 'released', columns: { ended_at: clock.now(), why: 'never sent' } }),
    markUncertain: (hold, why) =>
      move(hold, {
        from: ['held', 'sent'],
        to: 'uncertain',
        columns: { charged_micros: hold.worstCaseMicros, ended_at: clock.now(), why },
      }),
    spent: (filter = {}) => guard(() => readSpending(db, filter), inReadTransaction),
    calls: (filter = {}) => guard(() => readCalls(db, filter), inReadTransaction),
    close,
    [Symbol.dispose]: close,
  };
}

/** Runs work in one transaction and gives what it throws our codes. */
type Guard = <T>(work: () => T, transact?: typeof inTransaction) => T;

function guardFor(db: DatabaseSync, path: string): Guard {
  const guard = storeGuard(path, LEDGER);
  return (work, transact = inTransaction) => {
    if (!db.isOpen) throw storeUnusable(path, LEDGER, 'is closed', 'Open it again.');
    return guard(() => transact(db, work));
  };
}

function insertHold(db: DatabaseSync, request: ReserveRequest, options: LedgerOptions, session: string): Hold {
  const { runId, taskId, model, endpoint, worstCaseMicros } = request;
  checkMicros('The worst case', worstCaseMicros);
  if (request.runLimitMicros !== undefined) checkMicros('The budget of the run', request.runLimitMicros);
  const now = options.clock.now();
  checkScopes(db, scopesOf(request, options.limits), worstCaseMicros, now);
  const id = randomUUID();
  db.prepare(
    `INSERT INTO calls (id, session, run_id, task_id, model, endpoint, version, state, worst_micros, reserved_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'held', ?, ?)`,
  ).run(id, session, runId, taskId, model, endpoint, options.version, worstCaseMicros, now);
  return { id, runId, taskId, worstCaseMicros };
}

interface Change {
  readonly from: readonly CallState[];
  readonly to: CallState;
  readonly columns: Readonly<Record<string, SQLInputValue>>;
}

function settled(settlement: Settlement, now: number): Change {
  const { usage, costMicros, servedModel } = settlement;
  checkMicros('The cost', costMicros);
  return {
    // From `held` too: refusing would lose a charge because somebody forgot to say that it was sent.
    from: ['held', 'sent', 'uncertain'],
    to: 'settled',
    columns: {
      charged_micros: costMicros,
      served_model: servedModel,
      input_tokens: usage.inputTokens,
      cached_input_tokens: usage.cachedInputTokens,
      output_tokens: usage.outputTokens,
      reasoning_tokens: usage.reasoningTokens,
      ended_at: now,
      why: null,
    },
  };
}

function moveCall(db: DatabaseSync, hold: Hold, change: Change): void {
  const names = Object.keys(change.columns);
  const set = ['state = ?', ...names.map((name) => `${name} = ?`)].join(', ');
  const from = change.from.map((state) => `'${state}'`).join(', ');
  const { changes } = db
    .prepare(`UPDATE calls SET ${set} WHERE id = ? AND state IN (${from})`)
    .run(change.to, ...Object.values(change.columns), hold.id);
  if (changes === 1 || changes === 1n) return;
  const state = db.prepare('SELECT state FROM calls WHERE id = ?').get(hold.id)?.['state'];
  throw new HanzoError('INTERNAL', `A call that is ${String(state ?? 'unknown')} cannot become ${change.to}.`, {
    details: { call: hold.id, state, to: change.to },
  });
}

function checkMicros(what: string, micros: number): void {
  if (Number.isSafeInteger(micros) && micros >= 0) return;
  throw new HanzoError('INTERNAL', `${what} must be a whole number of micro-dollars, not ${micros}.`);
}
