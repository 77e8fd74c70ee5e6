import { HanzoError } from '@hanzo/contracts';
import { stableHash } from '../learned/hash.ts';

/**
 * The fold of each id, 0 to k - 1, by a hash of id and seed: the same for ever, whatever other ids there are, and equal ids
 * stay together.
 *
 * @throws HanzoError USAGE: k is no whole number above 1
 */
export function folds(ids: readonly string[], k: number, seed: number): number[] {
  if (!Number.isSafeInteger(k) || k < 2) {
    throw new HanzoError('USAGE', `Cannot make ${k} folds.`, { mend: 'Ask for a whole number of at least 2.' });
  }
  return ids.map((id) => stableHash(id, seed) % k);
}
