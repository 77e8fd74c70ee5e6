import { HanzoError, toHanzoError } from '@hanzo/contracts';
import { PATIENCE_MS } from './budget-line.ts';
import type { CallCare } from './call-care.ts';
import { chargedMicros, faultOf, restated } from './call-fault.ts';
import { seconds } from './in-words.ts';
import type { MeteredModel } from './metered-model.ts';
import { sooner } from './sooner.ts';

/** Who did not ask to be waited with waits so long for others' sake. Milliseconds. */
const COURTESY_MS = 60_000;
/** How often a wait without an end of its own says that it still lasts. Milliseconds. */
const REMIND_MS = 60_000;

export interface CallWaitsOptions {
  readonly taskId: string;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. @default the run's own end */
  readonly deadlineAt?: number | undefined;
  readonly onWait?: ((why: string) => void) | undefined;
}

/** How one question waits: within its time, and never in silence. */
export class CallWaits {
  readonly #care: CallCare;
  readonly #options: CallWaitsOptions;

  constructor(care: CallCare, options: CallWaitsOptions) {
    this.#care = care;
    this.#options = options;
  }

  /** Longest wait for room in the budget, in milliseconds. */
  get patienceMs(): number {
    return Math.max(0, Math.min(this.#care.patienceMs ?? PATIENCE_MS, this.#leftMs()));
  }

  /** Whether a time is waited for that a provider asks for: a long one only for those who said so. */
  isWorth(ms: number, { code }: HanzoError): boolean {
    const { policy, endsAt } = this.#care;
    return ms <= COURTESY_MS || policy.retryOnRateLimit || (endsAt !== undefined && code !== 'RATE_LIMITED');
  }

  /** @throws HanzoError the error when the wait is too long; the signal's reason */
  async sleep(model: MeteredModel, ms: number, why: string, error: HanzoError): Promise<void> {
    const leftMs = this.#leftMs();
    if (ms > leftMs) {
      const message = `${error.message} A wait of ${seconds(ms)} would end after the time limit, in ${seconds(Math.max(0, leftMs))}: not waited for.`;
      throw restated(error, { message });
    }
    this.tell(model, why, ms);
    const { clock } = this.#care;
    await this.#keepingCost(error, () => clock.sleep(ms, this.#options.signal));
  }

  /**
   * Waits until it happens, a minute at most: then it may be asked for anew.
   *
   * @throws HanzoError the error when the time is over; the signal's reason
   */
  async until(event: Promise<void>, model: MeteredModel, why: string, error: HanzoError): Promise<void> {
    const leftMs = this.#leftMs();
    if (leftMs <= 0) throw error;
    this.tell(model, why, undefined);
    const { clock } = this.#care;
    const ms = Math.min(REMIND_MS, leftMs);
    await this.#keepingCost(error, () => sooner(event, ms, clock, this.#options.signal));
  }

  tell({ endpoint, card }: MeteredModel, why: string, waitMs?: number): void {
    const { taskId, onWait } = this.#options;
    onWait?.(why);
    const known = waitMs === undefined ? {} : { waitMs: Math.ceil(waitMs) };
    this.#care.tell({ kind: 'api-wait', taskId, endpoint, model: card.name, why, ...known });
  }

  /** What the last try cost is not forgotten because the wait was cut short. */
  async #keepingCost(error: HanzoError, wait: () => Promise<void>): Promise<void> {
    try {
      await wait();
    } catch (thrown) {
      const costMicros = chargedMicros(error);
      throw costMicros === 0 ? thrown : restated(toHanzoError(thrown), { details: { costMicros } });
    }
  }

  /** Until the task or the run is over, in milliseconds. */
  #leftMs(): number {
    const { clock, endsAt = Number.POSITIVE_INFINITY } = this.#care;
    const { deadlineAt = Number.POSITIVE_INFINITY } = this.#options;
    return Math.min(endsAt, deadlineAt) - clock.now();
  }
}

/** The error of a call whose provider wants to be left alone for longer than anybody said to wait. */
export function tooLong(error: HanzoError): HanzoError {
  const { retryAfterMs = 0 } = faultOf(error);
  return restated(error, {
    message: `${error.message} It asks to wait ${seconds(retryAfterMs)}: not waited for.`,
    mend: 'Come back then, or let hanzo wait: --retry-on-rate-limit, or --timeout with the time that the run may take.',
  });
}
