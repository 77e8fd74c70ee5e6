import { systemClock, type Clock } from '@hanzo/contracts';
import { rateLimited } from './bodies.ts';
import type { Reply } from './reply.ts';

export interface RateLimitOptions {
  /** Model requests that are let through in any `perMs`. */
  readonly requests: number;
  readonly perMs: number;
  /** @default the system's */
  readonly clock?: Clock;
}

/** Lets so many requests through in a window of time, and tells the others when to come back. */
export class RateLimit {
  readonly #options: RateLimitOptions;
  readonly #clock: Clock;
  #taken: readonly number[] = [];

  constructor(options: RateLimitOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  /** 429 with `retry-after` and `retry-after-ms`; undefined when the request may pass. */
  refuse(): Reply | undefined {
    const { requests, perMs } = this.#options;
    const now = this.#clock.now();
    this.#taken = this.#taken.filter((at) => at > now - perMs);
    const oldest = this.#taken[0];
    if (oldest !== undefined && this.#taken.length >= requests) {
      const waitMs = oldest + perMs - now;
      return rateLimited(Math.ceil(waitMs / 1000), waitMs);
    }
    this.#taken = [...this.#taken, now];
    return undefined;
  }
}
