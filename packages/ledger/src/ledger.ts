import { HanzoError, redact, type Clock } from '@hanzo/contracts';
import { realPathOf } from '@hanzo/store';
import type { LedgerLimits } from './limits.ts';
import type {
  CallFilter,
  CallQuery,
  Hold,
  LedgerCall,
  Recovered,
  ReserveRequest,
  Settlement,
  Spending,
} from './model.ts';
import type { Order } from './orders.ts';
import { readLedger, type LedgerReader } from './reader.ts';
import { ThreadLink } from './thread-link.ts';

export interface LedgerOptions {
  /** The file. It is made when there is none, and its folder too. */
  readonly path: string;
  readonly clock: Clock;
  readonly limits: LedgerLimits;
  /** Version of the price table, stored with every call. */
  readonly version: string;
}

/**
 * Nothing here waits for the disk or for other processes on the event loop: a thread does, and calls of many callers
 * that come together share one commit. What has resolved survives the death of the process. A power cut in the next
 * 100 ms may undo a `settle` or a `release`, never a `reserve`, `markSent` or `send`: the call is then charged in full.
 * Rejects with STORE_UNUSABLE or DISK_FULL when the file cannot be written.
 */
export interface Ledger extends AsyncDisposable {
  /** What opening found of processes that had died, and of damage. */
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
  calls(query?: CallQuery): readonly LedgerCall[];
  /** Ends this process's open holds: unsent ones are released, sent ones become uncertain. Closing twice is harmless. */
  close(): Promise<void>;
}

/**
 * Opens the ledger, looks whether it is whole, and ends the holds of processes that died; those of living ones are left
 * alone.
 *
 * @throws HanzoError STORE_UNUSABLE with what is damaged, or DISK_FULL
 */
export async function openLedger({ path: given, clock, limits, version }: LedgerOptions): Promise<Ledger> {
  const path = realPathOf(given);
  const { link, recovered } = await ThreadLink.open({ path, limits, version, at: clock.now() });
  let reader: LedgerReader | undefined;

  const read = (): LedgerReader => {
    link.throwIfEnded();
    reader ??= readLedger(path);
    if (reader === undefined) throw new HanzoError('STORE_UNUSABLE', `The ledger ${path} is gone.`);
    return reader;
  };
  const reserve = async (request: ReserveRequest, isSent: boolean): Promise<Hold> => {
    const hold = await link.ask({ kind: 'reserve', request, isSent, at: clock.now() });
    if (hold === undefined) throw new HanzoError('INTERNAL', 'The thread of the ledger answered without a hold.');
    return hold;
  };
  const step = async (order: Exclude<Order, { kind: 'reserve' }>): Promise<void> => {
    await link.ask(order);
  };
  const close = async (): Promise<void> => {
    reader?.[Symbol.dispose]();
    reader = undefined;
    await link.close(clock.now());
  };

  return {
    recovered,
    reserve: (request) => reserve(request, false),
    markSent: (hold) => step({ kind: 'mark-sent', hold, at: clock.now() }),
    send: (request) => reserve(request, true),
    settle: (hold, settlement) => step({ kind: 'settle', hold, settlement: withoutKeys(settlement), at: clock.now() }),
    release: (hold, why = 'never sent') => step({ kind: 'release', hold, why: redact(why), at: clock.now() }),
    markUncertain: (hold, why) => step({ kind: 'give-up', hold, why: redact(why), at: clock.now() }),
    spent: (filter) => read().spent(filter),
    calls: (query) => read().calls(query),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The words of a server may repeat what it was sent. The thread does not know what is to be hidden: it is done here. */
function withoutKeys(settlement: Settlement): Settlement {
  const { servedModel, requestId } = settlement;
  return { ...settlement, servedModel: redact(servedModel), requestId: requestId && redact(requestId) };
}
