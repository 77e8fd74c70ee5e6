import { HanzoError, type AcceptedPrefix, type Answer, type ErrorCode, type Task } from '@hanzo/contracts';
import { textProblem } from '@hanzo/router';
import type { Accept, Offer, Result } from '@hanzo/wire';
import type { PoolWorker } from './pool-worker.ts';

export interface MeshAttemptEvents {
  onAccept(attempt: MeshAttempt): void;
  onText(attempt: MeshAttempt, piece: string): void;
  /** It takes much longer than such attempts do. Told again and again until it ends. */
  onSlow?(attempt: MeshAttempt): void;
}

export interface MeshAttemptParts {
  /** The fencing token. */
  readonly id: string;
  readonly task: Task;
  readonly worker: PoolWorker;
  /** Name of the worker's model that it was placed for. */
  readonly model: string;
  /** Its weights, as advertised. Hex; empty when the engine does not tell. */
  readonly modelSha256: string;
  /** The beginning to go on from. */
  readonly resume: AcceptedPrefix | undefined;
  /** When it should be done, counted from its offer, in milliseconds. */
  readonly expectedMs: number;
  /** One sentence on why this worker. */
  readonly why: string;
}

/** An attempt that ends so has not tried to go on from its beginning, or was not let. */
const KEEPS_BEGINNING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'PEER_LOST',
  'LEASE_EXPIRED',
  'WORKER_STOPPED',
  'WORKER_PAUSED',
  'WORKER_DECLINED',
  'OVERTAKEN',
  'CANCELLED',
]);

/** More than the model's limit would be a worker that ignores it. */
const MAX_CHARS_PER_TOKEN = 64;

/**
 * One attempt of one task on one worker, named by a fencing token. Frames of an attempt that is over find nobody
 * and are dropped, so text of two attempts is never mixed.
 */
export class MeshAttempt {
  readonly id: string;
  readonly task: Task;
  readonly worker: PoolWorker;
  readonly expectedMs: number;
  readonly why: string;
  readonly ended: Promise<Result>;
  /** By the clock that only goes forward, in milliseconds. */
  readonly offeredAt: number;
  /** When it last showed life, or was offered. Same clock. */
  lifeAt: number;
  /** When the worker took it; undefined before. Same clock. */
  acceptedAt: number | undefined;
  /** It finds out whether its worker is well again. */
  isTrial = false;

  readonly #resume: AcceptedPrefix | undefined;
  readonly #events: MeshAttemptEvents;
  readonly #end: PromiseWithResolvers<Result> = Promise.withResolvers<Result>();
  readonly #model: string;
  readonly #offeredSha256: string;
  #modelSha256 = '';
  #text = '';
  /** Where what this attempt itself has said begins. */
  #start = 0;

  constructor(parts: MeshAttemptParts, events: MeshAttemptEvents, now: number) {
    this.id = parts.id;
    this.task = parts.task;
    this.worker = parts.worker;
    this.expectedMs = parts.expectedMs;
    this.why = parts.why;
    this.offeredAt = now;
    this.lifeAt = now;
    this.#model = parts.model;
    this.#offeredSha256 = parts.modelSha256;
    this.#resume = parts.resume;
    this.#events = events;
    this.ended = this.#end.promise;
    // Whoever awaits `ended` sees the rejection; nobody may be awaiting yet when it comes.
    this.ended.catch(() => undefined);
  }

  /** The model that it was placed for. */
  get model(): string {
    return this.#model;
  }

  get modelSha256(): string {
    return this.#modelSha256;
  }

  get timeoutMs(): number {
    return this.task.timeoutMs;
  }

  /** All of the answer so far, a beginning that was gone on from included. */
  get text(): string {
    return this.#text;
  }

