import type { Clock } from '@hanzo/contracts';

export interface TokenBucketOptions {
  /** Tokens that come back per second. */
  readonly perSecond: number;
  /** Most tokens that can be saved up, and how many there are at the start. */
  readonly burst: number;
}

/** A rate limit: a burst passes at once, after that a steady flow. */
export class TokenBucket {
  readonly #clock: Clock;
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  constructor(clock: Clock, { perSecond, burst }: TokenBucketOptions) {
    this.#clock = clock;
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = clock.elapsed();
  }

  /** Takes `n` tokens, or none and answers false. More than the burst is never there. */
  take(n = 1): boolean {
    const now = this.#clock.elapsed();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) / 1_000) * this.#perSecond);
    this.#at = now;
    if (n > this.#tokens) return false;
    this.#tokens -= n;
    return true;
  }
}
