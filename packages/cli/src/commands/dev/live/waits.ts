import type { PaidEvent } from '@hanzo/coordinator';

/** A paid call that waits. */
export interface Wait {
  readonly why: string;
  /** Over then, by the clock that only goes forward; undefined where nobody knows. Milliseconds. */
  readonly until: number | undefined;
}

/** Paid calls that wait: for a provider, for another try, or for room in the budget. */
export class Waits {
  readonly #now: () => number;
  readonly #waits = new Map<string, Wait>();

  /** @param now milliseconds, only forwards */
  constructor(now: () => number) {
    this.#now = now;
  }

  add({ taskId, why, waitMs }: PaidEvent & { readonly kind: 'api-wait' }): void {
    this.#waits.set(taskId, { why, until: waitMs === undefined ? undefined : this.#now() + waitMs });
  }

  /** Something else is heard of the task. */
  over(taskId: string): void {
    this.#waits.delete(taskId);
  }

  of(taskId: string): Wait | undefined {
    const wait = this.#waits.get(taskId);
    return wait?.until !== undefined && wait.until <= this.#now() ? undefined : wait;
  }

  /** Of what is none of these tasks: a plan, a verdict. */
  others(tasks: ReadonlyMap<string, unknown>): readonly Wait[] {
    return [...this.#waits.keys()].flatMap((id) => (tasks.has(id) ? [] : (this.of(id) ?? [])));
  }
}
