/** How patient a breaker is. */
export interface BreakerLimits {
  /** So many open it. @default 3 */
  readonly failuresInARow: number;
  /** Each rest that follows without a success between is twice as long. Milliseconds. @default 1 s */
  readonly firstRestMs: number;
  /** Milliseconds. @default 60 s */
  readonly longestRestMs: number;
}

const FOR_WORKERS: BreakerLimits = { failuresInARow: 3, firstRestMs: 1_000, longestRestMs: 60_000 };
/** Who was restarted in vain before waits no longer than this after another restart. */
const RESTARTED_REST_MS = 5_000;

/**
 * Keeps tasks from a worker (or calls from a provider) that fails one after the other, and finds out with one at a time
 * when it is well again. Only what is the worker's own fault is a failure: its caller knows. All times are milliseconds of one clock that only
 * goes forward.
 */
export class Breaker {
  #failures = 0;
  /** Times it has opened since the last success. */
  #opened = 0;
  #openUntil: number | undefined;
  /** Half open, and the one attempt is under way. */
  #isTrying = false;
  #restarts = 0;
  readonly #limits: BreakerLimits;

  constructor(limits: Partial<BreakerLimits> = {}) {
    this.#limits = { ...FOR_WORKERS, ...limits };
  }

  /** In a row, up to now. */
  get failures(): number {
    return this.#failures;
  }

  /** Times it has opened since the last success. */
  get rests(): number {
    return this.#opened;
  }

  /** No task before then; undefined when it is closed. Afterwards it is half open: one task at a time. */
  get openUntil(): number | undefined {
    return this.#openUntil;
  }

  /** False: no task may be given to the worker now. */
  allows(now: number): boolean {
    return this.#openUntil === undefined || (now >= this.#openUntil && !this.#isTrying);
  }

  /** Why no task may be given to it, in one sentence; undefined when one may. */
  why(now: number): string | undefined {
    if (this.allows(now)) return undefined;
    const failed = `It failed ${this.#failures} times in a row`;
    const leftMs = (this.#openUntil ?? now) - now;
    if (leftMs > 0) return `${failed} and rests for another ${(leftMs / 1000).toFixed(1)} s.`;
    return `${failed}, and one task is finding out whether it is well again.`;
  }

  /** A task is given to it. True when this one finds out whether it is well again. */
  begin(now: number): boolean {
    if (this.#openUntil === undefined || now < this.#openUntil || this.#isTrying) return false;
    this.#isTrying = true;
    return true;
  }

  succeeded(_now: number): void {
    this.#failures = 0;
    this.#opened = 0;
    this.#openUntil = undefined;
    this.#isTrying = false;
    this.#restarts = 0;
  }

  failed(now: number): void {
    // Attempts that were under way when it opened say nothing new.
    if (this.#openUntil !== undefined && now < this.#openUntil) return;
    this.#failures += 1;
    const { failuresInARow, firstRestMs, longestRestMs } = this.#limits;
    if (this.#openUntil === undefined && this.#failures < failuresInARow) return;
    this.#openUntil = now + Math.min(longestRestMs, firstRestMs * 2 ** this.#opened);
    this.#opened += 1;
    this.#isTrying = false;
  }

  /** The one that was to find out ended in a way that says nothing about the worker, e.g. it was cancelled. */
  ended(): void {
    this.#isTrying = false;
  }

  /**
   * The worker came back as a new instance: one task may find out at once, and within 5 s if the last restart was in
   * vain, so that one which dies of each task does not get them all.
   */
  restarted(now: number): void {
    if (this.#openUntil === undefined) return;
    this.#openUntil = Math.min(this.#openUntil, this.#restarts === 0 ? now : now + RESTARTED_REST_MS);
    this.#isTrying = false;
    this.#restarts += 1;
  }
}
