import { betaQuantile } from './beta.ts';

/** Bounds of a probability: it is above `low` in 19 of 20 cases, and below `high` in 19 of 20. */
export interface Bounds {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Jeffreys' prior: says the least before anything is seen. */
const PRIOR = 0.5;
/** The tail beyond each bound. */
const TAIL = 0.05;

/**
 * How often one model passed the gates of one kind of tasks: a Beta posterior that forgets, so that a model which was replaced
 * or whose prompts were mended is not held to its past.
 */
export class PassRecord {
  #passes = 0;
  #failures = 0;
  #seen = 0;
  #bounds: Bounds | undefined;
  readonly #keeps: number;

  /** @param memory of so many judged answers; what is older counts less and less */
  constructor(memory: number) {
    this.#keeps = 1 - 1 / memory;
  }

  /** Judged answers, all that there were. */
  get seen(): number {
    return this.#seen;
  }

  /** Answers that count, after forgetting. */
  get weight(): number {
    return this.#passes + this.#failures;
  }

  add(passed: boolean): void {
    this.#passes = this.#passes * this.#keeps + (passed ? 1 : 0);
    this.#failures = this.#failures * this.#keeps + (passed ? 0 : 1);
    this.#seen++;
    this.#bounds = undefined;
  }

  get mean(): number {
    return (this.#passes + PRIOR) / (this.weight + 2 * PRIOR);
  }

  bounds(): Bounds {
    const [a, b] = [this.#passes + PRIOR, this.#failures + PRIOR];
    this.#bounds ??= { mean: this.mean, low: betaQuantile(TAIL, a, b), high: betaQuantile(1 - TAIL, a, b) };
    return this.#bounds;
  }
}
