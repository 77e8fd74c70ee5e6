import type { Clock } from '@hanzo/contracts';

/** How late this process's own event loop runs: a timer that fires late tells how long we were stalled. */
export class LoopLag {
  readonly #clock: Clock;
  readonly #everyMs: number;
  #last: number;

  /** @param everyMs the interval at which `measure` is called */
  constructor(clock: Clock, everyMs: number) {
    this.#clock = clock;
    this.#everyMs = everyMs;
    this.#last = clock.elapsed();
  }

  /** Call on every tick. Returns how late this tick is, in milliseconds. */
  measure(): number {
    const now = this.#clock.elapsed();
    const late = Math.max(0, now - this.#last - this.#everyMs);
    this.#last = now;
    return late;
  }
}
