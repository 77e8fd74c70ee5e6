import { HanzoError, type Clock, type Generation, type Logger } from '@hanzo/contracts';
import type { Session, SessionEvents } from '@hanzo/mesh';
import type { Advert, Offer, WireMessage, WorkerState } from '@hanzo/wire';
import { WorkerAttempt } from './attempt.ts';
import type { WorkerEngine, WorkRecord } from './engine.ts';
import { FairQueue } from './fair-queue.ts';
import { Speed } from './speed.ts';

export interface WorkerParts {
  readonly engine: WorkerEngine;
  readonly clock: Clock;
  readonly log: Logger;
  /** Called when an attempt has ended. */
  readonly onWork?: (record: WorkRecord) => void;
}

export interface WorkerOptions {
  /** Most attempts that wait for a slot. @default 4 per slot */
  readonly queueLimit?: number;
}

/** When to ask again after a full queue, in milliseconds. */
const RETRY_AFTER_MS = 1_000;

/**
 * Takes offers from coordinators and runs them on one engine: bounded queue, fair between coordinators,
 * a clear Decline instead of an endless wait. It runs no code, reads no files and calls no tools for a task.
 */
export class Worker {
  /** Hand these to the mesh node. */
  readonly events: SessionEvents;
  readonly #parts: WorkerParts;
  readonly #queueLimit: number;
  readonly #speed: Speed;
  readonly #sessions = new Set<Session>();
  readonly #queue = new FairQueue<WorkerAttempt>();
  readonly #attempts = new Map<string, WorkerAttempt>();
  #running = 0;
  #state: WorkerState = 'ready';
  #advertDue = false;
  #whenIdle: (() => void)[] = [];

  constructor(parts: WorkerParts, options: WorkerOptions = {}) {
    this.#parts = parts;
    this.#speed = new Speed(parts.engine.tokensPerSecond);
    this.#queueLimit = options.queueLimit ?? parts.engine.slots * 4;
    this.events = {
      onOpen: (session) => this.#onOpen(session),
      onMessage: (session, message) => this.#onMessage(session, message),
      onHealth: () => undefined,
      onClose: (session) => this.#onClose(session),
      aliveAttemptIds: (session) => this.#takeAlive(session),
    };
  }

  /** What this worker offers right now. */
  advert(): Advert {
    const { engine } = this.#parts;
    return {
      kind: 'advert',
      models: [
        {
          name: engine.modelName,
          sha256: engine.modelSha256,
          contextTokens: engine.contextTokens,
          tokensPerSecond: this.#speed.tokensPerSecond,
          engine: engine.provider.name,
        },
      ],
      slots: engine.slots,
      running: this.#running,
      queued: this.#queue.size,
      queueLimit: this.#queueLimit,
      state: this.#state,
    };
  }

  /** Takes nothing new and resolves when everything accepted has ended. Rejects when the signal aborts the wait. */
  async drain(reason: string, signal: AbortSignal): Promise<void> {
    if (this.#state === 'ready') {
      this.#state = 'draining';
      for (const session of this.#sessions) session.send({ kind: 'drain', reason });
      this.#announce();
    }
    if (this.#attempts.size === 0) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    this.#whenIdle.push(resolve);
    await promise.finally(() => signal.removeEventListener('abort', onAbort));
  }

  /** Stops everything at once. Resolves when the coordinators have been told, so that the tasks go elsewhere. */
  async stop(): Promise<void> {
    this.#state = 'draining';
    const stopped = new HanzoError('WORKER_STOPPED', 'The worker was stopped by its owner.');
    for (const attempt of this.#takeQueued()) {
      attempt.fail(stopped);
      this.#end(attempt, stopped);
    }
    const running = [...this.#attempts.values()];
    for (const attempt of running) attempt.stop(stopped);
    await Promise.all(running.map(async (attempt) => await attempt.ended));
  }

  #onOpen(session: Session): void {
    // Workers keep links among themselves to hold the mesh together; they offer each other nothing.
    if (session.peer.role === 'worker') return;
    this.#sessions.add(session);
    session.send(this.advert());
    this.#parts.log.info('peer connected', {
      peer: session.peerId,
      name: session.peer.nodeName,
      role: session.peer.role,
    });
  }

  #onClose(session: Session): void {
    if (!this.#sessions.delete(session)) return;
    const gone = new HanzoError('PEER_LOST', 'The coordinator is gone.');
    for (const attempt of this.#queue.remove(session.peerId, (queued) => queued.session === session)) {
      this.#end(attempt, gone);
    }
    for (const attempt of this.#attempts.values()) {
      if (attempt.session === session) attempt.stop(gone);
    }
    this.#parts.log.info('peer left', { peer: session.peerId, name: session.peer.nodeName });
  }

