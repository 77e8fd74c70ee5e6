import {
  HanzoError,
  type Embedding,
  type EngineInfo,
  type EngineState,
  type GenerateOptions,
  type GenerateRequest,
  type Generation,
} from '@hanzo/contracts';
import type { LoadedClient } from '../openai/client.ts';
import { createRedact } from '../api/redact.ts';
import { askModel, attemptTo } from './ask-chat.ts';
import { beginningOf } from './beginning.ts';
import { askEmbeddings } from './ask-embeddings.ts';
import type { Asked } from './engine-fault.ts';
import { findModel, type FoundModel } from './find-model.ts';
import { refuseTooLong } from './fits-context.ts';
import { JsonWays } from './json-ways.ts';
import { lend, type LentModel } from './lent-model.ts';
import type { CheckedOptions, CompatibleEngine } from './options.ts';
import { ServerKeeper } from './server-keeper.ts';
import { Turns } from './turns.ts';

const SUSPICIOUS: ReadonlySet<string> = new Set(['ENGINE_CRASHED', 'ENGINE_FAILED']);

const UNRELATED: ReadonlySet<string> = new Set(['ENGINE_CRASHED', 'RATE_LIMITED', 'PROMPT_TOO_LONG', 'USAGE']);

export class ServedEngine implements CompatibleEngine {
  readonly name: string;
  readonly #options: CheckedOptions;
  readonly #loaded: LoadedClient;
  readonly #host: string;
  readonly #ways: JsonWays;
  readonly #turns: Turns;
  readonly #keeper: ServerKeeper;
  readonly #running = new Set<AbortController>();
  readonly #closed = Promise.withResolvers<void>();
  #lent: LentModel;

  constructor(options: CheckedOptions, found: FoundModel, loaded: LoadedClient) {
    const { baseUrl, apiKey, clock, log, onState } = options;
    this.name = found.server.kind;
    this.#options = options;
    this.#loaded = loaded;
    this.#host = found.server.host;
    this.#lent = lend(options, found);
    this.#ways = new JsonWays(log);
    this.#turns = new Turns(this.#lent.info.slots, clock);
    this.#keeper = new ServerKeeper({
      address: baseUrl,
      kind: found.server.kind,
      apiKey,
      clock,
      log,
      onLost: (error) => this.#lose(error),
      comeBack: (signal) => this.#comeBack(signal),
      onState: (state) => {
        if (state === 'ready') this.#turns.resume(this.info.slots);
        onState?.(state);
      },
    });
  }

  get info(): EngineInfo {
    return this.#lent.info;
  }

  get state(): EngineState {
    return this.#keeper.state;
  }

  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  async generate(request: GenerateRequest, options: GenerateOptions): Promise<Generation> {
    requireCap(request.maxOutputTokens);
    options.signal.throwIfAborted();
    if (!this.#lent.makesText) throw noText(this.#lent.id, this.#host);
    beginningOf(request, this.info);
    refuseTooLong(request, this.#lent.context);
    const queuedAt = this.#options.clock.elapsed();
    const broken = new AbortController();
    const asked = AbortSignal.any([options.signal, broken.signal]);
    const onAlive = (): void => attemptTo(() => options.onAlive?.(), broken);
    const work = async (signal: AbortSignal): Promise<Generation> => {
      const queueMs = Math.round(this.#options.clock.elapsed() - queuedAt);
      const generation = await askModel(request, { ...options, signal }, this.#chatParts()).catch((error: unknown) => {
        if (request.resume && !signal.aborted) this.#doubtResuming(error);
        throw error;
      });
      return { ...generation, timings: { ...generation.timings, queueMs } };
    };
    return await this.#run(asked, work, onAlive);
  }

  async embed(texts: readonly string[], { signal }: { readonly signal: AbortSignal }): Promise<readonly Embedding[]> {
    signal.throwIfAborted();
    if (texts.length === 0) return [];
    return await this.#run(signal, async (joined) => {
      using limit = this.#limit(joined);
      return await askEmbeddings(texts, this.#loaded, this.#asked(), this.#lent, limit.signal);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const reason = new HanzoError('ENGINE_FAILED', `The connection to ${this.#host} was closed.`);
    this.#turns.close(reason);
    this.#stopAll(reason);
    await this.#keeper[Symbol.asyncDispose]();
    this.#closed.resolve();
  }

  async #run<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>, onAlive?: () => void): Promise<T> {
    const turn = await this.#turns.take(signal, onAlive);
    const job = new AbortController();
    this.#running.add(job);
    const joined = AbortSignal.any([signal, job.signal]);
    try {
      return await work(joined);
    } catch (error) {
      // A lost server pauses the others before this turn is given to one of them.
      if (!joined.aborted) this.#doubt(error);
      throw error;
    } finally {
      this.#running.delete(job);
      turn[Symbol.dispose]();
    }
  }

  #doubt(error: unknown): void {
    if (!(error instanceof HanzoError) || !SUSPICIOUS.has(error.code)) return;
    this.#turns.pause();
    void this.#keeper.suspect().then(() => {
      if (this.state === 'ready') this.#turns.resume(this.info.slots);
    });
  }

  #doubtResuming(error: unknown): void {
    if (!(error instanceof HanzoError) || UNRELATED.has(error.code) || this.info.resumes !== true) return;
    this.#options.log.warn('the server does not go on from beginnings: answers are asked for from their start', {
      host: this.#host,
      reason: error.message,
    });
    this.#lent = { ...this.#lent, info: { ...this.info, resumes: false } };
  }

  #chatParts(): Parameters<typeof askModel>[2] {
    return {
      loaded: this.#loaded,
      asked: this.#asked(),
      lent: this.#lent,
      ways: this.#ways,
      options: this.#options,
    };
  }

  #asked(): Asked {
    return { host: this.#host, model: this.#lent.id, redact: createRedact([this.#options.apiKey ?? '']) };
  }

  #limit(signal: AbortSignal): { readonly signal: AbortSignal } & Disposable {
    const { clock, silence } = this.#options;
    const late = new AbortController();
    const over = new AbortController();
    const message = `${this.#host} was silent for ${silence.firstTokenMs / 1000} s.`;
    clock.sleep(silence.firstTokenMs, over.signal).then(
      () => late.abort(new HanzoError('ENGINE_FAILED', message, { details: { host: this.#host } })),
      () => undefined,
    );
    return { signal: AbortSignal.any([signal, late.signal]), [Symbol.dispose]: () => over.abort() };
  }

  #lose(error: HanzoError): void {
    this.#turns.pause();
    this.#stopAll(error);
  }

  #stopAll(reason: HanzoError): void {
    for (const job of this.#running) job.abort(reason);
  }

  async #comeBack(signal: AbortSignal): Promise<void> {
    this.#lent = lend(this.#options, await findModel(this.#options, signal));
  }
}

function requireCap(maxOutputTokens: number): void {
  if (Number.isSafeInteger(maxOutputTokens) && maxOutputTokens >= 1) return;
  throw new HanzoError('USAGE', `maxOutputTokens is ${maxOutputTokens}; it must be a whole number of at least 1.`);
}

function noText(model: string, host: string): HanzoError {
  return new HanzoError('MODEL_UNAVAILABLE', `${model} makes embeddings and no text.`, {
    details: { host, model },
    mend: 'Lend a chat model of that server.',
  });
}
