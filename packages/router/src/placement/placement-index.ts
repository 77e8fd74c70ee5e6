import { bestFirst } from './best-first.ts';
import { readingMs, serviceMs } from './completion.ts';
import { explainHeld, explainPlaced } from './explain-placement.ts';
import { afterWaitMs, isBetterHeld, TypicalSize } from './holding.ts';
import type { IndexedHeap } from './indexed-heap.ts';
import {
  type Choice,
  completionMs,
  groupKey,
  type IndexedWorker,
  isBefore,
  PlacementGroup,
  REFERENCE,
  slownessOf,
} from './placement-group.ts';
import { comesBefore, isUsable, type Placed, type PlacementNeeds, unfitReason, type Unfit } from './placement.ts';

export interface PlaceOptions {
  /** Peer ids that are not wanted for this task. Few. */
  readonly excluded?: ReadonlySet<string>;
  /** Workers that hold the beginning of the prompt already, and about how many tokens of it they need not read again. */
  readonly warm?: readonly { readonly id: string; readonly cachedTokens: number }[];
  /** Tasks that wait, this one included: with many, every worker is of use; at the end slow ones are not. @default 1 */
  readonly waiting?: number;
  /** Never hold. @default false */
  readonly now?: boolean;
}

/** Somebody has room, and the task is done sooner when it waits for somebody who has not. */
export interface Held<W extends IndexedWorker> {
  readonly held: true;
  /** The busy worker that is worth waiting for. */
  readonly worker: W;
  readonly model: string;
  /** Until it would be done there, the wait included. Milliseconds. */
  readonly expectedMs: number;
  /** One sentence for people. */
  readonly why: string;
}

/** One task's look at the index. */
interface Search {
  readonly needs: PlacementNeeds;
  readonly excluded: ReadonlySet<string>;
  /** Tokens that need not be read again, by peer id. */
  readonly cached: ReadonlyMap<string, number>;
}

interface Best<W extends IndexedWorker> {
  readonly choice: Choice<W>;
  readonly ms: number;
  /** Without what it has read already. */
  readonly coldMs: number;
  /** The same of the best other worker. */
  readonly nextMs: number;
}

const NOBODY: ReadonlySet<string> = new Set();
/** Choices that are compared for the very task. They are ordered by a reference task, which is like it, not equal. */
const COMPARED = 16;

/**
 * Placement over many workers without looking at each: O(log n) for a change, and for a placement no more than the
 * number of different (model, context, data classes) there are. Equal to comparing all of them where at most
 * `COMPARED` fit; beyond that the chosen one is the best of those that are best for a task of usual proportions.
 */
export class PlacementIndex<W extends IndexedWorker> {
  readonly #workers = new Map<string, { worker: W; choices: readonly Choice<W>[] }>();
  readonly #groups = new Map<string, PlacementGroup<W>>();
  readonly #byModel = new Map<string, Set<PlacementGroup<W>>>();

  readonly #typical = new TypicalSize();

  get size(): number {
    return this.#workers.size;
  }

  get(id: string): W | undefined {
    return this.#workers.get(id)?.worker;
  }

  /** Adds the worker or takes in its new state: to be called after every advert and change of load or health. */
  set(worker: W): void {
    const known = this.#workers.get(worker.id);
    if (known !== undefined && sameChoices(known.worker, worker)) {
      known.worker = worker;
      for (const choice of known.choices) choice.group.update(choice, worker);
      return;
    }
    this.delete(worker.id);
    const models = isUsable(worker) ? worker.models : [];
    const choices = models.map((model) => this.#groupOf(worker, model).add(worker, model));
    this.#workers.set(worker.id, { worker, choices });
  }

  delete(id: string): void {
    const known = this.#workers.get(id);
    if (known === undefined) return;
    this.#workers.delete(id);
    for (const choice of known.choices) {
      const { group } = choice;
      group.delete(choice);
      if (group.size === 0) this.#forget(group);
    }
  }

  /**
   * The worker that should be done first; ties go to the one that runs fewest tasks, then to the lower id. `held`: the
   * task is better off waiting for a busy one. Undefined: nobody usable that fits has room. What is placed is taken to be
   * given to the worker: it is how the index learns how big tasks usually are.
   */
  place(needs: PlacementNeeds, options: PlaceOptions = {}): Placed<W> | Held<W> | undefined {
    const { excluded = NOBODY, warm = [], waiting = 1, now = false } = options;
    const groups = this.#fitting(needs);
    const search = { needs, excluded, cached: new Map(warm.map(({ id, cachedTokens }) => [id, cachedTokens])) };
    const free = this.#best(search, groups, ({ free: heap }) => heap);
    if (free === undefined) return undefined;
    const busy = now ? undefined : this.#worthWaitingFor(free, search, groups, waiting);
    if (busy !== undefined) {
      const { worker, model } = busy.choice;
      const why = explainHeld({ name: worker.name, ms: busy.ms }, { name: free.choice.worker.name, ms: free.ms });
      return { held: true, worker, model: model.name, expectedMs: busy.ms, why };
    }
    this.#typical.note(needs);
    const { worker, model } = free.choice;
    const fit = groups.reduce((sum, group) => sum + group.free.size, 0) - this.#countExcluded(search, groups);
    const isWarm = free.ms < free.coldMs && free.coldMs >= free.nextMs;
    const why = explainPlaced({ worker, model, expectedMs: free.ms, nextMs: free.nextMs, fit, isWarm });
    return { worker, model: model.name, expectedMs: free.ms, why };
  }

  /** True when a usable worker fits, busy or not. */
  fits(needs: PlacementNeeds, excluded: ReadonlySet<string> = NOBODY): boolean {
    const groups = this.#fitting(needs);
    const search = { needs, excluded, cached: new Map() };
    const all = groups.reduce((sum, group) => sum + group.size, 0);
    return all > this.#countExcluded(search, groups, true);
  }

  /** Each worker with what stands against it. Looks at all of them: for people. */
  unfit(needs: PlacementNeeds, excluded: ReadonlySet<string> = NOBODY): Unfit<W> {
    return [...this.#workers.values()].map(({ worker }) => {
      const seen = excluded.has(worker.id) ? { ...worker, excluded: true } : worker;
      const fits = worker.hasRoom ? 'It fits.' : 'It fits, and has no free slot now.';
      return { worker, reason: unfitReason(needs, seen) ?? fits };
    });
  }

