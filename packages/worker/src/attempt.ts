import {
  HanzoError,
  toHanzoError,
  type Clock,
  type GenerateRequest,
  type Generation,
  type JsonSchema,
  type OutputShape,
} from '@hanzo/contracts';
import type { Session } from '@hanzo/mesh';
import type { Offer } from '@hanzo/wire';
import type { WorkerEngine } from './engine.ts';
import { ProgressBuffer } from './progress-buffer.ts';

/** One accepted offer, from waiting to its terminal frame. */
export class WorkerAttempt {
  readonly id: string;
  readonly session: Session;
  /** By the clock that only goes forward, in milliseconds. */
  readonly acceptedAt: number;
  /** True when the engine showed life since the last heartbeat. */
  sawLife = false;
  /** False while it waits for a slot. */
  started = false;
  /** Resolves when its terminal frame has been handed to the session. */
  readonly ended: Promise<void>;

  readonly #offer: Offer;
  readonly #clock: Clock;
  readonly #abort = new AbortController();
  readonly #ending: PromiseWithResolvers<void> = Promise.withResolvers<void>();

  constructor(offer: Offer, session: Session, clock: Clock) {
    this.id = offer.attemptId;
    this.session = session;
    this.#offer = offer;
    this.#clock = clock;
    this.ended = this.#ending.promise;
    this.acceptedAt = clock.elapsed();
  }

  /** Stops the attempt; its terminal frame says why. */
  stop(reason: HanzoError): void {
    this.#abort.abort(reason);
  }

  /** Runs on the engine and sends the terminal frame. Resolves with the generation or the error; never rejects. */
  async run(engine: WorkerEngine): Promise<Generation | HanzoError> {
    const progress = new ProgressBuffer(this.#clock, (offset, text) => {
      this.session.send({ kind: 'progress', attemptId: this.id, offset, text });
    });
    this.started = true;
    const queueMs = this.#clock.elapsed() - this.acceptedAt;
    using deadline = this.#deadline();
    try {
      const generation = await this.#generate(engine, progress, deadline.signal);
      progress.flush();
      this.#sendResult(generation, engine, queueMs);
      return generation;
    } catch (thrown) {
      progress.stop();
      const error = toHanzoError(this.#abort.signal.aborted ? this.#abort.signal.reason : thrown);
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

  #generate(engine: WorkerEngine, progress: ProgressBuffer, signal: AbortSignal): Promise<Generation> {
    signal.throwIfAborted();
    return engine.provider.generate(this.#request(engine), {
      signal,
      onText: (piece) => {
        this.sawLife = true;
        progress.push(piece);
      },
      onAlive: () => {
        this.sawLife = true;
      },
    });
  }

  #sendResult(generation: Generation, engine: WorkerEngine, queueMs: number): void {
    const { text, finish, usage, servedModel } = generation;
    const timings = {
      queueMs: Math.round(queueMs + generation.timings.queueMs),
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
      modelSha256: engine.modelSha256,
    });
  }

  #request(engine: WorkerEngine): GenerateRequest {
    const { system, prompt, maxOutputTokens, sampling } = this.#offer;
    return { model: engine.modelName, system, prompt, output: this.#outputShape(), maxOutputTokens, sampling };
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
