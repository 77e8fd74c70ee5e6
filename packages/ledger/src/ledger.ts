import { randomUUID } from 'node:crypto';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { type Clock, HanzoError } from '@hanzo/contracts';
import { inReadTransaction, inTransaction, openStore, storeGuard, storeUnusable } from '@hanzo/store';
import { LEDGER } from './ledger-store.ts';
import type {
  CallFilter,
  CallState,
  Hold,
  LedgerCall,
  Recovered,
  ReserveRequest,
  Settlement,
  Spending,
} from './model.ts';
import { readCalls, readSpending } from './reports.ts';
import { checkScopes, scopesOf } from './scopes.ts';
import { endHolds, enterSession, recover } from './sessions.ts';

/** Integer micro-dollars. Absent: none. */
export interface Caps {
  /** The last 60 minutes. */
  readonly hourMicros?: number;
  /** The last 24 hours. */
  readonly dayMicros?: number;
}

/** Caps over all runs of this home. */
export interface LedgerLimits extends Caps {
  /** By `ReserveRequest.key`. */
  readonly keys?: Readonly<Record<string, Caps>>;
  /** By `ReserveRequest.member`. */
  readonly members?: Readonly<Record<string, Caps>>;
}

export interface LedgerOptions {
  /** The file. It is made when there is none, and its folder too. */
  readonly path: string;
  readonly clock: Clock;
  readonly limits: LedgerLimits;
  /** Version of the price table, stored with every call. */
  readonly version: string;
}

/**
 * What has resolved is on disk. Rejects with STORE_UNUSABLE or DISK_FULL when that fails. Calls of many callers that come
 * together share one fsync.
 */
export interface Ledger extends AsyncDisposable {
  /** What opening found of processes that had died. */
  readonly recovered: Recovered;
  /** Sets the worst case aside in every scope. Rejects with BUDGET_EXCEEDED or BUDGET_BUSY, and then holds nothing. */
  reserve(request: ReserveRequest): Promise<Hold>;
  /** To be called right before the request leaves. */
  markSent(hold: Hold): Promise<void>;
  /** `reserve` and `markSent` in one: the request leaves as soon as this resolves. */
  send(request: ReserveRequest): Promise<Hold>;
  /** The cost is known; 0 for a call that certainly was not charged. Also for a hold that was uncertain. */
  settle(hold: Hold, settlement: Settlement): Promise<void>;
  /** The request never left. @param why @default 'never sent' */
  release(hold: Hold, why?: string): Promise<void>;
  /** Nobody knows what it cost: it is charged in full, and shown. */
  markUncertain(hold: Hold, why: string): Promise<void>;
  spent(filter?: CallFilter): Spending;
  calls(filter?: CallFilter): readonly LedgerCall[];
  /** Ends this process's open holds: unsent ones are released, sent ones become uncertain. Closing twice is harmless. */
  close(): Promise<void>;
}

/** Opens the ledger, and ends the holds of processes that died; those of living ones are left alone. */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { path, clock } = options;
  const db = openStore(path, LEDGER);
  const guard = guardFor(db, path);
  const [session, recovered] = guard(() => {
    const found = recover(db, clock.now());
    return [enterSession(db, clock.now()), found] as const;
  });
  const move = (hold: Hold, change: Change): void => guard(() => moveCall(db, hold, change));

  const close = async (): Promise<void> => {
    if (!db.isOpen) return;
    guard(() => {
      endHolds(db, session, clock.now(), 'its ledger was closed');
      db.prepare('DELETE FROM sessions WHERE id = ?').run(session);
    });
    db.close();
  };
  const reserve = (request: ReserveRequest): Hold => {
    try {
      return guard(() => insertHold(db, request, options, session));
    } catch (error) {
      if (!(error instanceof HanzoError) || error.code !== 'BUDGET_BUSY') throw error;
      // The money may be held by a process that died since.
      const freed = guard(() => recover(db, clock.now()));
      if (freed.released + freed.uncertain === 0) throw error;
      return guard(() => insertHold(db, request, options, session));
    }
  };
  const markSent = (hold: Hold): void => move(hold, { from: ['held'], to: 'sent', columns: { sent_at: clock.now() } });

  return {
    recovered,
    reserve: async (request) => reserve(request),
    markSent: async (hold) => markSent(hold),
    send: async (request) => {
      const hold = reserve(request);
      markSent(hold);
      return hold;
    },
    settle: async (hold, settlement) => move(hold, settled(settlement, clock.now())),
    release: async (hold, why = 'never sent') =>
      move(hold, { from: ['held'], to: 'released', columns: { ended_at: clock.now(), why } }),
    markUncertain: async (hold, why) =>
      move(hold, {
        from: ['held', 'sent'],
        to: 'uncertain',
        columns: { charged_micros: hold.worstCaseMicros, ended_at: clock.now(), why },
      }),
    spent: (filter = {}) => guard(() => readSpending(db, filter), inReadTransaction),
    calls: (filter = {}) => guard(() => readCalls(db, filter), inReadTransaction),
    close,
    [Symbol.asyncDispose]: close,
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
