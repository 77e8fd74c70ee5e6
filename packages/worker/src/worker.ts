import { HanzoError, toHanzoError, type Clock, type Logger } from '@hanzo/contracts';
import type { PeerSession, SessionEvents } from '@hanzo/mesh';
import { FairQueue } from '@hanzo/router';
import type { Advert, Offer, WireMessage, WorkerState } from '@hanzo/wire';
import {
  chooseModel,
  refusedByDataClass,
  refusedByModels,
  refusedBySize,
  refusedByTerms,
  type Refusal,
} from './admission.ts';
import { WorkerAttempt, type Finished } from './attempt.ts';
import type { EngineShelf } from './engine-shelf.ts';
import { RetryHint } from './retry-hint.ts';
import { Speed } from './speed.ts';
import { OPEN_TERMS, type Asker, type Terms } from './terms.ts';
import type { WorkInProgress, WorkRecord } from './work-record.ts';

export interface WorkerParts {
  readonly shelf: EngineShelf;
  readonly clock: Clock;
  readonly log: Logger;
  /** What a member is called, and whether nobody else is. Must not throw. @default its id */
  readonly member?: (memberId: string) => Omit<Asker, 'memberId'> | undefined;
  /** Called when an attempt has ended. */
  readonly onWork?: (record: WorkRecord) => void;
}

export interface WorkerOptions {
  /** Most attempts that wait for a slot, for each member. @default 4 per slot */
  readonly queueLimit?: number;
}

/** What peers accept of an advert. */
const MOST_MODELS = 64;
const MOST_SPEEDS = 32;

/** Members whose queues can be full at the same time before newcomers are told to wait. */
const FULL_QUEUES = 4;

/**
 * Takes offers from coordinators and runs them on the machine's models, as its owner allows: bounded queue, members
 * served by their weights, a clear Decline instead of an endless wait. It runs no code, reads no files and calls no
 * tools for a task.
 */
export class Worker {
  /** Hand these to the mesh node. */
  readonly events: SessionEvents<PeerSession>;
  readonly #parts: WorkerParts;
  readonly #queueLimit: number | undefined;
  readonly #speeds = new Map<string, Speed>();
  readonly #sessions = new Set<PeerSession>();
  readonly #queue = new FairQueue<WorkerAttempt>();
  readonly #attempts = new Map<string, WorkerAttempt>();
  readonly #retry = new RetryHint();
  #terms: Terms = OPEN_TERMS;
  #running = 0;
  #draining = false;
  #advertDue = false;
  #whenIdle: (() => void)[] = [];

  constructor(parts: WorkerParts, options: WorkerOptions = {}) {
    this.#parts = parts;
    this.#queueLimit = options.queueLimit;
    parts.shelf.onChange(() => this.announce());
    this.events = {
      onOpen: (session) => this.#onOpen(session),
      onMessage: (session, message) => this.#onMessage(session, message),
      onHealth: () => undefined,
      onClose: (session) => this.#onClose(session),
      aliveAttemptIds: (session) => this.#takeAlive(session),
    };
  }

