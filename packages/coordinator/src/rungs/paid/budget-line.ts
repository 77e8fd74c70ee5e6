import { HanzoError, type Clock } from '@hanzo/contracts';
import type { Hold, Ledger, ReserveRequest } from '@hanzo/ledger';
import { sooner } from './sooner.ts';

/** Holds of other processes end without a word: so often is asked all the same. Milliseconds. */
const LOOK_MS = 1_000;
/** Longest that a call waits for room in the budget. Milliseconds. */
export const PATIENCE_MS = 30_000;

export interface BudgetWait {
  readonly signal: AbortSignal;
  /** Milliseconds of waiting. @default 30 s */
  readonly patienceMs?: number | undefined;
  /** Told once, when it has to wait. */
  readonly onWait?: ((why: string) => void) | undefined;
}

/**
 * Where calls wait for money that other calls only hold: most of them cost less. Who waits is served in the order of
 * coming, one at a time, whenever a hold of this process ends, and each second.
 */
export class BudgetLine {
  readonly #ledger: Pick<Ledger, 'send'>;
  readonly #clock: Clock;
  /** Ends when the last one in the line has gone; undefined while nobody waits. */
  #last: Promise<void> | undefined;
  #freed = Promise.withResolvers<void>();
  #waiting = 0;

  constructor(ledger: Pick<Ledger, 'send'>, clock: Clock) {
    this.#ledger = ledger;
    this.#clock = clock;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting;
  }

  /** A hold of this process has ended: there may be room. */
  freed(): void {
    this.#freed.resolve();
    this.#freed = Promise.withResolvers<void>();
  }

  /**
   * Reserves, and waits where the budget is only held.
   *
   * @throws HanzoError BUDGET_BUSY when there was no room in time, as the ledger said it last; BUDGET_EXCEEDED
   */
  async send(request: ReserveRequest, wait: BudgetWait): Promise<Hold> {
    const before = this.#last;
    if (before !== undefined) {
      wait.onWait?.('waits for room in the budget, behind other calls');
      return await this.#inLine(before, request, wait);
    }
    const answer = await this.#try(request);
    if (!(answer instanceof HanzoError)) return answer;
    wait.onWait?.(`waits for room in the budget: ${answer.message}`);
    // Others may have begun to wait meanwhile.
    return await this.#inLine(this.#last, request, wait);
  }

  async #inLine(before: Promise<void> | undefined, request: ReserveRequest, wait: BudgetWait): Promise<Hold> {
    const { signal, patienceMs = PATIENCE_MS } = wait;
    const until = this.#clock.elapsed() + patienceMs;
    const gone = Promise.withResolvers<void>();
    this.#last = gone.promise;
    this.#waiting += 1;
    try {
      if (before !== undefined) await sooner(before, patienceMs, this.#clock, signal);
      return await this.#insist(request, until, signal);
    } finally {
      this.#waiting -= 1;
      gone.resolve();
      if (this.#last === gone.promise) this.#last = undefined;
    }
  }

  async #insist(request: ReserveRequest, until: number, signal: AbortSignal): Promise<Hold> {
    for (;;) {
      signal.throwIfAborted();
      const freed = this.#freed.promise;
      const answer = await this.#try(request);
      if (!(answer instanceof HanzoError)) return answer;
      const leftMs = until - this.#clock.elapsed();
      if (leftMs <= 0) throw answer;
      await sooner(freed, Math.min(leftMs, LOOK_MS), this.#clock, signal);
    }
  }

  /** A hold, or the BUDGET_BUSY that may pass. */
  async #try(request: ReserveRequest): Promise<Hold | HanzoError> {
    try {
      return await this.#ledger.send(request);
    } catch (error) {
      if (error instanceof HanzoError && error.code === 'BUDGET_BUSY') return error;
      throw error;
    }
  }
}
