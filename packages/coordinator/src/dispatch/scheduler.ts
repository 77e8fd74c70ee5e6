import type { Clock } from '@hanzo/contracts';
import {
  expectedCompletionMs,
  firstChoiceOf,
  isNamed,
  isWanted,
  unfitReason,
  type Held,
  type Placed,
  type PlacementNeeds,
} from '@hanzo/router';
import type { DispatchRequest } from './dispatch-request.ts';
import { Hopes } from './hopes.ts';
import type { MeshAttempt } from './mesh-attempt.ts';
import type { WorkerView } from './pool-worker.ts';
import { costOf, groupOf, nobodyFits, refusedBy, tokensOf, type Waiting } from './waiting.ts';
import { WaitingLine } from './waiting-line.ts';
import { WhyUnfit } from './why-unfit.ts';
import type { WorkerPool } from './worker-pool.ts';

export type Give = (waiting: Waiting, placed: Placed<WorkerView>) => void;

const BACKGROUND_WEIGHT = 0.05;
const NOBODY: ReadonlySet<string> = new Set();
/** A busy worker is waited for so many times as long as it should take to have done the task. */
const PATIENCE = 2;

/** Of a group: what is as small as this fits, what is as big as that does not. Tokens. */
interface Bounds {
  readonly fits: number;
  readonly fitsNot: number;
}

/**
 * Requests in their fair order, and who gets which. A request that fits no free worker does not hold up the ones behind
 * it; one that nobody could ever take is given back after its waiting time, with what stands against each worker.
 */
export class Scheduler {
  readonly #pool: WorkerPool;
  readonly #clock: Clock;
  readonly #give: Give;
  readonly #line = new WaitingLine<Waiting>();
  readonly #whyUnfit: WhyUnfit;
  /** Tasks that are going to come, by run. */
  readonly #behind = new Map<string, number>();
  #pumpDue = false;

  constructor(pool: WorkerPool, clock: Clock, give: Give) {
    this.#pool = pool;
    this.#clock = clock;
    this.#give = give;
    this.#whyUnfit = new WhyUnfit(pool, clock);
  }

  /** Requests that wait. */
  get size(): number {
    return this.#line.size;
  }

  /** So many more tasks of the run are going to come: with much to do, slow workers are of use too. */
  expect(runId: string, tasks: number): void {
    if (tasks > 0) this.#behind.set(runId, tasks);
    else this.#behind.delete(runId);
  }

