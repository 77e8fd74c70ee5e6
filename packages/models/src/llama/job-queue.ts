import { HanzoError, type GenerateOptions, type GenerateRequest, type Generation } from '@hanzo/contracts';
import type { FromChild, GenerateCommand, JobFailure, JobResult, ToChild } from './child-protocol.ts';

interface Job {
  readonly command: GenerateCommand;
  readonly options: GenerateOptions;
  readonly queuedAt: number;
  queueMs: number;
  text: string;
  /** Settles the caller's promise; later calls do nothing. */
  readonly resolve: (generation: Generation) => void;
  readonly reject: (reason: unknown) => void;
}

/** Where running jobs go. */
type Send = (message: ToChild) => void;

/** llama.cpp takes this seed for "random"; stay below. */
const SEEDS = 2 ** 32 - 1;

/** Keeps the generations of one engine in order: `slots` run, the rest waits, first come first served. */
export class JobQueue {
  readonly #servedModel: string;
  readonly #slots: number;
  readonly #waiting: Job[] = [];
  readonly #running = new Map<number, Job>();
  #send: Send | undefined;
  #closedBy: HanzoError | undefined;
  #nextId = 1;

  constructor(servedModel: string, slots: number) {
    this.#servedModel = servedModel;
    this.#slots = slots;
  }

  /** True while the child has something to do. */
  get busy(): boolean {
    return this.#running.size > 0;
  }

  async generate(request: GenerateRequest, options: GenerateOptions): Promise<Generation> {
    options.signal.throwIfAborted();
    if (this.#closedBy !== undefined) throw this.#closedBy;
    const { promise, resolve, reject } = Promise.withResolvers<Generation>();
    const command = toCommand(request, this.#nextId++);
    const job: Job = { command, options, queuedAt: performance.now(), queueMs: 0, text: '', resolve, reject };
    const onAbort = (): void => this.#abort(job);
    options.signal.addEventListener('abort', onAbort, { once: true });
    this.#waiting.push(job);
    this.#fill();
    try {
      return await promise;
    } finally {
      options.signal.removeEventListener('abort', onAbort);
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
  }

  /** No child will come again. */
  close(reason: HanzoError): void {
    this.#closedBy = reason;
    this.detach(reason);
    for (const job of this.#waiting.splice(0)) job.reject(reason);
  }

  /** Messages about jobs. Those about jobs that are gone (aborted, or of an earlier child) are dropped. */
  receive(message: Exclude<FromChild, { kind: 'ready' | 'load-failed' }>): void {
    switch (message.kind) {
      case 'alive':
        for (const id of message.jobs) this.#liveJob(id)?.options.onAlive?.();
        return;
      case 'text': {
        const job = this.#liveJob(message.id);
        if (job !== undefined) job.text += message.text;
        job?.options.onText?.(message.text);
        return;
      }
      case 'done':
        this.#finish(message.id, (job) => job.resolve(this.#toGeneration(job, message.result)));
        return;
      case 'failed':
        this.#finish(message.id, (job) => job.reject(toError(message.failure)));
        return;
      case 'aborted':
        this.#finish(message.id, (job) => job.reject(job.options.signal.reason));
        return;
    }
  }

  #liveJob(id: number): Job | undefined {
    const job = this.#running.get(id);
    return job?.options.signal.aborted === true ? undefined : job;
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
    job.reject(job.options.signal.reason);
    const place = this.#waiting.indexOf(job);
    if (place >= 0) this.#waiting.splice(place, 1);
    else this.#send?.({ kind: 'abort', id: job.command.id });
  }

  #fill(): void {
    while (this.#send !== undefined && this.#running.size < this.#slots) {
      const job = this.#waiting.shift();
      if (job === undefined) return;
      job.queueMs = Math.round(performance.now() - job.queuedAt);
      this.#running.set(job.command.id, job);
      this.#send(job.command);
    }
  }

  #toGeneration(job: Job, { finish, usage, timings }: JobResult): Generation {
    return {
      text: job.text,
      finish,
      servedModel: this.#servedModel,
      usage,
      timings: { queueMs: job.queueMs, ...timings },
    };
  }
}

function toError({ code, message, mend, details }: JobFailure): HanzoError {
  return new HanzoError(code, message, {
    ...(mend === undefined ? {} : { mend }),
    ...(details === undefined ? {} : { details }),
  });
}

function toCommand(request: GenerateRequest, id: number): GenerateCommand {
  const { maxOutputTokens, output, sampling } = request;
  if (!Number.isSafeInteger(maxOutputTokens) || maxOutputTokens < 1) {
    throw new HanzoError('USAGE', `maxOutputTokens is ${maxOutputTokens}; it must be a whole number of at least 1.`);
  }
  const seed = sampling.seed ?? Math.floor(Math.random() * SEEDS);
  return {
    kind: 'generate',
    id,
    system: request.system,
    prompt: request.prompt,
    schema: output.kind === 'json' ? output.schema : undefined,
    maxOutputTokens,
    temperature: Math.min(2, Math.max(0, sampling.temperature ?? 0)),
    seed: ((seed % SEEDS) + SEEDS) % SEEDS,
  };
}
