import type { ModelOffer } from '@hanzo/wire';
import type { PoolWorker } from './pool-worker.ts';

/** One name for each weights among the offers, in their order. Without a hash the name is all that tells. */
export function distinctWeights(offers: readonly ModelOffer[]): readonly string[] {
  const names = new Map<string, string>();
  for (const { name, sha256 } of offers) {
    const isKnown = names.has(name) || [...names.values()].includes(sha256);
    if (!isKnown) names.set(name, sha256 === '' ? name : sha256);
  }
  return [...names.keys()];
}

/** These names, and all others under which the workers have the same weights. */
export function withSameWeights(names: Iterable<string>, workers: readonly PoolWorker[]): ReadonlySet<string> {
  const all = new Set(names);
  const offers = workers.flatMap(({ advert }) => advert?.models ?? []);
  const weights = new Set(offers.flatMap(({ name, sha256 }) => (all.has(name) && sha256 !== '' ? [sha256] : [])));
  for (const { name, sha256 } of offers) if (weights.has(sha256)) all.add(name);
  return all;
}

export function addWeights(names: Set<string>, model: string, workers: readonly PoolWorker[]): void {
  for (const name of withSameWeights([model], workers)) names.add(name);
}

export function removeWeights(names: Set<string>, model: string, workers: readonly PoolWorker[]): void {
  for (const name of withSameWeights([model], workers)) names.delete(name);
}
