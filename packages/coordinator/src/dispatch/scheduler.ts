import { HanzoError, type Clock } from '@hanzo/contracts';
import { expectedCompletionMs, unfitReason, type Placed, type PlacementNeeds } from '@hanzo/router';
import type { DispatchRequest } from './dispatch-request.ts';
import type { MeshAttempt } from './mesh-attempt.ts';
import type { WorkerView } from './pool-worker.ts';
import { WaitingLine } from './waiting-line.ts';
import type { WorkerPool } from './worker-pool.ts';

/** A request that waits for a worker. */
export interface Waiting {
  readonly request: DispatchRequest;
  readonly placed: PromiseWithResolvers<MeshAttempt>;
  /** Since when nobody who is there could take it, by the clock that only goes forward. */
  unfitSince: number | undefined;
  why: string;
}

export type Give = (waiting: Waiting, placed: Placed<WorkerView>) => void;

/** Tokens of prompt are read about this many times faster than answers are written. */
const PROMPT_TOKEN_COST = 1 / 8;
const BACKGROUND_WEIGHT = 0.05;
/** So many that had better wait for a busy worker: those behind them hardly do better. */
const MOST_HELD = 16;
const NOBODY: ReadonlySet<string> = new Set();

/**
 * Requests in their fair order, and who gets which. A request that fits no free worker does not hold up the ones behind
 * it; one that nobody could ever take is given back after its waiting time, with what stands against each worker.
 */
export class Scheduler {
  readonly #pool: WorkerPool;
  readonly #clock: Clock;
  readonly #give: Give;
  readonly #line = new WaitingLine<Waiting>();
  #pumpDue = false;
  #behind = 0;

  constructor(pool: WorkerPool, clock: Clock, give: Give) {
    this.#pool = pool;
    this.#clock = clock;
    this.#give = give;
  }

  /** Requests that wait. */
  get size(): number {
    return this.#line.size;
  }

  /** So many more tasks are going to come: with much to do, slow workers are of use too. */
  expect(tasks: number): void {
    this.#behind = tasks;
  }

