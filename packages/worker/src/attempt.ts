import {
  DEFAULT_DATA_CLASS,
  HanzoError,
  toHanzoError,
  type Clock,
  type DataClass,
  type Generation,
  type GenerateRequest,
  type JsonSchema,
  type OutputShape,
} from '@hanzo/contracts';
import type { PeerSession } from '@hanzo/mesh';
import type { Offer } from '@hanzo/wire';
import type { EngineShelf, ModelLease } from './engine-shelf.ts';
import { ProgressBuffer } from './progress-buffer.ts';
import type { Asker } from './terms.ts';
import type { WorkInProgress, WorkRecord } from './work-record.ts';

export interface AttemptParts {
  readonly offer: Offer;
  /** The beginning that it goes on from; undefined when it writes the answer from its start. */
  readonly resume: string | undefined;
  readonly session: PeerSession;
  readonly asker: Asker;
  /** The model that it will run on. */
  readonly model: string;
  readonly clock: Clock;
}

/** What a finished attempt tells about the engine. */
export interface Finished {
  readonly generation: Generation;
  /** Attempts on the model while this one ran, itself included; the mean of its start and its end. */
  readonly concurrent: number;
}

/** About what a token of prompt costs compared with one of answer, and how many characters it has. */
const PROMPT_TOKEN_COST = 1 / 8;
const CHARACTERS_PER_TOKEN = 3.5;

/** One accepted offer, from waiting to its terminal frame. */
export class WorkerAttempt {
  readonly id: string;
  readonly session: PeerSession;
  readonly asker: Asker;
  readonly model: string;
  readonly dataClass: DataClass;
  /** By the clock that only goes forward, in milliseconds. */
  readonly acceptedAt: number;
  /** Work that it asks for, in tokens of answer: for fairness between members. */
  readonly cost: number;
  /** True when the engine showed life since the last heartbeat. */
  sawLife = false;
  phase: WorkInProgress['phase'] = 'waiting';
  /** Resolves when its terminal frame has been handed to the session. */
  readonly ended: Promise<void>;

  readonly #offer: Offer;
  readonly #resume: string | undefined;
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #abort = new AbortController();
  readonly #ending: PromiseWithResolvers<void> = Promise.withResolvers<void>();
  #queueMs = 0;
  #characters: number;

  constructor({ offer, resume, session, asker, model, clock }: AttemptParts) {
    this.id = offer.attemptId;
    this.session = session;
    this.asker = asker;
    this.model = model;
    this.dataClass = offer.dataClass ?? DEFAULT_DATA_CLASS;
    this.cost = costOf(offer, resume);
    this.#offer = offer;
    this.#resume = resume;
    this.#characters = resume?.length ?? 0;
    this.#clock = clock;
    this.ended = this.#ending.promise;
    this.acceptedAt = clock.elapsed();
    this.#startedAt = clock.now();
  }

  /** Stops the attempt; its terminal frame says why. */
  stop(reason: HanzoError): void {
    this.#abort.abort(reason);
  }

