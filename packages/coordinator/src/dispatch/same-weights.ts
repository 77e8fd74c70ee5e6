import type { ModelOffer } from '@hanzo/wire';

/** One name for each weights among the offers, in their order. Without a hash the name is all that tells. */
export function distinctWeights(offers: readonly ModelOffer[]): readonly string[] {
  const names = new Map<string, string>();
  for (const { name, sha256 } of offers) {
    const isKnown = names.has(name) || [...names.values()].includes(sha256);
    if (!isKnown) names.set(name, sha256 === '' ? name : sha256);
  }
  return [...names.keys()];
}