  /** The text so far for another attempt to go on from; undefined when there is none. */
  get prefix(): AcceptedPrefix | undefined {
    if (this.#text === '') return undefined;
    const before = this.#start > 0 ? (this.#resume?.authors ?? []) : [];
    const authors = [...new Set([...before, this.worker.peerId])];
    return { text: this.#text, model: this.#model, modelSha256: this.#modelSha256, authors };
  }

  offer(): Offer {
    const { system, prompt, output, maxOutputTokens, sampling, timeoutMs, stop = [], dataClass } = this.task;
    const jsonSchema = output.kind === 'json' ? JSON.stringify(output.schema) : '';
    return {
      kind: 'offer',
      // The task's own id would tell the worker which tasks are asked a second time, to check somebody.
      taskId: this.id,
      attemptId: this.id,
      model: this.#model,
      system,
      prompt,
      jsonSchema,
      maxOutputTokens,
      sampling,
      timeoutMs,
      stop,
      ...(dataClass !== undefined && { dataClass }),
      ...(this.#resume !== undefined && { resume: this.#resume.text }),
    };
  }

  /** It was lost at what others had written: that speaks against neither its worker nor the task. */
  failedAtBeginning({ code, details }: HanzoError): boolean {
    const isStuck = this.#resume !== undefined && this.#text.length <= this.#start;
    return isStuck && !KEEPS_BEGINNING.has(code) && details['dishonest'] !== true;
  }

  /** What others wrote of its text. */
  get foreignBeginning(): AcceptedPrefix | undefined {
    return this.#start > 0 ? this.#resume : undefined;
  }

  /** Its worker says so. What was not accepted is not its to keep. */
  isAlive(now: number): void {
    if (this.acceptedAt !== undefined) this.lifeAt = now;
  }

  slow(): void {
    this.#events.onSlow?.(this);
  }

  accept({ model, modelSha256, resumes }: Accept, now: number): HanzoError | undefined {
    if (this.acceptedAt !== undefined) return undefined;
    this.acceptedAt = now;
    this.lifeAt = now;
    if (model !== this.#model) return refused('choice', `it takes ${model} for ${this.#model}`);
    if (this.#offeredSha256 !== '' && modelSha256 !== '' && modelSha256 !== this.#offeredSha256) {
      return refused('choice', 'its weights are not those that it advertised');
    }
    this.#modelSha256 = modelSha256;
    if (resumes) {
      if (this.#resume === undefined || !isSameModel(this.#resume, model, modelSha256)) {
        return refused('choice', 'it goes on from a beginning that is not of its own model');
      }
      this.#text = this.#resume.text;
      this.#start = this.#text.length;
    }
    this.#events.onAccept(this);
    return undefined;
  }

  /** Takes a piece of text. Returns what is wrong with it: the attempt cannot go on then. */
  progress(offset: number, text: string): HanzoError | undefined {
    if (this.acceptedAt === undefined)
      return new HanzoError('ANSWER_INVALID', 'The worker sent text before it accepted.');
    if (this.#isRepeated(offset, text)) return undefined;
    if (offset !== this.#text.length) {
      const place = `${offset} after ${this.#text.length} characters`;
      return new HanzoError('ANSWER_INVALID', `The worker's text has a gap: ${place}.`);
    }
    this.#text += text;
    const tooLong = this.#lengthProblem(this.#text);
    if (tooLong !== undefined) return refused('text', tooLong);
    this.#events.onText(this, text);
    return undefined;
  }

  /** Why the result does not count: it does not agree with what was streamed, or breaks a limit or the schema. */
  problemOf(result: Result): HanzoError | undefined {
    const broken = this.#brokenBy(result);
    if (broken !== undefined) return refused('result', broken);
    // Cut short by the limit of tokens, JSON is broken without anybody's fault: the gate says so.
    const shape = result.finish === 'stop' ? textProblem(this.task.output, result.text) : undefined;
    return shape === undefined ? undefined : new HanzoError('ANSWER_INVALID', `The worker's answer: ${shape}.`);
  }

  /** What was not streamed is told now, so that whoever watches has seen all of it. */
  finish(result: Result): void {
    const rest = result.text.startsWith(this.#text) ? result.text.slice(this.#text.length) : '';
    this.#text = result.text;
    if (rest !== '') this.#events.onText(this, rest);
    this.#end.resolve(result);
  }

  fail(error: unknown): void {
    this.#end.reject(error);
  }

  /** The same piece once more: said already, so nothing new. */
  #isRepeated(offset: number, text: string): boolean {
    if (offset < this.#start || text === '') return false;
    return offset < this.#text.length && this.#text.startsWith(text, offset);
  }

  #brokenBy(result: Result): string | undefined {
    const { maxOutputTokens } = this.task;
    if (this.#text.length > 0 && !this.#agrees(result.text)) return 'its text is not the text that was streamed';
    if (result.usage.outputTokens > maxOutputTokens) {
      return `it counts ${result.usage.outputTokens} tokens, over the limit of ${maxOutputTokens}`;
    }
    return this.#lengthProblem(result.text);
  }

  /** Nothing streamed since a beginning: the rest comes with the result, or a stop text ends it even before. */
  #agrees(text: string): boolean {
    if (text === this.#text) return true;
    return this.#text.length === this.#start && (text.startsWith(this.#text) || this.#text.startsWith(text));
  }

  #lengthProblem(text: string): string | undefined {
    const { maxOutputTokens } = this.task;
    if (text.length <= maxOutputTokens * MAX_CHARS_PER_TOKEN) return undefined;
    return `it has ${text.length} characters for at most ${maxOutputTokens} tokens`;
  }
}

/** What no honest worker does. */
function refused(what: string, why: string): HanzoError {
  return new HanzoError('ANSWER_INVALID', `The worker's ${what} was refused: ${why}.`, {
    details: { dishonest: true },
  });
}

/** True when an engine with these weights may go on from the beginning. */
export function isSameModel(prefix: AcceptedPrefix, model: string, modelSha256: string): boolean {
  if (prefix.modelSha256 !== modelSha256) return false;
  return modelSha256 !== '' || prefix.model === model;
}

/** Signed with the model that was asked for: what a worker calls it in the end is no way round what is known of it. */
export function answerOf(result: Result, { worker, model }: MeshAttempt): Answer {
  const { text, finish, usage, timings } = result;
  return {
    text,
    finish,
    usage,
    timings,
    who: { kind: 'worker', node: worker.name, peerId: worker.peerId, model },
    costMicros: 0,
  };
}
