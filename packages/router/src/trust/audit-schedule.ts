import type { TrustState } from './trust.ts';

/** A number of tasks, both ends included. */
type Range = readonly [number, number];

const FIRST: Range = [1, 5];
const WHEN_NEW: Range = [4, 12];
const WHEN_KNOWN: Range = [10, 34];
/** Of the tasks of known workers, at most so many are checked; so many may be ahead of that. */
const MOST_SHARE = 0.05;
const AHEAD = 2;
/** Of who was seen longest ago, the turn is drawn anew. */
const MOST_WORKERS = 10_000;

/**
 * Which finished tasks are checked: of a new worker one of the first five and then about every eighth, of a known one
 * about every twentieth, of one under suspicion each. When exactly nobody can foresee. Where all workers are known, at
 * most 5 % of all tasks are checked.
 */
export class AuditSchedule {
  readonly #random: () => number;
  /** Tasks until the next check, by worker, least recently seen first. */
  readonly #left = new Map<string, number>();
  #tasksOfKnown = 0;
  #checksOfKnown = 0;

  /** @param random in [0, 1); not to be foreseen by workers */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** To be called once for each finished task of the worker: true when this one is to be checked. */
  due(workerId: string, { checks, isNew, isSuspected }: Pick<TrustState, 'checks' | 'isNew' | 'isSuspected'>): boolean {
    const next = isNew ? WHEN_NEW : WHEN_KNOWN;
    const left = Math.min(next[1], this.#left.get(workerId) ?? this.#draw(isNew && checks === 0 ? FIRST : next)) - 1;
    const isDue = isSuspected || (left <= 0 && (isNew || this.#mayCheckKnown()));
    if (!isNew && !isSuspected) {
      this.#tasksOfKnown += 1;
      if (isDue) this.#checksOfKnown += 1;
    }
    this.#keep(workerId, isDue ? this.#draw(next) : Math.max(0, left));
    return isDue;
  }

  #mayCheckKnown(): boolean {
    return this.#checksOfKnown + 1 <= (this.#tasksOfKnown + 1) * MOST_SHARE + AHEAD;
  }

  #draw([least, most]: Range): number {
    return least + Math.floor(this.#random() * (most - least + 1));
  }

  #keep(workerId: string, left: number): void {
    this.#left.delete(workerId);
    this.#left.set(workerId, left);
    if (this.#left.size <= MOST_WORKERS) return;
    const [oldest] = this.#left.keys();
    if (oldest !== undefined) this.#left.delete(oldest);
  }
}
