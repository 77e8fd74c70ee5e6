import type { Clock } from '@hanzo/contracts';

/** A save is often several changes: so long nothing may change before they count as all. Milliseconds. */
export const QUIET_MS = 500;
/** What never comes to rest is taken after this long all the same. Milliseconds. */
export const LONGEST_MS = 5_000;

/** Gathers paths that change until they have come to rest: a thousand at once are one batch. */
export class ChangeBatch {
  readonly #clock: Clock;
  #paths = new Set<string>();
  #changes = 0;
  #wake: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(path: string): void {
    this.#paths.add(path);
    this.#changes += 1;
    this.#wake?.();
  }

  /** Waits for changes, and for their end. Undefined: the signal was aborted. */
  async next(signal: AbortSignal): Promise<ReadonlySet<string> | undefined> {
    try {
      await this.#first(signal);
      const since = this.#clock.elapsed();
      for (let seen = -1; seen !== this.#changes && this.#clock.elapsed() - since < LONGEST_MS;) {
        seen = this.#changes;
        await this.#clock.sleep(QUIET_MS, signal);
      }
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
    const paths = this.#paths;
    this.#paths = new Set();
    return paths;
  }

  async #first(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#paths.size > 0) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = (): void => reject(signal.reason);
    this.#wake = resolve;
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await promise;
    } finally {
      this.#wake = undefined;
      signal.removeEventListener('abort', onAbort);
    }
  }
}
