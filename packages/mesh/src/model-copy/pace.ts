import type { Clock } from '@hanzo/contracts';

/** A steady flow, shared by all who wait for it: no burst is saved up, so that a link is never filled at once. */
export class Pace {
  readonly #clock: Clock;
  readonly #bytesPerSecond: number;
  #freeAt = -Infinity;

  /** @param bytesPerSecond Infinity: never waits */
  constructor(clock: Clock, bytesPerSecond: number) {
    this.#clock = clock;
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** Resolves when so many bytes may be sent. Rejects with the signal's reason. */
  async pass(bytes: number, signal: AbortSignal): Promise<void> {
    if (this.#bytesPerSecond === Infinity) return;
    const now = this.#clock.elapsed();
    const start = Math.max(now, this.#freeAt);
    this.#freeAt = start + (bytes / this.#bytesPerSecond) * 1_000;
    if (start > now) await this.#clock.sleep(start - now, signal);
  }
}
