import { randomUUID } from 'node:crypto';
import { HanzoError, toHanzoError, type AcceptedPrefix, type Clock, type Logger } from '@hanzo/contracts';
import { LoopLag, type PeerSession, type SessionEvents } from '@hanzo/mesh/light';
import { HedgePolicy, serviceMs, type Placed, type PlacementNeeds } from '@hanzo/router';
import type { Advert, ModelOffer, Result, WireMessage } from '@hanzo/wire';
import { AttemptTable } from './attempt-table.ts';
import type { DispatchRequest } from './dispatch-request.ts';
import { leaseProblem, type LeaseLimits } from './leases.ts';
import { isSameModel, MeshAttempt } from './mesh-attempt.ts';
import type { PoolWorker, WorkerView } from './pool-worker.ts';
import { SeenWeights } from './models-apart.ts';
import { orAnew } from './or-anew.ts';
import { Scheduler } from './scheduler.ts';
import type { Waiting } from './waiting.ts';
import { workerFailure } from './worker-failure.ts';
import { isWorkersFault, LEFT } from './worker-faults.ts';
import { WorkerPool, type WorkerJudge } from './worker-pool.ts';

export interface DispatcherParts {
  readonly clock: Clock;
  readonly log: Logger;
  /** Who may not be given work. @default nobody is refused */
  readonly judge?: WorkerJudge | undefined;
  /** @default an empty one */
  readonly attempts?: AttemptTable;
  /** @default the rules of `leases.ts` */
  readonly leaseProblem?: typeof leaseProblem;
}

export interface DispatcherOptions {
  /** A suspected worker keeps its attempts this much longer. Milliseconds. @default 1_000 */
  readonly suspectGraceMs?: number;
  /** An attempt whose engine shows no life for this long is taken back. Milliseconds. @default 30_000 */
  readonly leaseMs?: number;
}

const LEASE_CHECK_MS = 250;
/** Milliseconds. */
const LEFT_REST_MS = 1_000;
/** Shorter attempts say more of the way than of the engine. Milliseconds. */
const LEAST_MEASURED_MS = 50;

/** Keeps the pool of workers and gives attempts to them: placement, leases, fencing. */
export class Dispatcher implements Disposable {
  /** Hand these to the mesh node. */
  readonly events: SessionEvents<PeerSession>;
  /** When a second worker should try the same task. */
  readonly hedges: HedgePolicy = new HedgePolicy();
  /** What was ever offered under which name. */
  readonly weights: SeenWeights = new SeenWeights();
  readonly #parts: DispatcherParts;
  readonly #clock: Clock;
  readonly #limits: LeaseLimits;
  readonly #leaseProblem: typeof leaseProblem;
  readonly #lag: LoopLag;
  readonly #pool: WorkerPool;
  readonly #attempts: AttemptTable;
  readonly #scheduler: Scheduler;
  readonly #timer: Disposable;
  #isOver = false;

