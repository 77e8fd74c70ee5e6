import type { Clock } from '@hanzo/contracts';
import type { DispatchRequest } from './dispatch-request.ts';
import { groupOf, refusedBy } from './waiting.ts';
import type { WorkerPool } from './worker-pool.ts';

/** Reasons are for people: who has thousands of workers wants to know of a few. */
const MOST_NAMED = 5;
/** Nobody reads faster, and looking at every worker takes a while. Milliseconds. */
const KEPT_MS = 1_000;

/** What stands against each worker that is there, in words. */
export class WhyUnfit {
  readonly #pool: WorkerPool;
  readonly #clock: Clock;
  readonly #kept = new Map<string, { readonly at: number; readonly text: string }>();

  constructor(pool: WorkerPool, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
  }

  /** As it was lately, for requests of the same group. */
  lately(request: DispatchRequest): string {
    const group = groupOf(request);
    if (group === undefined) return this.now(request);
    const now = this.#clock.elapsed();
    const kept = this.#kept.get(group);
    if (kept !== undefined && now - kept.at < KEPT_MS) return kept.text;
    const text = this.now(request);
    this.#kept.set(group, { at: now, text });
    return text;
  }

  now(request: DispatchRequest): string {
    const { needs, only } = request;
    const all = this.#pool.index.unfit(needs, refusedBy(request));
    const asked = only === undefined ? all : all.filter(({ worker }) => worker.id === only);
    if (asked.length === 0) return 'No worker is connected.';
    const named = asked.slice(0, MOST_NAMED).map(({ worker, reason }) => `${worker.name}: ${reason}`);
    const more = asked.length - named.length;
    return [...named, ...(more > 0 ? [`And ${more} more workers cannot take it.`] : [])].join(' ');
  }

  /** Forgets what is old. */
  tick(): void {
    const now = this.#clock.elapsed();
    for (const [group, { at }] of this.#kept) if (now - at >= KEPT_MS) this.#kept.delete(group);
  }
}