  /** Attempts that run at once, as engines and owner allow. */
  get slots(): number {
    const engines = Math.max(1, ...this.#parts.shelf.all().map(({ served }) => served.slots));
    return Math.max(1, Math.min(engines, this.#terms.slots));
  }

  /** What one model did so far. */
  speedOf(model: string): Speed {
    const known = this.#speeds.get(model) ?? new Speed();
    this.#speeds.set(model, known);
    return known;
  }

  /**
   * What this worker offers right now.
   *
   * @param asker to whom: the owner's policy may differ between members. Undefined: in general
   */
  advert(asker?: Asker): Advert {
    const { state, reason } = this.#state(asker);
    return {
      kind: 'advert',
      models: this.#parts.shelf
        .usable()
        .slice(0, MOST_MODELS)
        .map((model) => {
          const { served, engine, loadMs } = model;
          const speed = this.speedOf(served.name);
          return {
            name: served.name,
            sha256: served.sha256,
            contextTokens: served.contextTokens,
            tokensPerSecond: speed.tokensPerSecond,
            engine: served.engine,
            speeds: speed.byConcurrency().slice(0, MOST_SPEEDS),
            promptTokensPerSecond: speed.promptTokensPerSecond,
            loadMs: engine === undefined ? Math.max(1, Math.round(loadMs ?? guessLoadMs(served.memoryBytes))) : 0,
            resumes: model.resumes('text'),
          };
        }),
      slots: this.slots,
      running: this.#running,
      queued: this.#queue.size,
      queueLimit: this.#limitPerMember,
      state,
      stateReason: reason,
      dataClasses: this.#terms.dataClasses,
    };
  }

  /** All that was accepted and has not ended, for the owner's view. */
  work(): readonly WorkInProgress[] {
    return [...this.#attempts.values()].map((attempt) => attempt.view());
  }

  /** From now on these hold. Returns how many attempts were handed back because of that. */
  setTerms(terms: Terms): number {
    this.#terms = terms;
    const refused = (attempt: WorkerAttempt): HanzoError | undefined => {
      const refusal = refusedByTerms(terms, attempt.asker) ?? refusedByDataClass(terms, attempt.dataClass);
      return refusal && new HanzoError('WORKER_PAUSED', `${capital(refusal.reason)}.`);
    };
    const queued = this.#queue.remove((attempt) => refused(attempt) !== undefined);
    for (const attempt of queued) this.#giveUp(attempt, refused(attempt) ?? stoppedByOwner());
    const running = [...this.#attempts.values()].filter((attempt) => mayNotGoOn(attempt, terms));
    for (const attempt of running) attempt.stop(refused(attempt) ?? stoppedByOwner());
    // A paused worker gives the memory back as well.
    if (terms.pause === undefined) this.#parts.shelf.wake();
    else this.#parts.shelf.rest();
    this.#startNext();
    this.announce();
    return queued.length + running.length;
  }

  /** Takes nothing new and resolves when everything accepted has ended. Rejects when the signal aborts the wait. */
  async drain(reason: string, signal: AbortSignal): Promise<void> {
    if (!this.#draining) {
      this.#draining = true;
      for (const session of this.#sessions) session.send({ kind: 'drain', reason });
      this.announce();
    }
    if (this.#attempts.size === 0) return;
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    this.#whenIdle.push(resolve);
    await promise.finally(() => signal.removeEventListener('abort', onAbort));
  }

  /** Stops everything at once. Resolves with their number when the coordinators have been told. */
  async stop(): Promise<number> {
    this.#draining = true;
    const queued = this.#queue.remove(() => true);
    for (const attempt of queued) this.#giveUp(attempt, stoppedByOwner());
    const running = [...this.#attempts.values()];
    for (const attempt of running) attempt.stop(stoppedByOwner());
    await Promise.all(running.map(async (attempt) => await attempt.ended));
    return queued.length + running.length;
  }

  /** Tells every coordinator what is offered now; several calls of one turn of the event loop become one. */
  announce(): void {
    if (this.#advertDue) return;
    this.#advertDue = true;
    setImmediate(() => {
      this.#advertDue = false;
      for (const session of this.#sessions) this.#tell(session);
    });
  }

  get #limitPerMember(): number {
    return this.#queueLimit ?? this.slots * 4;
  }

  #state(asker?: Asker): { readonly state: WorkerState; readonly reason: string } {
    if (this.#draining) return { state: 'draining', reason: 'its owner stops it' };
    const personal = asker === undefined ? undefined : this.#terms.refuses(asker);
    if (personal !== undefined) return { state: 'paused', reason: `the owner's policy: ${personal}` };
    if (this.#terms.pause !== undefined) return { state: 'paused', reason: this.#terms.pause.reason };
    if (this.#parts.shelf.usable().length > 0) return { state: 'ready', reason: '' };
    return { state: 'unavailable', reason: 'its engine is not usable at the moment' };
  }

  #askerOf(session: PeerSession): Asker {
    const { memberId } = session.card;
    return { memberId, memberName: memberId, nameIsUnique: false, ...this.#parts.member?.(memberId) };
  }

  #onOpen(session: PeerSession): void {
    // Workers keep links among themselves to hold the mesh together; they offer each other nothing.
    if (session.peer.role === 'worker') return;
    this.#sessions.add(session);
    this.#tell(session);
    this.#parts.log.info('peer connected', {
      peer: session.peerId,
      name: session.peer.nodeName,
      role: session.peer.role,
    });
  }

  #onClose(session: PeerSession): void {
    if (!this.#sessions.delete(session)) return;
    const gone = new HanzoError('PEER_LOST', 'The coordinator is gone.');
    for (const attempt of this.#queue.remove((queued) => queued.session === session)) this.#end(attempt, gone);
    for (const attempt of this.#attempts.values()) {
      if (attempt.session === session) attempt.stop(gone);
    }
    this.#parts.log.info('peer left', { peer: session.peerId, name: session.peer.nodeName });
  }

  #onMessage(session: PeerSession, message: WireMessage): void {
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

  #consider(session: PeerSession, offer: Offer): void {
    // Offered twice is offered once.
    if (this.#attempts.has(offer.attemptId)) return;
    const asker = this.#askerOf(session);
    const model = chooseModel(offer, this.#parts.shelf.usable());
    const refusal =
      this.#refusal(session, offer, asker) ??
      (model === undefined ? refusedByModels(offer, this.#parts.shelf.all()) : refusedBySize(offer, model)) ??
      this.#refusalOfQueue(asker);
    if (refusal !== undefined || model === undefined) {
      session.send({ kind: 'decline', attemptId: offer.attemptId, reason: '', retryAfterMs: 0, ...refusal });
      return;
    }
    const { clock } = this.#parts;
    const resumes = offer.resume !== undefined && model.resumes(offer.jsonSchema === '' ? 'text' : 'json');
    const resume = resumes ? offer.resume : undefined;
    const attempt = new WorkerAttempt({ offer, resume, session, asker, model: model.served.name, clock });
    this.#attempts.set(attempt.id, attempt);
    this.#queue.push(asker.memberId, attempt, { weight: this.#terms.weightOf(asker), cost: attempt.cost });
    session.send({
      kind: 'accept',
      attemptId: offer.attemptId,
      queuePosition: this.#queue.size - 1,
      model: attempt.model,
      resumes,
      modelSha256: model.served.sha256,
    });
    this.#startNext();
    this.announce();
  }

  #refusal(session: PeerSession, offer: Offer, asker: Asker): Refusal | undefined {
    if (session.peer.role !== 'coordinator') return { reason: 'only coordinators may offer work', retryAfterMs: 0 };
    if (this.#draining) return { reason: 'the worker is draining', retryAfterMs: 0 };
    return refusedByTerms(this.#terms, asker) ?? refusedByDataClass(this.#terms, offer.dataClass);
  }

  #refusalOfQueue({ memberId }: Asker): Refusal | undefined {
    if (this.#running < this.slots) return undefined;
    const limit = this.#limitPerMember;
    const own = this.#queue.sizeOf(memberId);
    if (own < limit && this.#queue.size < limit * FULL_QUEUES) return undefined;
    const whose = own >= limit ? `the queue of ${limit} is full` : `the queue of all members is full`;
    return { reason: whose, retryAfterMs: this.#retry.milliseconds(this.#queue.size, this.slots) };
  }

  #cancel(session: PeerSession, attemptId: string): void {
    const attempt = this.#attempts.get(attemptId);
    if (attempt === undefined || attempt.session !== session) return;
    const cancelled = new HanzoError('CANCELLED', 'The coordinator cancelled the attempt.');
    const [queued] = this.#queue.remove((item) => item === attempt);
    if (queued === undefined) attempt.stop(cancelled);
    else this.#giveUp(attempt, cancelled);
  }

  #startNext(): void {
    while (this.#running < this.slots) {
      const attempt = this.#queue.shift();
      if (attempt === undefined) return;
      this.#running++;
      void this.#run(attempt);
    }
  }

  async #run(attempt: WorkerAttempt): Promise<void> {
    const end = await attempt.run(this.#parts.shelf);
    this.#running--;
    if (!(end instanceof HanzoError)) {
      const { usage, timings } = end.generation;
      this.speedOf(attempt.model).measure(usage, timings, end.concurrent);
      this.#retry.note(this.#parts.clock.elapsed() - attempt.acceptedAt);
    }
    this.#end(attempt, end);
    this.#startNext();
    this.announce();
  }

  /** For one that has not begun. */
  #giveUp(attempt: WorkerAttempt, error: HanzoError): void {
    attempt.fail(error);
    this.#end(attempt, error);
  }

  #end(attempt: WorkerAttempt, end: Finished | HanzoError): void {
    this.#attempts.delete(attempt.id);
    this.#parts.onWork?.(attempt.record(end));
    if (this.#attempts.size > 0) return;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }

  #tell(session: PeerSession): void {
    try {
      session.send(this.advert(this.#askerOf(session)));
    } catch (error) {
      // Nothing that one member's advert meets may end the worker for all.
      this.#parts.log.warn('an advert was not sent', { peer: session.peerId, reason: toHanzoError(error).message });
    }
  }

  /** Waiting attempts count as alive: the ones before them are watched, and nothing is wrong with waiting. */
  #takeAlive(session: PeerSession): readonly string[] {
    const alive: string[] = [];
    for (const attempt of this.#attempts.values()) {
      if (attempt.session !== session || (attempt.phase === 'running' && !attempt.sawLife)) continue;
      attempt.sawLife = false;
      alive.push(attempt.id);
    }
    return alive;
  }
}

function stoppedByOwner(): HanzoError {
  return new HanzoError('WORKER_STOPPED', 'The worker was stopped by its owner.');
}

/** A pause may let running attempts end; a member or a class of data that is not welcome any more may not stay. */
function mayNotGoOn({ phase, asker, dataClass }: WorkerAttempt, terms: Terms): boolean {
  if (phase === 'waiting') return false;
  if (terms.refuses(asker) !== undefined || refusedByDataClass(terms, dataClass) !== undefined) return true;
  return terms.pause?.running === 'hand-back';
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** Until it was measured: reading weights from a slow disk. */
function guessLoadMs(memoryBytes: number): number {
  const bytesPerMs = 500_000;
  return 1_000 + memoryBytes / bytesPerMs;
}