  /** Runs on the engine and sends the terminal frame. Never rejects. */
  async run(shelf: EngineShelf): Promise<Finished | HanzoError> {
    const say = (offset: number, text: string): void => {
      this.session.send({ kind: 'progress', attemptId: this.id, offset, text });
    };
    const progress = new ProgressBuffer(this.#clock, say, this.#characters);
    using deadline = this.#deadline();
    try {
      this.phase = 'loading';
      using lease = await shelf.acquire(this.model, deadline.signal);
      this.phase = 'running';
      this.#queueMs = this.#clock.elapsed() - this.acceptedAt;
      const before = lease.users;
      const generation = await this.#generate(lease, progress, deadline.signal);
      progress.end();
      this.#sendResult(generation, lease);
      return { generation, concurrent: Math.round((before + lease.users) / 2) };
    } catch (thrown) {
      const error = toHanzoError(this.#abort.signal.aborted ? this.#abort.signal.reason : thrown);
      // What was written is not lost: the coordinator lets another worker go on from there.
      if (error.code === 'CANCELLED') progress.stop();
      else progress.end();
      this.fail(error);
      return error;
    } finally {
      this.#ending.resolve();
    }
  }

  fail(error: HanzoError): void {
    this.session.send({
      kind: 'failure',
      attemptId: this.id,
      code: error.code,
      message: error.message.slice(0, 2_000),
    });
  }

  /** For its owner's journal. */
  record(end: Finished | HanzoError): WorkRecord {
    const done = end instanceof HanzoError ? undefined : end.generation;
    return {
      ...this.#whom(),
      attemptId: this.id,
      startedAt: this.#startedAt,
      coordinatorPeerId: this.session.peerId,
      end: end instanceof HanzoError ? end.code : 'done',
      inputTokens: done?.usage.inputTokens ?? 0,
      cachedInputTokens: done?.usage.cachedInputTokens ?? 0,
      outputTokens: done?.usage.outputTokens ?? 0,
      queueMs: Math.round(this.#queueMs + (done?.timings.queueMs ?? 0)),
      durationMs: this.#clock.elapsed() - this.acceptedAt,
    };
  }

  /** For its owner's view. */
  view(): WorkInProgress {
    return {
      ...this.#whom(),
      attemptId: this.id,
      phase: this.phase,
      ageMs: this.#clock.elapsed() - this.acceptedAt,
      characters: this.#characters,
    };
  }

  #whom(): Pick<WorkRecord, 'memberId' | 'memberName' | 'coordinatorNode' | 'model' | 'dataClass'> {
    const { model, dataClass, session } = this;
    const { memberId, memberName } = this.asker;
    return { memberId, memberName, coordinatorNode: session.peer.nodeName, model, dataClass };
  }

  #generate({ engine }: ModelLease, progress: ProgressBuffer, signal: AbortSignal): Promise<Generation> {
    signal.throwIfAborted();
    return engine.generate(this.#request(), {
      signal,
      onText: (piece) => {
        this.sawLife = true;
        this.#characters += piece.length;
        progress.push(piece);
      },
      onAlive: () => {
        this.sawLife = true;
      },
    });
  }

  #sendResult(generation: Generation, { engine }: ModelLease): void {
    const { text, finish, usage, servedModel } = generation;
    const timings = {
      queueMs: Math.round(this.#queueMs + generation.timings.queueMs),
      firstTokenMs: Math.round(generation.timings.firstTokenMs),
      totalMs: Math.round(generation.timings.totalMs),
    };
    this.session.send({
      kind: 'result',
      attemptId: this.id,
      finish,
      text,
      usage,
      timings,
      model: servedModel,
      modelSha256: engine.info.modelSha256,
    });
  }

  #request(): GenerateRequest {
    const { system, prompt, maxOutputTokens, sampling, stop = [] } = this.#offer;
    const output = this.#outputShape();
    const resume = this.#resume === undefined ? {} : { resume: this.#resume };
    return { model: this.model, system, prompt, output, maxOutputTokens, sampling, stop, ...resume };
  }

  #outputShape(): OutputShape {
    if (this.#offer.jsonSchema === '') return { kind: 'text' };
    try {
      return { kind: 'json', name: 'answer', schema: JSON.parse(this.#offer.jsonSchema) as JsonSchema };
    } catch (cause) {
      throw new HanzoError('WIRE_INVALID', 'The offer holds a JSON schema that is not JSON.', { cause });
    }
  }

  /** The time limit counts from acceptance: waiting for a slot is part of it. */
  #deadline(): { signal: AbortSignal } & Disposable {
    const stop = new AbortController();
    const { timeoutMs } = this.#offer;
    const left = timeoutMs - (this.#clock.elapsed() - this.acceptedAt);
    const late = (): void =>
      this.stop(new HanzoError('TIMED_OUT', `The attempt took longer than its ${timeoutMs} ms.`));
    if (timeoutMs > 0 && left <= 0) late();
    else if (timeoutMs > 0) {
      const signal = AbortSignal.any([this.#abort.signal, stop.signal]);
      this.#clock.sleep(left, signal).then(late, () => undefined);
    }
    return { signal: this.#abort.signal, [Symbol.dispose]: () => stop.abort() };
  }
}

function costOf({ system, prompt, maxOutputTokens }: Offer, resume = ''): number {
  const promptTokens = (system.length + prompt.length + resume.length) / CHARACTERS_PER_TOKEN;
  const answerTokens = maxOutputTokens - resume.length / CHARACTERS_PER_TOKEN;
  return promptTokens * PROMPT_TOKEN_COST + Math.max(1, answerTokens);
}