  constructor(parts: DispatcherParts, options: DispatcherOptions = {}) {
    const { clock } = parts;
    const { suspectGraceMs = 1_000, leaseMs = 30_000 } = options;
    this.#parts = parts;
    this.#clock = clock;
    this.#limits = { suspectGraceMs, leaseMs };
    this.#leaseProblem = parts.leaseProblem ?? leaseProblem;
    this.#attempts = parts.attempts ?? new AttemptTable();
    this.#lag = new LoopLag(clock, LEASE_CHECK_MS);
    this.#pool = new WorkerPool(clock, parts.judge);
    this.#scheduler = new Scheduler(this.#pool, clock, (waiting, placed) => this.#place(waiting, placed));
    parts.judge?.onChange((peerId) => this.#judged(peerId));
    this.#timer = clock.every(LEASE_CHECK_MS, () => this.#tick());
    this.events = {
      onOpen: (session) => this.#onOpen(session),
      onMessage: (session, message) => this.#onMessage(session, message),
      onHealth: (session, state) => this.#onHealth(session, state),
      onClose: (session, reason) => this.#onClose(session, reason),
      aliveAttemptIds: () => [],
      isBusy: (session) => (this.#pool.of(session)?.attemptIds.size ?? 0) > 0,
    };
  }

  /** Workers that are connected and have said what they offer. */
  workers(): readonly PoolWorker[] {
    return this.#pool.advertised();
  }

  worker(peerId: string): PoolWorker | undefined {
    return this.#pool.get(peerId);
  }

  /** Models of workers that could take such a task, now or when they are free again. */
  offers(needs: PlacementNeeds): readonly ModelOffer[] {
    return this.#pool.offers(needs);
  }

  /** So many more tasks of the run are going to come, besides those that wait here. @default 0 */
  expect(runId: string, tasks: number): void {
    this.#scheduler.expect(runId, tasks);
  }

  /** Requests that wait for a worker, and attempts under way. */
  get load(): { readonly waiting: number; readonly attempts: number } {
    return { waiting: this.#scheduler.size, attempts: this.#attempts.size };
  }

  /**
   * Gives the task to a worker, waiting for a free one as long as the signal allows.
   *
   * @throws the signal's reason; HanzoError NO_WORKER when for the request's waiting time nobody could ever take it,
   * WIRE_TOO_LARGE when it does not fit a frame
   */
  async dispatch(request: DispatchRequest, signal: AbortSignal): Promise<MeshAttempt> {
    signal.throwIfAborted();
    if (this.#isOver) throw stopping();
    const waiting = this.#scheduler.add(request);
    const onAbort = (): void => this.#scheduler.giveBack(waiting, signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await waiting.placed.promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Gives the task to a worker that is free right now while nobody waits, or to nobody. */
  tryNow(request: DispatchRequest): MeshAttempt | undefined {
    if (this.#isOver) return undefined;
    const placed = this.#scheduler.placeNow(request);
    return placed === undefined ? undefined : this.#give(request, placed);
  }

  /** Takes an attempt back. Whatever the worker still sends for it is dropped. */
  abandon(attempt: MeshAttempt, reason: unknown): void {
    if (!this.#attempts.has(attempt)) return;
    attempt.worker.session.send({ kind: 'cancel', attemptId: attempt.id });
    this.#lose(attempt, reason);
  }

  [Symbol.dispose](): void {
    this.#timer[Symbol.dispose]();
    this.#isOver = true;
    for (const attempt of this.#attempts.all()) this.abandon(attempt, stopping());
    this.#scheduler.giveAllBack(stopping());
  }

  #onOpen(session: PeerSession): void {
    if (session.peer.role !== 'worker') return;
    const before = this.#pool.get(session.peerId);
    if (before !== undefined) this.#gone(before, new HanzoError('PEER_LOST', 'It has connected anew.'));
    this.#pool.open(session);
    this.#parts.log.info('worker connected', {
      node: session.peer.nodeName,
      peer: session.peerId,
      address: session.remoteAddress,
    });
  }

  #onClose(session: PeerSession, reason: HanzoError): void {
    const worker = this.#pool.of(session);
    if (worker !== undefined) this.#gone(worker, reason);
  }

  #gone(worker: PoolWorker, reason: HanzoError): void {
    this.#pool.close(worker);
    this.#parts.log.info('worker gone', { node: worker.name, peer: worker.peerId, reason: reason.message });
    const gone = new HanzoError('PEER_LOST', `The worker ${worker.name} is gone: ${reason.message}`, { cause: reason });
    for (const attempt of this.#attemptsOf(worker)) this.#lose(attempt, gone);
  }

  #onHealth(session: PeerSession, state: 'alive' | 'suspect'): void {
    const worker = this.#pool.of(session);
    if (worker === undefined) return;
    worker.suspect = state === 'suspect';
    this.#pool.changed(worker);
    this.#parts.log.info(state === 'suspect' ? 'worker suspected' : 'worker is back', { node: worker.name });
    if (state === 'alive') this.#scheduler.pumpSoon();
  }

  /** The judge has changed its mind about a worker: what it has is taken away when it is refused now. */
  #judged(peerId: string): void {
    const worker = this.#pool.get(peerId);
    if (worker === undefined) return;
    this.#pool.changed(worker);
    const refusal = this.#parts.judge?.refusal(peerId, this.#clock.now());
    if (refusal === undefined) return this.#scheduler.pumpSoon();
    const reason = new HanzoError('ANSWER_INVALID', `${worker.name} is not trusted any more: ${refusal}`);
    for (const attempt of this.#attemptsOf(worker)) this.abandon(attempt, reason);
  }

  #onMessage(session: PeerSession, message: WireMessage): void {
    const worker = this.#pool.of(session);
    if (worker === undefined) return;
    const now = this.#clock.elapsed();
    switch (message.kind) {
      case 'advert':
        return this.#onAdvert(worker, message);
      case 'drain':
        if (worker.advert !== undefined) worker.advert = { ...worker.advert, state: 'draining' };
        return this.#pool.changed(worker);
      case 'heartbeat':
        for (const id of message.aliveAttemptIds) this.#own(worker, id, (attempt) => attempt.isAlive(now));
        return;
      case 'accept':
        // Nobody waits for it any more: it must not run on.
        if (this.#attempts.of(worker, message.attemptId) === undefined) {
          return session.send({ kind: 'cancel', attemptId: message.attemptId });
        }
        return this.#own(worker, message.attemptId, (attempt) => {
          worker.tookOne();
          this.#check(attempt, attempt.accept(message, now));
        });
      case 'progress':
        return this.#own(worker, message.attemptId, (attempt) => {
          attempt.lifeAt = now;
          this.#check(attempt, attempt.progress(message.offset, message.text));
        });
      default:
        this.#onTerminal(worker, message);
    }
  }

  #onAdvert(worker: PoolWorker, advert: Advert): void {
    // It is back from what it declined for.
    if (worker.advert?.state !== 'ready' && advert.state === 'ready') worker.restUntil = 0;
    worker.advert = advert;
    this.weights.note(advert.models);
    worker.ownInAdvert = this.#attemptsOf(worker).filter(({ acceptedAt }) => acceptedAt !== undefined).length;
    this.#pool.changed(worker);
    this.#scheduler.pumpSoon();
  }

  #onTerminal(worker: PoolWorker, message: WireMessage): void {
    switch (message.kind) {
      case 'result':
        this.#own(worker, message.attemptId, (attempt) => this.#finish(attempt, message));
        return;
      case 'failure':
        this.#own(worker, message.attemptId, (attempt) => {
          const error = workerFailure(message, worker.name);
          // Whatever its advert says by now: it wants to be left alone.
          if (LEFT.has(error.code)) worker.restUntil = this.#clock.elapsed() + LEFT_REST_MS;
          this.#lose(attempt, error);
        });
        return;
      case 'decline':
        worker.declined(message.retryAfterMs, this.#clock.elapsed());
        this.#pool.changed(worker);
        this.#own(worker, message.attemptId, (attempt) => {
          const declined = new HanzoError('WORKER_DECLINED', `${worker.name} declined: ${message.reason}.`);
          if (attempt.acceptedAt === undefined) this.#lose(attempt, declined);
          else this.abandon(attempt, declined);
        });
        return;
      default:
      // Kinds that only workers act on.
    }
  }

  #own(worker: PoolWorker, attemptId: string, use: (attempt: MeshAttempt) => void): void {
    const attempt = this.#attempts.of(worker, attemptId);
    if (attempt !== undefined) use(attempt);
  }

  #check(attempt: MeshAttempt, problem: HanzoError | undefined): void {
    if (problem !== undefined) this.abandon(attempt, problem);
  }

  #finish(attempt: MeshAttempt, result: Result): void {
    const { attemptId, modelSha256 } = result;
    // Whoever answers has taken it.
    const taken = { kind: 'accept', attemptId, queuePosition: 0, resumes: false } as const;
    const wrong = attempt.accept({ ...taken, model: attempt.model, modelSha256 }, this.#clock.elapsed());
    if (wrong !== undefined) return this.abandon(attempt, wrong);
    const problem = attempt.problemOf(result);
    if (problem !== undefined) return this.#lose(attempt, problem);
    const { worker } = attempt;
    const now = this.#clock.elapsed();
    worker.breaker.succeeded(now);
    this.#measure(attempt, result, now);
    this.hedges.note(attempt.expectedMs, now - attempt.offeredAt);
    this.#release(attempt);
    attempt.finish(result);
  }

  /** Compares the engine with what its advert promised for this many tokens. */
  #measure({ worker, acceptedAt, model: name }: MeshAttempt, { usage, timings }: Result, now: number): void {
    const model = worker.advert?.models.find((offered) => offered.name === name);
    if (model === undefined || acceptedAt === undefined || usage.outputTokens === 0) return;
    const size = {
      promptTokens: usage.inputTokens - usage.cachedInputTokens,
      maxOutputTokens: usage.outputTokens,
    };
    const promisedMs = serviceMs(size, model, Math.max(1, worker.attemptIds.size));
    if (promisedMs < LEAST_MEASURED_MS) return;
    // How long it waited there is the worker's word.
    const tookMs = now - acceptedAt;
    worker.measure(promisedMs, tookMs - Math.min(timings.queueMs, tookMs / 2), now);
  }

  /** The worker has a free slot again. */
  #release(attempt: MeshAttempt): void {
    const { worker } = attempt;
    this.#attempts.remove(attempt);
    worker.attemptIds.delete(attempt.id);
    worker.overdue.delete(attempt.id);
    worker.ownInAdvert = Math.max(0, worker.ownInAdvert - (attempt.acceptedAt === undefined ? 0 : 1));
    this.#pool.changed(worker);
    this.#scheduler.pumpSoon();
  }

  #lose(attempt: MeshAttempt, reason: unknown): void {
    const { breaker } = attempt.worker;
    if (reason instanceof HanzoError && isWorkersFault(attempt, reason)) breaker.failed(this.#clock.elapsed());
    else if (attempt.isTrial) breaker.ended();
    this.#release(attempt);
    attempt.fail(reason);
  }

  #attemptsOf(worker: PoolWorker): MeshAttempt[] {
    return [...worker.attemptIds].flatMap((id) => this.#attempts.of(worker, id) ?? []);
  }

  #tick(): void {
    const now = this.#clock.elapsed();
    // A stall of our own looks like silence of everybody: that time does not count.
    const ownDelay = this.#lag.measure();
    for (const attempt of this.#attempts.all()) {
      attempt.lifeAt = Math.min(now, attempt.lifeAt + ownDelay);
      const problem = this.#leaseProblem(attempt, now, this.#limits);
      if (problem !== undefined) this.abandon(attempt, problem);
      else if (this.hedges.isSlow(attempt.expectedMs, now - attempt.offeredAt)) this.#isSlow(attempt);
    }
    this.#pool.tick();
    this.#scheduler.tick();
  }

  #isSlow(attempt: MeshAttempt): void {
    const { worker } = attempt;
    if (!worker.overdue.has(attempt.id)) {
      worker.overdue.add(attempt.id);
      this.#pool.changed(worker);
    }
    try {
      attempt.slow();
    } catch (error) {
      // A second try that cannot be made must not end anything.
      this.#parts.log.info('a second try was not made', { reason: toHanzoError(error).message });
    }
  }

  #place(waiting: Waiting, placed: Placed<WorkerView>): void {
    try {
      waiting.placed.resolve(this.#give(waiting.request, placed));
    } catch (error) {
      // The offer does not fit a frame: nothing was sent, and no other worker would make it fit.
      waiting.placed.reject(error);
    }
  }

  #give(request: DispatchRequest, { worker: { worker }, model, expectedMs, why }: Placed<WorkerView>): MeshAttempt {
    const { task, resume } = request;
    const now = this.#clock.elapsed();
    const offered = worker.advert?.models.find(({ name }) => name === model);
    const goesOn = offered?.resumes === true && resume !== undefined && isSameModel(resume, model, offered.sha256);
    const parts = { task, worker, model, modelSha256: offered?.sha256 ?? '', expectedMs, why };
    const begin = (beginning: AcceptedPrefix | undefined): MeshAttempt => {
      const made = new MeshAttempt({ ...parts, id: randomUUID(), resume: beginning }, request.events, now);
      // Known before it is sent: sending may close the session, and then it has to be found.
      this.#attempts.add(made);
      worker.attemptIds.add(made.id);
      try {
        worker.session.send(made.offer());
        return made;
      } catch (error) {
        this.#attempts.remove(made);
        worker.attemptIds.delete(made.id);
        throw error;
      }
    };
    const attempt = goesOn
      ? orAnew(
          () => begin(resume),
          () => begin(undefined),
        )
      : begin(undefined);
    request.apart?.add(worker.peerId);
    request.modelsApart?.add(model, parts.modelSha256);
    attempt.isTrial = worker.breaker.begin(now);
    this.#pool.affinity.note(worker.peerId, model, request.prefixKeys);
    this.#pool.changed(worker);
    return attempt;
  }
}

function stopping(): HanzoError {
  return new HanzoError('CANCELLED', 'The coordinator is stopping.');
}
