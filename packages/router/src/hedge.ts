/** Extra work that hedging may cost, as a share of the work that had to be done. */
const BUDGET = 0.05;
const REMEMBERED = 256;
/** Fewer finished attempts say nothing about the slowest twentieth. */
const LEAST_SAMPLES = 20;
const RATIO_BEFORE = 3;
const STRAGGLER_QUANTILE = 0.95;
/** Below this a second attempt would be over no sooner than the first. */
const LEAST_AFTER_MS = 250;

/** A second attempt that is under way. */
export interface RunningHedge {
  /**
   * The race is over. To be called once, whoever won; later calls do nothing.
   *
   * @param beatenMs milliseconds that the attempt which was not needed has run
   */
  end(beatenMs: number): void;
}

/**
 * When an attempt counts as a straggler, and whether a second one beside it is within the budget. All times are
 * milliseconds; what was expected and what it took are compared as ratios, so that tasks of any size count.
 */
export class HedgePolicy {
  readonly #ratios: number[] = [];
  #next = 0;
  #sorted: Float64Array | undefined;
  #startedMs = 0;
  #extraMs = 0;

  /** A first attempt starts. */
  started(expectedMs: number): void {
    if (isTime(expectedMs)) this.#startedMs += expectedMs;
  }

  /** An attempt was finished, with an answer. */
  note(expectedMs: number, actualMs: number): void {
    if (!isTime(expectedMs) || !isTime(actualMs)) return;
    this.#ratios[this.#next] = actualMs / expectedMs;
    this.#next = (this.#next + 1) % REMEMBERED;
    this.#sorted = undefined;
  }

  /** Milliseconds after which an attempt takes longer than 95 % of them do. Undefined: nothing was expected of it. */
  after(expectedMs: number): number | undefined {
    if (!isTime(expectedMs)) return undefined;
    return Math.max(LEAST_AFTER_MS, this.#quantile(STRAGGLER_QUANTILE, RATIO_BEFORE) * expectedMs);
  }

  /** True when an attempt has taken so long that it counts as a straggler. */
  isSlow(expectedMs: number, elapsedMs: number): boolean {
    return elapsedMs > (this.after(expectedMs) ?? Number.POSITIVE_INFINITY);
  }

  /** True while one more second attempt of this size is within 5 % of the work so far. */
  mayHedge(expectedMs: number): boolean {
    if (!isTime(expectedMs)) return false;
    // Expectations count the whole output budget; what really ran is usually less.
    const usual = this.#quantile(0.5, 1);
    return this.#extraMs + expectedMs * usual <= BUDGET * this.#startedMs * usual;
  }

  /** A second attempt starts. It counts as expected until it is known what it has cost. */
  begin(expectedMs: number): RunningHedge {
    let charged = isTime(expectedMs) ? expectedMs * this.#quantile(0.5, 1) : 0;
    let isOver = false;
    this.#extraMs += charged;
    return {
      end: (beatenMs) => {
        if (isOver) return;
        isOver = true;
        this.#extraMs += (isTime(beatenMs) ? beatenMs : 0) - charged;
        charged = 0;
      },
    };
  }

  #quantile(share: number, before: number): number {
    if (this.#ratios.length < LEAST_SAMPLES) return before;
    this.#sorted ??= Float64Array.from(this.#ratios).sort();
    return this.#sorted[Math.min(this.#sorted.length - 1, Math.floor(this.#sorted.length * share))] ?? before;
  }
}

function isTime(ms: number): boolean {
  return Number.isFinite(ms) && ms > 0;
}