  #onMessage(session: Session, message: WireMessage): void {
    switch (message.kind) {
      case 'offer':
        this.#consider(session, message);
        return;
      case 'cancel':
        this.#cancel(session, message.attemptId);
        return;
      default:
      // Heartbeats are the session's business; the rest is nothing a worker acts on.
    }
  }

  #consider(session: Session, offer: Offer): void {
    const refusal = this.#refusal(session, offer);
    if (refusal !== undefined) {
      session.send({ kind: 'decline', attemptId: offer.attemptId, ...refusal });
      return;
    }
    const attempt = new WorkerAttempt(offer, session, this.#parts.clock);
    this.#attempts.set(attempt.id, attempt);
    this.#queue.push(session.peerId, attempt);
    session.send({
      kind: 'accept',
      attemptId: offer.attemptId,
      queuePosition: this.#queue.size - 1,
      model: this.#parts.engine.modelName,
    });
    this.#startNext();
    this.#announce();
  }

  #refusal(session: Session, offer: Offer): { reason: string; retryAfterMs: number } | undefined {
    const { engine } = this.#parts;
    if (session.peer.role !== 'coordinator') return { reason: 'only coordinators may offer work', retryAfterMs: 0 };
    if (this.#state !== 'ready') return { reason: `the worker is ${this.#state}`, retryAfterMs: 0 };
    if (this.#attempts.has(offer.attemptId)) return { reason: 'this attempt was already accepted', retryAfterMs: 0 };
    if (offer.model !== '' && offer.model !== engine.modelName) {
      return { reason: `the worker runs ${engine.modelName}, not ${offer.model}`, retryAfterMs: 0 };
    }
    if (offer.maxOutputTokens < 1 || offer.maxOutputTokens >= engine.contextTokens) {
      return {
        reason: `an answer of ${offer.maxOutputTokens} tokens does not fit a context of ${engine.contextTokens}`,
        retryAfterMs: 0,
      };
    }
    const full = this.#running >= engine.slots && this.#queue.size >= this.#queueLimit;
    return full ? { reason: `the queue of ${this.#queueLimit} is full`, retryAfterMs: RETRY_AFTER_MS } : undefined;
  }

  #cancel(session: Session, attemptId: string): void {
    const attempt = this.#attempts.get(attemptId);
    if (attempt === undefined || attempt.session !== session) return;
    const cancelled = new HanzoError('CANCELLED', 'The coordinator cancelled the attempt.');
    const [queued] = this.#queue.remove(session.peerId, (item) => item === attempt);
    if (queued === undefined) {
      attempt.stop(cancelled);
      return;
    }
    attempt.fail(cancelled);
    this.#end(attempt, cancelled);
  }

  #startNext(): void {
    while (this.#running < this.#parts.engine.slots) {
      const attempt = this.#queue.shift();
      if (attempt === undefined) return;
      this.#running++;
      void this.#run(attempt);
    }
  }

  async #run(attempt: WorkerAttempt): Promise<void> {
    const end = await attempt.run(this.#parts.engine);
    this.#running--;
    if (!(end instanceof HanzoError)) this.#speed.measure(end.usage, end.timings);
    this.#end(attempt, end);
    this.#startNext();
    this.#announce();
  }

  #end(attempt: WorkerAttempt, end: Generation | HanzoError): void {
    this.#attempts.delete(attempt.id);
    const { clock, engine, onWork } = this.#parts;
    const done = !(end instanceof HanzoError);
    onWork?.({
      attemptId: attempt.id,
      coordinatorPeerId: attempt.session.peerId,
      coordinatorName: attempt.session.peer.nodeName,
      model: engine.modelName,
      end: done ? 'done' : end.code,
      inputTokens: done ? end.usage.inputTokens : 0,
      outputTokens: done ? end.usage.outputTokens : 0,
      durationMs: clock.elapsed() - attempt.acceptedAt,
    });
    if (this.#attempts.size > 0) return;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }

  #takeQueued(): WorkerAttempt[] {
    const queued: WorkerAttempt[] = [];
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) queued.push(next);
    return queued;
  }

  /** Adverts of one turn of the event loop become one. */
  #announce(): void {
    if (this.#advertDue) return;
    this.#advertDue = true;
    setImmediate(() => {
      this.#advertDue = false;
      const advert = this.advert();
      for (const session of this.#sessions) session.send(advert);
    });
  }

  /** Waiting attempts count as alive: the ones before them are watched, and nothing is wrong with waiting. */
  #takeAlive(session: Session): readonly string[] {
    const alive: string[] = [];
    for (const attempt of this.#attempts.values()) {
      if (attempt.session !== session || (attempt.started && !attempt.sawLife)) continue;
      attempt.sawLife = false;
      alive.push(attempt.id);
    }
    return alive;
  }
}
