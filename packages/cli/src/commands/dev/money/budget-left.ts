import { budgetMicros } from './money.ts';

/** What several runs may spend together: each gets what those before it left. Integer micro-dollars. */
export class BudgetLeft {
  readonly #capMicros: number | undefined;
  #spentMicros: number;

  /** @param spentMicros of it, before the first run */
  constructor(budget: string | undefined, spentMicros = 0) {
    this.#capMicros = budgetMicros(budget);
    this.#spentMicros = spentMicros;
  }

  get spentMicros(): number {
    return this.#spentMicros;
  }

  add(micros: number): void {
    this.#spentMicros += micros;
  }

  /** As `--budget` of the next run says it, never below 0; undefined when none was set. */
  flag(): string | undefined {
    if (this.#capMicros === undefined) return undefined;
    const left = Math.max(0, this.#capMicros - this.#spentMicros);
    return `${Math.floor(left / 1e6)}.${String(left % 1e6).padStart(6, '0')}`;
  }
}
