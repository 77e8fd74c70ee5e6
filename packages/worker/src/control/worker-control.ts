import { HanzoError, type Clock } from '@hanzo/contracts';
import { limitsOf, type MachineLimits, type MachineSize } from '../policy/limits-of.ts';
import type { OwnerPause } from '../policy/machine.ts';
import { unmetWishes } from '../policy/needed-sensors.ts';
import type { PolicySource } from '../policy/owner-policy.ts';
import type { PolicyKeeper } from '../policy/policy-keeper.ts';
import type { WorkRecord } from '../work-record.ts';
import type { GovernedWorker } from './governed-worker.ts';
import type { PauseBook, PauseScope } from './pause-book.ts';
import type { DrainRequest, PauseRequest, ResumeRequest } from './protocol.ts';
import type { WorkerStatus } from './worker-status.ts';

/** What a pause or a change of policy did to the work that was here. */
export interface WorkOutcome {
  readonly handedBack: number;
  /** Still here, and will be finished. */
  readonly finishing: number;
}

export interface PauseOutcome extends WorkOutcome {
  /** False: it holds now, but a worker that starts again will not know of it, because the file cannot be written. */
  readonly remembered: boolean;
  /** Why nothing new is taken; empty when it is, because the owner's pause was over at once. */
  readonly reason: string;
}

export interface ResumeOutcome {
  readonly wasPaused: boolean;
  /** Why the worker pauses all the same, by its policy; empty when it works. */
  readonly reason: string;
}

/** What became of the tasks that were here. */
export interface DrainOutcome {
  /** Answered. */
  readonly finished: number;
  readonly handedBack: number;
  /** Neither: they were cancelled, or went wrong. */
  readonly failed: number;
}

export interface WorkerControlParts {
  readonly worker: GovernedWorker;
  readonly book: PauseBook;
  readonly clock: Clock;
  readonly size: MachineSize;
  readonly source: PolicySource;
  readonly readPolicy: () => PolicySource;
  /** See `OwnersSideParts`. @default false */
  readonly engineIsForeign?: boolean | undefined;
}

/** How many ended attempts are shown. */
const SHOWN_ENDED = 8;
/** Handing back is a frame to each coordinator: what has not happened after this long is reported as it is. Milliseconds. */
export const SETTLE_MS = 5_000;
const HANDED_BACK: ReadonlySet<string> = new Set(['WORKER_PAUSED', 'WORKER_STOPPED']);

/** Does what owners ask of a running worker, whichever client they use. */
export class WorkerControl {
  /** Resolves when the worker has been drained on its owner's word. */
  readonly drained: Promise<DrainOutcome>;
  readonly #parts: WorkerControlParts;
  readonly #startedAt: number;
  readonly #keeper: PromiseWithResolvers<PolicyKeeper> = Promise.withResolvers<PolicyKeeper>();
  readonly #drained: PromiseWithResolvers<DrainOutcome> = Promise.withResolvers<DrainOutcome>();
  readonly #hurry = new AbortController();
  readonly #listeners = new Set<(record: WorkRecord) => void>();
  #source: PolicySource;
  #limits: MachineLimits;
  #ended: readonly WorkRecord[] = [];
  #handedBack = 0;
  /** A pause that could not be written. */
  #held: OwnerPause | undefined;
  #draining: Promise<DrainOutcome> | undefined;

  constructor(parts: WorkerControlParts) {
    this.#parts = parts;
    this.#startedAt = parts.clock.now();
    this.#source = parts.source;
    this.#limits = this.#limitsOf(parts.source);
    this.drained = this.#drained.promise;
    parts.worker.setLimits(this.#limits);
  }

  /** Requests wait until this was called. */
  govern(keeper: PolicyKeeper): void {
    this.#keeper.resolve(keeper);
  }

  /** The owner's own word, as far as it still holds. */
  ownerPause(): OwnerPause | undefined {
    return this.#held ?? this.#parts.book.pauseOf(this.#parts.worker.view().name);
  }

  /** To be told of every change of terms. */
  noteHandedBack(attempts: number): void {
    this.#handedBack += attempts;
  }

  onWork(record: WorkRecord): void {
    this.#ended = [record, ...this.#ended].slice(0, SHOWN_ENDED);
    for (const listener of this.#listeners) listener(record);
  }

  async status(): Promise<WorkerStatus> {
    const { worker, engineIsForeign } = this.#parts;
    const { terms, readings, policy } = await this.#keeper.promise;
    const { pause, nextChangeAt } = terms;
    const isDraining = this.#draining !== undefined;
    return {
      ...worker.view(),
      pid: process.pid,
      startedAt: this.#startedAt,
      state: isDraining ? 'draining' : pause === undefined ? 'ready' : 'paused',
      reason: isDraining ? 'its owner ends it' : (pause?.reason ?? ''),
      retryAfterMs: pause?.retryAfterMs ?? 0,
      ...(nextChangeAt !== undefined && { nextChangeAt }),
      policy,
      origins: this.#source.origins,
      limits: this.#limits,
      readings,
      unmet: unmetWishes(policy, readings, engineIsForeign),
      ended: this.#ended,
    };
  }

  async pause(request: PauseRequest): Promise<PauseOutcome> {
    const keeper = await this.#keeper.promise;
    const pause = this.#pauseOf(request, keeper);
    const remembered = this.#remember(request, pause);
    const outcome = await this.#watching(() => keeper.refresh());
    return { ...outcome, remembered, reason: keeper.terms.pause?.reason ?? '' };
  }

  async resume(request: ResumeRequest): Promise<ResumeOutcome> {
    const keeper = await this.#keeper.promise;
    const wasPaused = this.ownerPause() !== undefined;
    this.#held = undefined;
    this.#parts.book.resume(this.#scopeOf(request));
    keeper.refresh();
    return { wasPaused, reason: keeper.terms.pause?.reason ?? '' };
  }

  /** Obeys what flags and files say now. @throws HanzoError CONFIG_INVALID; then the policy stays as it was */
  async reloadPolicy(): Promise<WorkOutcome> {
    const keeper = await this.#keeper.promise;
    const source = this.#parts.readPolicy();
    this.#source = source;
    this.#limits = this.#limitsOf(source);
    this.#parts.worker.setLimits(this.#limits);
    return await this.#watching(() => keeper.setPolicy(source.policy));
  }

  /** A second request may only hurry the first one. Resolves when nothing is left here. */
  async drain(request: DrainRequest): Promise<DrainOutcome> {
    await this.#keeper.promise;
    const { timeoutMs } = request;
    if (request.running === 'hand-back') this.#hurry.abort(tooLate());
    else if (timeoutMs !== undefined) this.#hurryAfter(timeoutMs);
    this.#draining ??= this.#drain();
    return await this.#draining;
  }

  #hurryAfter(ms: number): void {
    const { signal } = this.#hurry;
    this.#parts.clock.sleep(ms, signal).then(
      () => this.#hurry.abort(tooLate()),
      () => undefined,
    );
  }

