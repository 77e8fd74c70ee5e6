import { randomUUID } from 'node:crypto';
import { HanzoError, type Clock, type Logger, type Task } from '@hanzo/contracts';
import { LoopLag, type PeerSession, type SessionEvents } from '@hanzo/mesh';
import { place, type PlacementNeeds } from '@hanzo/router';
import type { WireMessage } from '@hanzo/wire';
import { leaseProblem, type LeaseLimits } from './leases.ts';
import { MeshAttempt, type MeshAttemptEvents } from './mesh-attempt.ts';
import { workerFailure } from './worker-failure.ts';
import { placementView, PoolWorker, type WorkerView } from './worker-pool.ts';

export interface DispatcherParts {
  readonly clock: Clock;
  readonly log: Logger;
}

export interface DispatcherOptions {
  /** A suspected worker keeps its attempts this much longer. Milliseconds. @default 1_000 */
  readonly suspectGraceMs?: number;
  /** An attempt whose engine shows no life for this long is taken back. Milliseconds. @default 30_000 */
  readonly leaseMs?: number;
}

interface Waiting {
  readonly task: Task;
  readonly needs: PlacementNeeds;
  readonly excluded: ReadonlySet<string>;
  readonly events: MeshAttemptEvents;
  readonly placed: PromiseWithResolvers<MeshAttempt>;
}

const LEASE_CHECK_MS = 250;
/** A hint, not an order: an owner may be back long before. Milliseconds. */
const LONGEST_REST_MS = 60_000;

/**
 * Keeps the pool of workers and gives attempts to them: placement, leases, fencing. First come, first served;
 * a task that fits no free worker does not hold up the ones behind it.
 */
export class Dispatcher implements Disposable {
  /** Hand these to the mesh node. */
  readonly events: SessionEvents<PeerSession>;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #limits: LeaseLimits;
  readonly #lag: LoopLag;
  readonly #workers = new Map<string, PoolWorker>();
  readonly #attempts = new Map<string, MeshAttempt>();
  readonly #waiting = new Set<Waiting>();
  readonly #timer: Disposable;
  #pumpDue = false;

  constructor(parts: DispatcherParts, options: DispatcherOptions = {}) {
    this.#clock = parts.clock;
    this.#log = parts.log;
    const { suspectGraceMs = 1_000, leaseMs = 30_000 } = options;
    this.#limits = { suspectGraceMs, leaseMs };
    this.#lag = new LoopLag(parts.clock, LEASE_CHECK_MS);
    this.#timer = parts.clock.every(LEASE_CHECK_MS, () => this.#checkLeases());
    this.events = {
      onOpen: (session) => this.#onOpen(session),
      onMessage: (session, message) => this.#onMessage(session, message),
      onHealth: (session, state) => this.#onHealth(session, state),
      onClose: (session, reason) => this.#onClose(session, reason),
      aliveAttemptIds: () => [],
      isBusy: (session) => (this.#workers.get(session.peerId)?.attemptIds.size ?? 0) > 0,
    };
  }

  /** Workers that are connected and have said what they offer. */
  workers(): readonly PoolWorker[] {
    return [...this.#workers.values()].filter((worker) => worker.advert !== undefined);
  }

  /**
   * Gives the task to a worker, waiting for a free one as long as the signal allows.
   *
   * @param excluded peer ids where this task was already tried
   * @throws the signal's reason
   */
  async dispatch(
    task: Task,
    needs: PlacementNeeds,
    excluded: ReadonlySet<string>,
    events: MeshAttemptEvents,
    signal: AbortSignal,
  ): Promise<MeshAttempt> {
    signal.throwIfAborted();
    const waiting: Waiting = { task, needs, excluded, events, placed: Promise.withResolvers<MeshAttempt>() };
    const onAbort = (): void => {
      this.#waiting.delete(waiting);
      waiting.placed.reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    this.#waiting.add(waiting);
    this.#pump();
    try {
      return await waiting.placed.promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Why no worker that is there could ever take this task; undefined when one could. */
  unfit(needs: PlacementNeeds, excluded: ReadonlySet<string>): string | undefined {
    const outcome = place(needs, this.#views(excluded));
    if ('worker' in outcome) return undefined;
    if (outcome.unfit.length === 0) return 'No worker is connected.';
    return outcome.unfit.map(({ worker, reason }) => `${worker.name}: ${reason}`).join(' ');
  }

  /** Takes an attempt back. Whatever the worker still sends for it is dropped. */
  abandon(attempt: MeshAttempt, reason: unknown): void {
    if (!this.#attempts.has(attempt.id)) return;
    attempt.worker.session.send({ kind: 'cancel', attemptId: attempt.id });
    this.#lose(attempt, reason);
  }

  [Symbol.dispose](): void {
    this.#timer[Symbol.dispose]();
    const stopping = new HanzoError('CANCELLED', 'The coordinator is stopping.');
    for (const attempt of this.#attempts.values()) this.abandon(attempt, stopping);
    for (const waiting of this.#waiting) waiting.placed.reject(stopping);
    this.#waiting.clear();
  }

  #onOpen(session: PeerSession): void {
    if (session.peer.role !== 'worker') return;
    this.#workers.set(session.peerId, new PoolWorker(session));
    this.#log.info('worker connected', {
      node: session.peer.nodeName,
      peer: session.peerId,
      address: session.remoteAddress,
    });
  }

  #onClose(session: PeerSession, reason: HanzoError): void {
    const worker = this.#workers.get(session.peerId);
    if (worker?.session !== session) return;
    this.#workers.delete(session.peerId);
    this.#log.info('worker gone', { node: worker.name, peer: worker.peerId, reason: reason.message });
    this.#loseAll(
      worker,
      new HanzoError('PEER_LOST', `The worker ${worker.name} is gone: ${reason.message}`, { cause: reason }),
    );
  }

  #onHealth(session: PeerSession, state: 'alive' | 'suspect'): void {
    const worker = this.#workers.get(session.peerId);
    if (worker?.session !== session) return;
    worker.suspect = state === 'suspect';
    this.#log.info(state === 'suspect' ? 'worker suspected' : 'worker is back', { node: worker.name });
    if (state === 'alive') this.#pumpSoon();
  }

  #onMessage(session: PeerSession, message: WireMessage): void {
    const worker = this.#workers.get(session.peerId);
    if (worker?.session !== session) return;
    switch (message.kind) {
      case 'advert':
        // It is back from what it declined for.
        if (worker.advert?.state !== 'ready' && message.state === 'ready') worker.restUntil = 0;
        worker.advert = message;
        this.#pumpSoon();
        return;
      case 'drain':
        if (worker.advert !== undefined) worker.advert = { ...worker.advert, state: 'draining' };
        return;
      case 'heartbeat':
        for (const id of message.aliveAttemptIds)
          this.#own(worker, id, (attempt) => (attempt.lifeAt = this.#clock.elapsed()));
        return;
      case 'accept':
        this.#own(worker, message.attemptId, (attempt) => attempt.accept(message.model, this.#clock.elapsed()));
        return;
      case 'progress':
        this.#own(worker, message.attemptId, (attempt) => {
          attempt.lifeAt = this.#clock.elapsed();
          const problem = attempt.progress(message.offset, message.text);
          if (problem !== undefined) this.abandon(attempt, problem);
        });
        return;
      default:
        this.#onTerminal(worker, message);
    }
  }