  #worthWaitingFor(
    free: Best<W>,
    search: Search,
    groups: readonly PlacementGroup<W>[],
    waiting: number,
  ): Best<W> | undefined {
    const { needs } = search;
    const { choice } = free;
    const typical = this.#typical.or(needs);
    const othersPerMs = groups.reduce((sum, group) => sum + group.rate(needs.model === undefined, choice), 0);
    const referenceTasks = serviceMs(typical, choice.model) / serviceMs(REFERENCE, choice.model);
    const othersMs = waiting > 1 ? ((waiting - 1) * referenceTasks) / othersPerMs : 0;
    if (!isBetterHeld(free.ms, 0, othersMs)) return undefined;
    const busy = this.#best(search, groups, ({ busy: heap }) => heap);
    if (busy === undefined) return undefined;
    const { worker, model } = busy.choice;
    const busyMs = afterWaitMs(needs, typical, { worker, model, slowness: slownessOf(worker), expectedMs: busy.ms });
    return isBetterHeld(free.ms, busyMs, othersMs) ? { ...busy, ms: busyMs } : undefined;
  }

  #fitting(needs: PlacementNeeds): readonly PlacementGroup<W>[] {
    const named = needs.model === undefined ? this.#groups.values() : (this.#byModel.get(needs.model) ?? []);
    return [...named].filter((group) => group.takes(needs));
  }

  #best(
    search: Search,
    groups: readonly PlacementGroup<W>[],
    heapOf: (group: PlacementGroup<W>) => IndexedHeap<Choice<W>>,
  ): Best<W> | undefined {
    let best: Best<W> | undefined;
    for (const id of search.cached.keys()) {
      for (const choice of this.#workers.get(id)?.choices ?? []) {
        if (search.excluded.has(id) || !groups.includes(choice.group) || !heapOf(choice.group).has(choice)) continue;
        best = better(search, best, choice);
      }
    }
    let compared = 0;
    for (const choice of bestFirst(groups.map(heapOf), isBefore)) {
      if (search.excluded.has(choice.worker.id)) continue;
      best = better(search, best, choice);
      compared += 1;
      if (compared === COMPARED) break;
    }
    return best;
  }

  #countExcluded({ excluded }: Search, groups: readonly PlacementGroup<W>[], busyToo = false): number {
    let count = 0;
    for (const id of excluded) {
      for (const choice of this.#workers.get(id)?.choices ?? []) {
        if (groups.includes(choice.group) && (busyToo || choice.worker.hasRoom)) count += 1;
      }
    }
    return count;
  }

  #groupOf(worker: W, model: W['models'][number]): PlacementGroup<W> {
    const key = groupKey(model, worker.dataClasses);
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const group = new PlacementGroup<W>(model, worker);
    this.#groups.set(key, group);
    const named = this.#byModel.get(model.name) ?? new Set();
    this.#byModel.set(model.name, named.add(group));
    return group;
  }

  #forget(group: PlacementGroup<W>): void {
    this.#groups.delete(group.key);
    const named = this.#byModel.get(group.model);
    named?.delete(group);
    if (named?.size === 0) this.#byModel.delete(group.model);
  }
}

/** True when only what orders the worker's choices can have changed, not the choices. */
function sameChoices(before: IndexedWorker, after: IndexedWorker): boolean {
  if (isUsable(before) !== isUsable(after)) return false;
  return before.models === after.models && before.dataClasses === after.dataClasses;
}

function better<W extends IndexedWorker>(search: Search, best: Best<W> | undefined, choice: Choice<W>): Best<W> {
  const { worker, model } = choice;
  const coldMs = completionMs(search.needs, choice);
  const cached = Math.min(search.needs.promptTokens, Math.max(0, search.cached.get(worker.id) ?? 0));
  const ms = cached === 0 ? coldMs : coldMs - readingMs(cached, model) * slownessOf(worker);
  if (best === undefined) return { choice, ms, coldMs, nextMs: Number.POSITIVE_INFINITY };
  const isOther = best.choice.worker !== worker;
  if (comesBefore(ms, worker, best.ms, best.choice.worker)) {
    return { choice, ms, coldMs, nextMs: isOther ? best.ms : best.nextMs };
  }
  return isOther && ms < best.nextMs ? { ...best, nextMs: ms } : best;
}
