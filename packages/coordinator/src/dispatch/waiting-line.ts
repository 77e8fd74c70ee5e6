import type { Priority } from '@hanzo/contracts';
import { FairQueue } from '@hanzo/router';

export interface Place {
  readonly user: string;
  readonly run: string;
  readonly priority: Priority;
  /** Work, in any unit that is the same for all; above 0. */
  readonly cost: number;
  /** Of the user, next to others. Above 0. @default 1 */
  readonly weight?: number;
}

/** Shares of a user's runs, and of a run's tasks of each priority. */
const WEIGHTS: Readonly<Record<Priority, number>> = { high: 8, normal: 4, low: 1 };

interface UserLine<T> {
  readonly runs: FairQueue<T>;
  readonly weight: number;
  /** When its next item begins, in virtual time. */
  start: number;
}

/**
 * Who is next: first fair between users, then, within each, between runs by the priority of what waits. Both levels are
 * start-time fair queues, so that neither many tasks nor many runs buy a user a bigger share, and none starves.
 */
export class WaitingLine<T extends object> {
  readonly #users = new Map<string, UserLine<T>>();
  readonly #entries = new Map<T, { readonly line: UserLine<T>; readonly cost: number }>();
  #work = 0;
  /** The start of what was taken last. */
  #now = 0;

  get size(): number {
    return this.#entries.size;
  }

  /** All costs together. */
  get work(): number {
    return this.#work;
  }

  has(item: T): boolean {
    return this.#entries.has(item);
  }

  push(item: T, { user, run, priority, cost, weight = 1 }: Place): void {
    const line = this.#users.get(user) ?? { runs: new FairQueue<T>(), weight, start: this.#now };
    if (line.runs.size === 0) line.start = Math.max(line.start, this.#now);
    line.runs.push(`${run} ${priority}`, item, { weight: WEIGHTS[priority], cost });
    this.#users.set(user, line);
    this.#entries.set(item, { line, cost });
    this.#work += cost;
  }

  /** The next item that is accepted; those before it keep their places. */
  take(accepts: (item: T) => boolean): T | undefined {
    const passedOver: UserLine<T>[] = [];
    const lines = [...this.#users.values()].filter(({ runs }) => runs.size > 0);
    for (const line of lines.length > 1 ? lines.sort((a, b) => a.start - b.start) : lines) {
      const taken = line.runs.take(accepts);
      if (taken === undefined) {
        passedOver.push(line);
        continue;
      }
      this.#leave(taken.item);
      this.#now = Math.max(this.#now, line.start);
      line.start += taken.cost / line.weight;
      // Who could use nothing of what there was is owed about one item, and not all that others got meanwhile.
      for (const other of passedOver) other.start = Math.max(other.start, this.#now - taken.cost / other.weight);
      this.#forget();
      return taken.item;
    }
    return undefined;
  }

  /** Takes the item out; false when it is not there any more. */
  remove(item: T): boolean {
    const line = this.#leave(item);
    if (line === undefined) return false;
    line.runs.remove((other) => other === item);
    this.#forget();
    return true;
  }

  all(): readonly T[] {
    return [...this.#entries.keys()];
  }

  #leave(item: T): UserLine<T> | undefined {
    const entry = this.#entries.get(item);
    if (entry === undefined) return undefined;
    this.#entries.delete(item);
    this.#work = this.#entries.size === 0 ? 0 : this.#work - entry.cost;
    return entry.line;
  }

  /** Users without items whose due is not ahead of anybody's are like new ones. */
  #forget(): void {
    for (const [user, { runs, start }] of this.#users) {
      if (runs.size === 0 && start <= this.#now) this.#users.delete(user);
    }
  }
}
