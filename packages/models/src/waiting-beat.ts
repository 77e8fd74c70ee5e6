import type { Clock } from '@hanzo/contracts';

/** As often as an engine vouches for what it works on: well below any lease. */
const BEAT_MS = 1_000;

/**
 * Tells those who wait for an engine that is well, each second, so that nobody takes them for lost. One timer for all, and
 * none while nobody waits.
 */
export class WaitingBeat {
  readonly #clock: Clock;
  readonly #tell: () => void;
  #timer: Disposable | undefined;

  /** @param tell calls those who wait; must not throw */
  constructor(clock: Clock, tell: () => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** To be called with each change: whether anybody waits for an engine that is well. */
  keep(wanted: boolean): void {
    if (wanted) {
      this.#timer ??= this.#clock.every(BEAT_MS, this.#tell);
      return;
    }
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
  }
}
