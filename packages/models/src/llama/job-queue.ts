import { HanzoError, systemClock, type Clock } from '@hanzo/contracts';
import { WaitingBeat } from '../waiting-beat.ts';
import type { FromChild, JobCommand, JobFailure, ToChild } from './child-protocol.ts';
import type { Work } from './work.ts';

interface Job {
  readonly command: JobCommand;
  readonly signal: AbortSignal;
  readonly queuedAt: number;
  queueMs: number;
  readonly alive: () => void;
  readonly hear: (text: string) => void;
  /** Settle the caller's promise; later calls do nothing. */
  readonly finish: (message: Extract<FromChild, { kind: 'done' | 'embedded' }>) => void;
  readonly reject: (reason: unknown) => void;
}

/** Where running jobs go. */
type Send = (message: ToChild) => void;

/**
 * Keeps the jobs of one engine in order: `slots` run, the rest waits, first come first served. What waits is vouched for
 * while there is a child: while it is replaced, nobody knows how long that takes.
 */
export class JobQueue {
  readonly #slots: number;
  readonly #waiting: Job[] = [];
  readonly #running = new Map<number, Job>();
  readonly #beat: WaitingBeat;
  #send: Send | undefined;
  #closedBy: HanzoError | undefined;
  #nextId = 1;

  constructor(slots: number, clock: Clock = systemClock) {
    this.#slots = slots;
    this.#beat = new WaitingBeat(clock, () => {
      for (const job of this.#waiting.slice()) job.alive();
    });
  }

  /** True while the child has something to do. */
  get busy(): boolean {
    return this.#running.size > 0;
  }

  async run<Result>(work: Work<Result>): Promise<Result> {
    const { signal } = work;
    signal.throwIfAborted();
    if (this.#closedBy !== undefined) throw this.#closedBy;
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const job: Job = {
      command: work.toCommand(this.#nextId++),
      signal,
      queuedAt: performance.now(),
      queueMs: 0,
      alive: () => work.alive(),
      hear: (text) => work.hear(text),
      finish: (message) => resolve(work.finish(message, job.queueMs)),
      reject,
    };
    const onAbort = (): void => this.#abort(job);
    signal.addEventListener('abort', onAbort, { once: true });
    this.#waiting.push(job);
    this.#fill();
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** A child is ready: from now on jobs run there. */
  attach(send: Send): void {
    this.#send = send;
    this.#fill();
  }

  /** The child is gone. What ran there fails; what waits goes on waiting. */
  detach(reason: HanzoError): void {
    this.#send = undefined;
    const lost = [...this.#running.values()];
    this.#running.clear();
    for (const job of lost) job.reject(reason);
    this.#keepBeat();
  }

  /** No child will come again. */
  close(reason: HanzoError): void {
    this.#closedBy = reason;
    this.detach(reason);
    for (const job of this.#waiting.splice(0)) job.reject(reason);
    this.#keepBeat();
  }

  /** Messages about jobs. Those about jobs that are gone (aborted, or of an earlier child) are dropped. */
  receive(message: Exclude<FromChild, { kind: 'ready' | 'load-failed' }>): void {
    switch (message.kind) {
      case 'alive':
        for (const id of message.jobs) this.#liveJob(id)?.alive();
        return;
      case 'text':
        this.#liveJob(message.id)?.hear(message.text);
        return;
      case 'done':
      case 'embedded':
        this.#finish(message.id, (job) => job.finish(message));
        return;
      case 'failed':
        this.#finish(message.id, (job) => job.reject(toError(message.failure)));
        return;
      case 'aborted':
        this.#finish(message.id, (job) => job.reject(job.signal.reason));
        return;
    }
  }

  #liveJob(id: number): Job | undefined {
    const job = this.#running.get(id);
    return job?.signal.aborted === true ? undefined : job;
  }

  #finish(id: number, settle: (job: Job) => void): void {
    const job = this.#running.get(id);
    if (job === undefined) return;
    this.#running.delete(id);
    settle(job);
    this.#fill();
  }

  /** The caller is told at once; the slot is taken until the child has let go of it. */
  #abort(job: Job): void {
    job.reject(job.signal.reason);
    const place = this.#waiting.indexOf(job);
    if (place >= 0) this.#waiting.splice(place, 1);
    else this.#send?.({ kind: 'abort', id: job.command.id });
    this.#keepBeat();
  }

  #keepBeat(): void {
    this.#beat.keep(this.#send !== undefined && this.#waiting.length > 0);
  }

  #fill(): void {
    while (this.#send !== undefined && this.#running.size < this.#slots) {
      const job = this.#waiting.shift();
      if (job === undefined) break;
      job.queueMs = Math.round(performance.now() - job.queuedAt);
      this.#running.set(job.command.id, job);
      this.#send(job.command);
    }
    this.#keepBeat();
  }
}

function toError({ code, message, mend, details }: JobFailure): HanzoError {
  return new HanzoError(code, message, {
    ...(mend === undefined ? {} : { mend }),
    ...(details === undefined ? {} : { details }),
  });
}
