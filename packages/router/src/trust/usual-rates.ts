import type { EvidenceCounts } from './evidence.ts';

/** Recounting waits until so large a part of the workers brought news. */
const NEWS_SHARE = 1 / 8;

interface Sorted {
  readonly rates: Float64Array;
  /** Changes until it is made anew. */
  left: number;
}

/** How often workers with one model fail, by their median: a few liars cannot move it. */
export class UsualRates {
  readonly #counts = new Map<string, EvidenceCounts>();
  #checks: Sorted | undefined;
  #gates: Sorted | undefined;

  set(workerId: string, counts: EvidenceCounts): void {
    this.#counts.set(workerId, counts);
    if (this.#checks !== undefined && --this.#checks.left <= 0) this.#checks = undefined;
    if (this.#gates !== undefined && --this.#gates.left <= 0) this.#gates = undefined;
  }

  delete(workerId: string): void {
    if (!this.#counts.delete(workerId)) return;
    this.#checks = undefined;
    this.#gates = undefined;
  }

  /** Of the others: nobody excuses himself. Undefined: none of them was ever checked. */
  checksFailed(workerId: string): number | undefined {
    this.#checks ??= this.#sort(checkRate);
    return medianWithout(this.#checks.rates, checkRate(this.#counts.get(workerId)));
  }

  gatesFailed(workerId: string): number | undefined {
    this.#gates ??= this.#sort(gateRate);
    return medianWithout(this.#gates.rates, gateRate(this.#counts.get(workerId)));
  }

  #sort(rateOf: (counts: EvidenceCounts) => number | undefined): Sorted {
    const rates = [...this.#counts.values()].map(rateOf).filter((rate) => rate !== undefined);
    return { rates: Float64Array.from(rates).sort(), left: Math.ceil(rates.length * NEWS_SHARE) };
  }
}

function checkRate(counts: EvidenceCounts | undefined): number | undefined {
  return counts === undefined ? undefined : laplace(counts.checksFailed, counts.checksPassed);
}

function gateRate(counts: EvidenceCounts | undefined): number | undefined {
  return counts === undefined ? undefined : laplace(counts.gatesFailed, counts.gatesPassed);
}

/** Undefined before anything was seen, near a half after one sight. */
function laplace(failed: number, passed: number): number | undefined {
  return failed + passed === 0 ? undefined : (failed + 1) / (failed + passed + 2);
}

/** The upper median of all but one of them that is nearest to `own`. */
function medianWithout(rates: Float64Array, own: number | undefined): number | undefined {
  if (own === undefined) return rates[rates.length >> 1];
  const count = rates.length - 1;
  if (count < 1) return undefined;
  const middle = count >> 1;
  // Without one from below the middle, the next one moves there.
  return own <= (rates[middle] ?? 0) ? rates[middle + 1] : rates[middle];
}
