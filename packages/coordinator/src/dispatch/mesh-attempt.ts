import { HanzoError, type Answer, type Task } from '@hanzo/contracts';
import type { Offer, Result } from '@hanzo/wire';
import type { PoolWorker } from './worker-pool.ts';

export interface MeshAttemptEvents {
  onAccept(attempt: MeshAttempt, model: string): void;
  onText(piece: string): void;
}

export interface MeshAttemptParts {
  /** The fencing token. */
  readonly id: string;
  readonly task: Task;
  readonly worker: PoolWorker;
  readonly why: string;
}

/** More than the model's limit would be a worker that ignores it. */
const MAX_CHARS_PER_TOKEN = 64;

/**
 * One attempt of one task on one worker, named by a fencing token. Frames of an attempt that is over find nobody
 * and are dropped, so text of two attempts is never mixed.
 */
export class MeshAttempt {
  readonly id: string;
  readonly worker: PoolWorker;
  /** One sentence on why this worker. */
  readonly why: string;
  readonly ended: Promise<Result>;
  /** When it last showed life, or was offered. By the clock that only goes forward, in milliseconds. */
  lifeAt: number;
  /** When the worker took it; undefined before. Same clock. */
  acceptedAt: number | undefined;

  readonly #task: Task;
  readonly #events: MeshAttemptEvents;
  readonly #end: PromiseWithResolvers<Result> = Promise.withResolvers<Result>();
  #text = '';

  constructor(parts: MeshAttemptParts, events: MeshAttemptEvents, now: number) {
    const { id, task, worker, why } = parts;
    this.id = id;
    this.worker = worker;
    this.why = why;
    this.lifeAt = now;
    this.#task = task;
    this.#events = events;
    this.ended = this.#end.promise;
    // Whoever awaits `ended` sees the rejection; nobody may be awaiting yet when it comes.
    this.ended.catch(() => undefined);
  }

  offer(model: string): Offer {
    const { id, system, prompt, output, maxOutputTokens, sampling, timeoutMs, stop = [], dataClass } = this.#task;
    const jsonSchema = output.kind === 'json' ? JSON.stringify(output.schema) : '';
    return {
      kind: 'offer',
      taskId: id,
      attemptId: this.id,
      model,
      system,
      prompt,
      jsonSchema,
      maxOutputTokens,
      sampling,
      timeoutMs,
      stop,
      ...(dataClass !== undefined && { dataClass }),
    };
  }

  get timeoutMs(): number {
    return this.#task.timeoutMs;
  }

  accept(model: string, now: number): void {
    if (this.acceptedAt !== undefined) return;
    this.acceptedAt = now;
    this.#events.onAccept(this, model);
  }

  /** Takes a piece of text. Returns what is wrong with it: the attempt cannot go on then. */
  progress(offset: number, text: string): HanzoError | undefined {
    if (offset !== this.#text.length) {
      const place = `${offset} after ${this.#text.length} characters`;
      return new HanzoError('ANSWER_INVALID', `The worker's text has a gap: ${place}.`);
    }
    this.#text += text;
    this.#events.onText(text);
    return undefined;
  }

  /** Takes the result if it agrees with what was streamed and keeps the limits. */
  finish(result: Result): void {
    const problem = this.#problemOf(result);
    if (problem === undefined) this.#end.resolve(result);
    else this.#end.reject(new HanzoError('ANSWER_INVALID', `The worker's result was refused: ${problem}.`));
  }

  fail(error: unknown): void {
    this.#end.reject(error);
  }

  #problemOf(result: Result): string | undefined {
    const { maxOutputTokens } = this.#task;
    if (this.#text !== '' && result.text !== this.#text) return 'its text is not the text that was streamed';
    if (result.usage.outputTokens > maxOutputTokens) {
      return `it counts ${result.usage.outputTokens} tokens, over the limit of ${maxOutputTokens}`;
    }
    if (result.text.length > maxOutputTokens * MAX_CHARS_PER_TOKEN) {
      return `it has ${result.text.length} characters for at most ${maxOutputTokens} tokens`;
    }
    return undefined;
  }
}

export function answerOf(result: Result, worker: PoolWorker): Answer {
  const { text, finish, usage, timings, model } = result;
  return {
    text,
    finish,
    usage,
    timings,
    who: { kind: 'worker', node: worker.name, peerId: worker.peerId, model },
    costMicros: 0,
  };
}