  add(request: DispatchRequest): Waiting {
    const { task, needs, background = false } = request;
    const waiting: Waiting = {
      request,
      placed: Promise.withResolvers<MeshAttempt>(),
      unfitSince: undefined,
      why: '',
    };
    this.#line.push(waiting, {
      user: background ? 'background' : `user ${task.user ?? ''}`,
      run: task.runId,
      priority: task.priority ?? 'normal',
      cost: costOf(needs),
      weight: background ? BACKGROUND_WEIGHT : 1,
    });
    this.pump();
    if (this.#line.has(waiting)) this.#look(waiting, new Map());
    return waiting;
  }

  /** Takes it out of the line with an error. Does nothing when it has been placed. */
  giveBack(waiting: Waiting, error: unknown): void {
    if (this.#line.remove(waiting)) waiting.placed.reject(error);
  }

  giveAllBack(error: unknown): void {
    for (const waiting of this.#line.all()) this.giveBack(waiting, error);
  }

  /** Where the request could start at this very moment without taking anybody's turn. */
  placeNow(request: DispatchRequest): Placed<WorkerView> | undefined {
    if (this.#line.size > 0) return undefined;
    const place = this.#placeOf(request, true);
    return place === 'held' ? undefined : place;
  }

  /** Something changed: look again, once for all changes of this turn of the event loop. */
  pumpSoon(): void {
    if (this.#pumpDue || this.#line.size === 0) return;
    this.#pumpDue = true;
    setImmediate(() => {
      this.#pumpDue = false;
      this.pump();
    });
  }

  pump(): void {
    // What found no place once finds none for its like either.
    const hopeless = new Set<string>();
    let held = 0;
    for (;;) {
      let found: Placed<WorkerView> | undefined;
      const waiting = this.#line.take(({ request }) => {
        const kind = kindOf(request);
        if (held >= MOST_HELD || (kind !== undefined && hopeless.has(kind))) return false;
        const place = this.#placeOf(request, false);
        if (place === 'held') held += 1;
        found = place === 'held' ? undefined : place;
        if (found === undefined && kind !== undefined) hopeless.add(kind);
        return found !== undefined;
      });
      if (waiting === undefined || found === undefined) return;
      this.#give(waiting, found);
    }
  }

  /** Time passed: look again, and give back what nobody can take. */
  tick(): void {
    if (this.#line.size === 0) return;
    this.pump();
    const known = new Map<string, boolean>();
    for (const waiting of this.#line.all()) this.#look(waiting, known);
  }

  #placeOf(request: DispatchRequest, now: boolean): Placed<WorkerView> | 'held' | undefined {
    const { needs, only } = request;
    if (only !== undefined) return this.#placeOn(only, request);
    const warm = this.#pool.affinity.warm(needs.model, request.prefixKeys);
    const excluded = this.#excluded(request);
    const outcome = this.#pool.index.place(needs, { excluded, warm, waiting: this.#waitingLike(needs), now });
    return outcome !== undefined && 'held' in outcome ? 'held' : outcome;
  }

  /** All that waits, as a number of tasks as big as this one. */
  #waitingLike(needs: PlacementNeeds): number {
    return Math.max(1, this.#line.work / costOf(needs)) + this.#behind;
  }

  #placeOn(peerId: string, { needs }: DispatchRequest): Placed<WorkerView> | undefined {
    const worker = this.#pool.index.get(peerId);
    if (worker === undefined || !worker.hasRoom || unfitReason(needs, worker) !== undefined) return undefined;
    const model = worker.models.find(({ name }) => needs.model === undefined || name === needs.model);
    if (model === undefined) return undefined;
    const expectedMs = expectedCompletionMs(needs, model, worker) * (worker.slowness ?? 1);
    return { worker, model: model.name, expectedMs, why: `${worker.name} is the one that was asked for.` };
  }

  /** Where it was tried is left out as long as there is somebody else. */
  #excluded(request: DispatchRequest): ReadonlySet<string> {
    const { needs, tried = NOBODY } = request;
    const refused = refusedBy(request);
    if (tried.size === 0) return refused;
    const both = new Set([...tried, ...refused]);
    return this.#pool.index.fits(needs, both) ? both : refused;
  }

  #look(waiting: Waiting, known: Map<string, boolean>): void {
    const { request } = waiting;
    const now = this.#clock.elapsed();
    if (this.#fits(request, known)) {
      waiting.unfitSince = undefined;
      this.#say(waiting, () => 'Every worker that could take it is busy.');
      return;
    }
    waiting.unfitSince ??= now;
    if (now - waiting.unfitSince < request.workerWaitMs) this.#say(waiting, () => this.#whyUnfit(request));
    else this.giveBack(waiting, nobodyFits(request.workerWaitMs, this.#whyUnfit(request)));
  }

  #fits(request: DispatchRequest, known: Map<string, boolean>): boolean {
    const { needs, only } = request;
    if (only !== undefined) {
      const worker = this.#pool.index.get(only);
      return worker !== undefined && unfitReason(needs, worker) === undefined;
    }
    const kind = kindOf(request);
    const before = kind === undefined ? undefined : known.get(kind);
    const fits = before ?? this.#pool.index.fits(needs, refusedBy(request));
    if (kind !== undefined) known.set(kind, fits);
    return fits;
  }

  #say(waiting: Waiting, why: () => string): void {
    const { onWait } = waiting.request;
    if (onWait === undefined) return;
    const text = why();
    if (text === waiting.why) return;
    waiting.why = text;
    onWait(text);
  }

  #whyUnfit(request: DispatchRequest): string {
    const { needs, only } = request;
    const unfit = this.#pool.index.unfit(needs, refusedBy(request));
    const asked = only === undefined ? unfit : unfit.filter(({ worker }) => worker.id === only);
    if (asked.length === 0) return 'No worker is connected.';
    return asked.map(({ worker, reason }) => `${worker.name}: ${reason}`).join(' ');
  }
}

function costOf({ promptTokens, maxOutputTokens }: PlacementNeeds): number {
  return Math.max(1, promptTokens * PROMPT_TOKEN_COST + maxOutputTokens);
}

function refusedBy({ refused = NOBODY, apart }: DispatchRequest): ReadonlySet<string> {
  return apart === undefined || apart.size === 0 ? refused : new Set([...refused, ...apart]);
}

/** Requests of one kind fit the same workers. Undefined: this one is special. */
function kindOf({ needs, tried, refused, apart, only }: DispatchRequest): string | undefined {
  if (only !== undefined || apart !== undefined || !isEmpty(tried) || !isEmpty(refused)) return undefined;
  return `${needs.model ?? ''} ${needs.dataClass ?? ''} ${needs.promptTokens + needs.maxOutputTokens}`;
}

function isEmpty(peers: ReadonlySet<string> | undefined): boolean {
  return peers === undefined || peers.size === 0;
}

function nobodyFits(waitedMs: number, unfit: string): HanzoError {
  return new HanzoError('NO_WORKER', `No worker could take the task within ${waitedMs} ms. ${unfit}`, {
    details: { waitedMs },
    mend: 'Start a worker with `hanzo net up`, and look at the mesh with `hanzo net status`.',
  });
}
