import type { Clock, HanzoError } from '@hanzo/contracts';
import { faultOf } from './call-fault.ts';

/** A time in which an endpoint wants no requests for a model. */
export interface Pause {
  /** Until it is over. */
  readonly leftMs: number;
  /** What it said it with. */
  readonly error: HanzoError;
}

/** A timer may fire that much early. Milliseconds. */
const ACCURACY_MS = 5;

/** When endpoints said that they want to be left alone, so that all callers know, not only the one that was told. */
export class Pauses {
  readonly #clock: Clock;
  readonly #pauses = new Map<string, { readonly until: number; readonly error: HanzoError }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Keeps what the error of a call says of when to come again. */
  note(host: string, model: string, error: HanzoError): void {
    const { retryAfterMs } = faultOf(error);
    if (retryAfterMs === undefined) return;
    const until = this.#clock.elapsed() + retryAfterMs;
    const known = this.#pauses.get(nameOf(host, model));
    if (known === undefined || known.until < until) this.#pauses.set(nameOf(host, model), { until, error });
  }

  /** Undefined when it may be asked. */
  current(host: string, model: string): Pause | undefined {
    const pause = this.#pauses.get(nameOf(host, model));
    if (pause === undefined) return undefined;
    const leftMs = pause.until - this.#clock.elapsed();
    return leftMs <= ACCURACY_MS ? undefined : { leftMs, error: pause.error };
  }
}

function nameOf(host: string, model: string): string {
  return `${host} ${model}`;
}
