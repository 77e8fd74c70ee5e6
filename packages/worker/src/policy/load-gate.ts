/** Work comes back when others use less than this part of the limit, for this long. */
const CALM_PART = 0.8;
const CALM_FOR_MS = 30_000;
/** Weight of the newest reading: one busy sample is not a busy machine. */
const WEIGHT = 0.5;

/** Turns a nervous reading into a calm yes or no: a worker that pauses and resumes every few seconds helps nobody. */
export class LoadGate {
  #smooth: number | undefined;
  #overloaded = false;
  #calmSince: number | undefined;

  get overloaded(): boolean {
    return this.#overloaded;
  }

  /**
   * @param others share of all cores that other programs use, 0..1; undefined: not known, and then nobody is held up
   * @param limit the policy's share; undefined: no limit
   * @param now milliseconds of a clock that only goes forward
   */
  read(others: number | undefined, limit: number | undefined, now: number): boolean {
    if (others === undefined || limit === undefined) {
      this.#smooth = undefined;
      this.#calmSince = undefined;
      this.#overloaded = false;
      return false;
    }
    this.#smooth = this.#smooth === undefined ? others : this.#smooth * (1 - WEIGHT) + others * WEIGHT;
    if (!this.#overloaded) this.#overloaded = this.#smooth > limit;
    else if (this.#smooth >= limit * CALM_PART) this.#calmSince = undefined;
    else {
      this.#calmSince ??= now;
      this.#overloaded = now - this.#calmSince < CALM_FOR_MS;
    }
    if (!this.#overloaded) this.#calmSince = undefined;
    return this.#overloaded;
  }
}
