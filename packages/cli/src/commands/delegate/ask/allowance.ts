/** What one delegation may still spend. Integer micro-dollars. */
export class Allowance {
  readonly #capMicros: number;
  readonly #spentOn: (runId: string) => number;
  /** Runs of this delegation that have ended, whichever process did them. */
  readonly #runs: Set<string>;
  /** By model: a try of each that was not asked yet. */
  readonly #reserved = new Map<string, number>();
  /** Of calls under way. */
  #promisedMicros = 0;

  /** @param spentOn what the ledger says that a run has cost, open holds included */
  constructor(capMicros: number, runs: readonly string[], spentOn: (runId: string) => number) {
    this.#capMicros = capMicros;
    this.#runs = new Set(runs);
    this.#spentOn = spentOn;
  }

  get capMicros(): number {
    return this.#capMicros;
  }

  get spentMicros(): number {
    return [...this.#runs].reduce((sum, runId) => sum + this.#spentOn(runId), 0);
  }

  get leftMicros(): number {
    return Math.max(0, this.#capMicros - this.spentMicros - this.#promisedMicros);
  }

  /** A try of a model: nobody else's retries get it, until that model takes it. */
  reserve(model: string, micros: number): void {
    this.#reserved.set(model, micros);
  }

  /** Several models may be asked at once: each gets what it may need, and none what another one has, or waits for. */
  take(model: string, wantedMicros: number): Promised {
    this.#reserved.delete(model);
    const forOthers = [...this.#reserved.values()].reduce((sum, each) => sum + each, 0);
    const micros = Math.min(wantedMicros, Math.max(0, this.leftMicros - forOthers));
    this.#promisedMicros += micros;
    return {
      micros,
      settle: (runId) => {
        this.#promisedMicros -= micros;
        if (runId !== undefined) this.#runs.add(runId);
      },
    };
  }
}

/** Money for one question. */
export interface Promised {
  readonly micros: number;
  /** Ends it, once: from then on what its run has cost counts. @param runId undefined: there was none */
  settle(runId: string | undefined): void;
}
