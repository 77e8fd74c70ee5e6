import { dot, type SparseVector } from './sparse-vector.ts';

/** Steps of places that were seen often shrink (AdaGrad: Duchi, Hazan, Singer, 2011); the first steps are of this size. */
const RATE = 0.6;
/** Each look pulls the weights it touches a little to zero: what was learned once and never confirmed fades. */
const PULL = 0.002;

/**
 * Learns, one judged answer after the other, how much better or worse than usual a model does tasks that look like this one: a logistic
 * regression on top of an offset that is known. Nothing depends on chance: the same answers in the same order give the same weights.
 */
export class LogisticLearner {
  readonly weights: Float32Array;
  /** Squared steps per place. */
  readonly #squares: Float32Array;
  /** How much was seen at each place, in answers whose outcome was open. */
  readonly #support: Float32Array;

  constructor(size: number) {
    this.weights = new Float32Array(size);
    this.#squares = new Float32Array(size).fill(1);
    this.#support = new Float32Array(size);
  }

  /** In log-odds, to be added to the offset. */
  shift(features: SparseVector): number {
    return dot(features, this.weights);
  }

  /** About as many judged answers to tasks like this one were seen, weighted by how open they were. */
  support(features: SparseVector): number {
    const { indices, values } = features;
    let sum = 0;
    for (let at = 0; at < indices.length; at++) sum += (values[at] ?? 0) ** 2 * (this.#support[indices[at] ?? 0] ?? 0);
    return sum;
  }

  /** @param offset log-odds of a pass, as far as they are known without the features */
  learn(features: SparseVector, passed: boolean, offset: number): void {
    const expected = logistic(offset + this.shift(features));
    // Vectors come out of files: one that is damaged teaches nothing.
    if (!Number.isFinite(expected)) return;
    const error = expected - (passed ? 1 : 0);
    const open = expected * (1 - expected);
    const { indices, values } = features;
    for (let at = 0; at < indices.length; at++) {
      const index = indices[at] ?? 0;
      const step = error * (values[at] ?? 0);
      const squares = (this.#squares[index] ?? 1) + step * step;
      const weight = this.weights[index] ?? 0;
      this.#squares[index] = squares;
      this.weights[index] = weight - (RATE / Math.sqrt(squares)) * step - PULL * weight;
      this.#support[index] = (this.#support[index] ?? 0) + open;
    }
  }
}

export function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** Log-odds of a probability that is neither 0 nor 1. */
export function logit(probability: number): number {
  return Math.log(probability / (1 - probability));
}
