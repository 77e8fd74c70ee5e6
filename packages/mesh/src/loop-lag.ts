import type { Clock } from '@hanzo/contracts';

/**
 * How late this process's own event loop runs. A timer that fires late tells how long we were stalled.
 */
export class LoopLag {
  readonly #clock: Clock;
  readonly #everyMs: number;
  #last: number;
  #worst = 0;

  /** @param everyMs the interval at which `measure` is called */
  constructor(clock: Clock, everyMs: number) {
    this.#clock = clock;
    this.#everyMs = everyMs;
    this.#last = clock.now();
  }

  /** Call on every tick. Returns how late this tick is, in milliseconds. */
  measure(): number {
    const now = this.#clock.now();
    const late = Math.max(0, now - this.#last - this.#everyMs);
    this.#last = now;
    this.#worst = Math.max(this.#worst, late);
    return late;
  }

  /** The worst delay since the last call, in milliseconds. */
  takeWorst(): number {
    const worst = this.#worst;
    this.#worst = 0;
    return worst;
  }
}