  #onTerminal(worker: PoolWorker, message: WireMessage): void {
    switch (message.kind) {
      case 'result':
        this.#own(worker, message.attemptId, (attempt) => {
          this.#release(attempt);
          attempt.finish(message);
        });
        return;
      case 'failure':
        this.#own(worker, message.attemptId, (attempt) => {
          this.#lose(attempt, workerFailure(message, worker.name));
        });
        return;
      case 'decline':
        worker.restUntil = this.#clock.elapsed() + Math.min(message.retryAfterMs, LONGEST_REST_MS);
        this.#own(worker, message.attemptId, (attempt) => {
          this.#lose(attempt, new HanzoError('WORKER_DECLINED', `${worker.name} declined: ${message.reason}.`));
        });
        return;
      default:
      // Kinds that only workers act on.
    }
  }

  /** Fencing: only a live attempt of this very worker is touched. */
  #own(worker: PoolWorker, attemptId: string, use: (attempt: MeshAttempt) => void): void {
    const attempt = this.#attempts.get(attemptId);
    if (attempt?.worker === worker) use(attempt);
  }

  #release(attempt: MeshAttempt): void {
    this.#attempts.delete(attempt.id);
    attempt.worker.attemptIds.delete(attempt.id);
    this.#pumpSoon();
  }

  #lose(attempt: MeshAttempt, reason: unknown): void {
    this.#release(attempt);
    attempt.fail(reason);
  }

  #loseAll(worker: PoolWorker, reason: unknown): void {
    for (const id of worker.attemptIds) {
      const attempt = this.#attempts.get(id);
      if (attempt !== undefined) this.#lose(attempt, reason);
    }
  }

  #checkLeases(): void {
    const now = this.#clock.elapsed();
    // A stall of our own looks like silence of everybody: that time does not count.
    const ownDelay = this.#lag.measure();
    for (const attempt of this.#attempts.values()) {
      attempt.lifeAt = Math.min(now, attempt.lifeAt + ownDelay);
      const problem = leaseProblem(attempt, now, this.#limits);
      if (problem !== undefined) this.abandon(attempt, problem);
    }
    if (this.#waiting.size > 0) this.#pump();
  }

  #views(excluded: ReadonlySet<string>): WorkerView[] {
    const now = this.#clock.elapsed();
    const views: WorkerView[] = [];
    for (const worker of this.#workers.values()) {
      const view = placementView(worker, excluded.has(worker.peerId), now);
      if (view !== undefined) views.push(view);
    }
    return views;
  }

  #pumpSoon(): void {
    if (this.#pumpDue || this.#waiting.size === 0) return;
    this.#pumpDue = true;
    setImmediate(() => {
      this.#pumpDue = false;
      this.#pump();
    });
  }

  #pump(): void {
    for (const waiting of this.#waiting) {
      const free = this.#views(waiting.excluded).filter((view) => view.worker.hasRoom);
      if (free.length === 0 && waiting.excluded.size === 0) return;
      const outcome = place(waiting.needs, free);
      if (!('worker' in outcome)) continue;
      this.#waiting.delete(waiting);
      this.#give(waiting, outcome.worker.worker, outcome.model, outcome.why);
    }
  }

  #give(waiting: Waiting, worker: PoolWorker, model: string, why: string): void {
    const { task, events, placed } = waiting;
    const attempt = new MeshAttempt({ id: randomUUID(), task, worker, why }, events, this.#clock.elapsed());
    this.#attempts.set(attempt.id, attempt);
    worker.attemptIds.add(attempt.id);
    try {
      worker.session.send(attempt.offer(model));
      placed.resolve(attempt);
    } catch (error) {
      // The offer does not fit a frame: nothing was sent, and no other worker would make it fit.
      this.#release(attempt);
      placed.reject(error);
    }
  }
}
