import type { PoolWorker } from '../dispatch/pool-worker.ts';

/** Which weights answer: whoever has the same says the same, up to the sums of its hardware. */
export interface Weights {
  readonly model: string;
  /** Hex; empty when it is not known. */
  readonly sha256: string;
}

/** As the worker advertises them. */
export function weightsOf(worker: PoolWorker | undefined, model: string): Weights {
  return { model, sha256: worker?.advert?.models.find(({ name }) => name === model)?.sha256 ?? '' };
}

export function isSameWeights(a: Weights, b: Weights): boolean {
  return a.sha256 === '' || b.sha256 === '' ? a.model === b.model : a.sha256 === b.sha256;
}

/** What the worker calls the model with these weights; undefined when it has none. */
export function nameOfSame(worker: PoolWorker, weights: Weights): string | undefined {
  return worker.advert?.models.find(({ name, sha256 }) => isSameWeights({ model: name, sha256 }, weights))?.name;
}
