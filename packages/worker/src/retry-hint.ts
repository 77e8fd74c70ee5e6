const WEIGHT = 0.2;
const LEAST_MS = 250;
const MOST_MS = 60_000;

/** Tells when a place in a full queue comes free, from how long attempts took so far. */
export class RetryHint {
  #meanMs = 1_000;

  /** @param durationMs of an attempt, waiting included */
  note(durationMs: number): void {
    this.#meanMs = this.#meanMs * (1 - WEIGHT) + durationMs * WEIGHT;
  }

  /** Milliseconds until about one of those that wait has begun. */
  milliseconds(queued: number, slots: number): number {
    const perTurn = this.#meanMs / Math.max(1, slots + queued);
    return Math.round(Math.min(MOST_MS, Math.max(LEAST_MS, perTurn)));
  }
}