  add(request: DispatchRequest): Waiting {
    const { task, needs, background = false } = request;
    const waiting: Waiting = {
      request,
      group: groupOf(request),
      placed: Promise.withResolvers<MeshAttempt>(),
      unfitSince: undefined,
      heldUntil: undefined,
      why: '',
    };
    // Whoever waits could use nobody who is free, or a look is due anyway.
    if (!this.#pumpDue && this.#tryToPlace(waiting)) return waiting;
    this.#line.push(waiting, {
      user: background ? 'background' : `user ${task.user ?? ''}`,
      run: task.runId,
      priority: task.priority ?? 'normal',
      cost: costOf(needs),
      weight: background ? BACKGROUND_WEIGHT : 1,
    });
    this.#look(waiting, new Map());
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
    // Who is free after that is of use to nobody who waits.
    this.pump();
    const outcome = this.#placeOf(request, true);
    return outcome === undefined || 'held' in outcome ? undefined : outcome;
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
    const hopes = new Hopes();
    for (;;) {
      let found: Placed<WorkerView> | undefined;
      const waiting = this.#line.take((candidate) => {
        if (hopes.none(candidate)) return false;
        found = this.#placeFor(candidate, hopes);
        return found !== undefined;
      });
      if (waiting === undefined || found === undefined) return;
      this.#give(waiting, found);
    }
  }

  /** Time passed: look again, and give back what nobody can take. */
  tick(): void {
    this.#whyUnfit.tick();
    if (this.#line.size === 0) return;
    this.pump();
    const fitting = new Map<string, Bounds>();
    for (const waiting of this.#line.all()) this.#look(waiting, fitting);
  }

  #tryToPlace(waiting: Waiting): boolean {
    const found = this.#placeFor(waiting, new Hopes());
    if (found === undefined) return false;
    this.#give(waiting, found);
    return true;
  }

  #placeFor(waiting: Waiting, hopes: Hopes): Placed<WorkerView> | undefined {
    const now = this.#clock.elapsed();
    // What was promised did not come true: whoever is free takes it.
    const isOverdue = waiting.heldUntil !== undefined && now >= waiting.heldUntil;
    const outcome = this.#placeOf(waiting.request, isOverdue);
    if (outcome === undefined) {
      hopes.failed(waiting);
      return undefined;
    }
    if (!('held' in outcome)) return outcome;
    hopes.held(waiting);
    waiting.heldUntil ??= now + PATIENCE * outcome.expectedMs;
    this.#say(waiting, () => outcome.why);
    return undefined;
  }

  #placeOf(request: DispatchRequest, now: boolean): Placed<WorkerView> | Held<WorkerView> | undefined {
    const { only } = request;
    if (only !== undefined) return this.#placeOn(only, request);
    const needs = this.#needsNow(request);
    const warm = this.#pool.affinity.warm(needs.model, request.prefixKeys);
    const excluded = this.#excluded({ ...request, needs });
    return this.#pool.index.place(needs, { excluded, warm, waiting: this.#waitingLike(needs), now });
  }

  /** A second choice is none while somebody else who is there could do it and has not failed at it. */
  #needsNow(request: DispatchRequest): PlacementNeeds {
    const first = firstChoiceOf(request.needs);
    const failed = new Set([...refusedBy(request), ...(request.tried ?? NOBODY)]);
    return first !== undefined && this.#pool.index.fits(first, failed) ? first : request.needs;
  }

  /** All that waits, as a number of tasks as big as this one. */
  #waitingLike(needs: PlacementNeeds): number {
    let behind = 0;
    for (const tasks of this.#behind.values()) behind += tasks;
    return Math.max(1, this.#line.work / costOf(needs)) + behind;
  }

  #placeOn(peerId: string, { needs }: DispatchRequest): Placed<WorkerView> | undefined {
    const worker = this.#pool.index.get(peerId);
    if (worker === undefined || !worker.hasRoom || unfitReason(needs, worker) !== undefined) return undefined;
    const model = worker.models.find((one) => isNamed(needs, one.name) && isWanted(needs, one));
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

  #look(waiting: Waiting, fitting: Map<string, Bounds>): void {
    const { request } = waiting;
    const now = this.#clock.elapsed();
    if (this.#fits(waiting, fitting)) {
      waiting.unfitSince = undefined;
      if (waiting.heldUntil === undefined) this.#say(waiting, () => 'Every worker that could take it is busy.');
      return;
    }
    waiting.unfitSince ??= now;
    if (now - waiting.unfitSince < request.workerWaitMs) this.#say(waiting, () => this.#whyUnfit.lately(request));
    else this.giveBack(waiting, nobodyFits(request.workerWaitMs, this.#whyUnfit.now(request)));
  }

  #fits({ request, group }: Waiting, known: Map<string, Bounds>): boolean {
    const { needs, only } = request;
    if (only !== undefined) {
      const worker = this.#pool.index.get(only);
      return worker !== undefined && unfitReason(needs, worker) === undefined;
    }
    if (group === undefined) return this.#fitsSomebody(needs, refusedBy(request));
    const bounds = known.get(group) ?? { fits: 0, fitsNot: Number.POSITIVE_INFINITY };
    const tokens = tokensOf(needs);
    if (tokens <= bounds.fits) return true;
    if (tokens >= bounds.fitsNot) return false;
    const fits = this.#fitsSomebody(needs, NOBODY);
    known.set(group, fits ? { ...bounds, fits: tokens } : { ...bounds, fitsNot: tokens });
    return fits;
  }

  #fitsSomebody(needs: PlacementNeeds, refused: ReadonlySet<string>): boolean {
    return this.#pool.index.fits(needs, refused) || this.#pool.fitsAfterRest(needs, refused);
  }

  #say(waiting: Waiting, why: () => string): void {
    const { onWait } = waiting.request;
    if (onWait === undefined) return;
    const text = why();
    if (text === waiting.why) return;
    waiting.why = text;
    onWait(text);
  }
}