  async #drain(): Promise<DrainOutcome> {
    const { worker } = this.#parts;
    using ended = this.#collect();
    const accepted = worker.view().work.length;
    try {
      await worker.drain('its owner ends this worker', this.#hurry.signal);
    } catch (error) {
      if (!this.#hurry.signal.aborted) throw error;
      await worker.stop();
    } finally {
      this.#hurry.abort();
    }
    await ended.until(() => ended.records.length >= accepted, SETTLE_MS);
    const outcome = drainOutcome(ended.records);
    this.#drained.resolve(outcome);
    return outcome;
  }

  /** Nobody can set limits to a server that somebody else started. */
  #limitsOf({ policy }: PolicySource): MachineLimits {
    const { size, engineIsForeign } = this.#parts;
    return engineIsForeign === true ? {} : limitsOf(policy, size);
  }

  /** Does something to the terms, and says what became of the work that was here before. */
  async #watching(act: () => void | Promise<void>): Promise<WorkOutcome> {
    const { worker } = this.#parts;
    using ended = this.#collect();
    const before = new Set(worker.view().work.map(({ attemptId }) => attemptId));
    this.#handedBack = 0;
    await act();
    const handedBack = this.#handedBack;
    const told = (): boolean => ended.records.filter(({ end }) => HANDED_BACK.has(end)).length >= handedBack;
    await ended.until(told, SETTLE_MS);
    return { handedBack, finishing: worker.view().work.filter(({ attemptId }) => before.has(attemptId)).length };
  }

  #collect(): Collector {
    const records: WorkRecord[] = [];
    const { clock } = this.#parts;
    let check = (): void => undefined;
    const listener = (record: WorkRecord): void => {
      records.push(record);
      // The worker forgets an attempt in the same turn in which it records it, but maybe later.
      queueMicrotask(() => check());
    };
    this.#listeners.add(listener);
    return {
      records,
      until: async (isMet, ms) => {
        const done = new AbortController();
        check = () => {
          if (isMet()) done.abort();
        };
        check();
        await clock.sleep(ms, done.signal).catch(() => undefined);
      },
      [Symbol.dispose]: () => void this.#listeners.delete(listener),
    };
  }

  #pauseOf({ untilMs, forMs, running, reason }: PauseRequest, keeper: PolicyKeeper): OwnerPause {
    const until = untilMs ?? (forMs === undefined ? undefined : this.#parts.clock.now() + forMs);
    return {
      running: running ?? keeper.policy.pausedWork,
      ...(until !== undefined && { untilMs: until }),
      ...(reason !== undefined && { reason }),
    };
  }

  /** An owner who wants the machine gets it, also when the disk is full. */
  #remember(request: PauseRequest, pause: OwnerPause): boolean {
    this.#held = undefined;
    try {
      this.#parts.book.pause(this.#scopeOf(request), pause);
      return true;
    } catch {
      this.#held = pause;
      return false;
    }
  }

  #scopeOf({ everywhere }: PauseRequest | ResumeRequest): PauseScope {
    return everywhere ? { kind: 'all' } : { kind: 'worker', name: this.#parts.worker.view().name };
  }
}

/** The records since it began. */
interface Collector extends Disposable {
  readonly records: readonly WorkRecord[];
  /** Resolves when it is met, or after `ms`; looked at whenever a record comes. */
  until(isMet: () => boolean, ms: number): Promise<void>;
}

function drainOutcome(records: readonly WorkRecord[]): DrainOutcome {
  const finished = records.filter(({ end }) => end === 'done').length;
  const handedBack = records.filter(({ end }) => HANDED_BACK.has(end)).length;
  return { finished, handedBack, failed: records.length - finished - handedBack };
}

function tooLate(): HanzoError {
  return new HanzoError('WORKER_STOPPED', 'The time that the owner gave is over.');
}
