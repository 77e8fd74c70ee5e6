import {
  HanzoError,
  toHanzoError,
  type GenerateOptions,
  type GenerateRequest,
  type Generation,
  type ModelProvider,
  type Usage,
} from '@hanzo/contracts';
import { askChat, chatBody } from './chat.ts';
import { type LoadedClient, loadClient } from './client.ts';
import { fault, type FaultContext, faultOf } from './fault.ts';
import { type Effort, type Habits, looksReasoning } from './habits.ts';
import { type FinishedTurn, listen, type Listener } from './listener.ts';
import { createRedact } from './redact.ts';
import { withWorst } from './usage.ts';
import { askResponses, MIN_RESPONSES_OUTPUT_TOKENS, responsesBody } from './responses.ts';

export { MIN_RESPONSES_OUTPUT_TOKENS } from './responses.ts';

export interface OpenAiProviderOptions {
  /** `none` for servers that want no key. It is kept out of every error. */
  readonly apiKey: string;
  /** With its version part: `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** `responses` for OpenAI, `chat` for most compatible servers. */
  readonly api: 'responses' | 'chat';
  /** @default `openai` for OpenAI itself, else the host */
  readonly name?: string;
  /** For a whole call, in milliseconds. @default 600000. Node's own fetch gives up after 300 s without a byte. */
  readonly timeoutMs?: number;
  /** Whether a model takes temperature and seed. @default all but gpt-5*, gpt-6*, o*, codex* */
  readonly acceptsSampling?: (model: string) => boolean;
  /** Whether a model reasons. @default gpt-5*, gpt-6*, o*, codex* */
  readonly reasons?: (model: string) => boolean;
  /** Sent to models that reason. @default the model's own */
  readonly effort?: Effort;
  /** For tests and proxies. @default the global fetch */
  readonly fetch?: typeof globalThis.fetch;
}

const DEFAULT_TIMEOUT_MS = 600_000;

/**
 * A ModelProvider over the real openai client: always streaming, never retrying. Rejects with the signal's reason, or
 * with a HanzoError whose `details` are {@link FaultDetails}; `details.charged` says whether the call cost money.
 * A server that does not report usage is charged at the worst case: every byte of the prompt a token, the cap in full.
 */
export function createOpenAiProvider(options: OpenAiProviderOptions): ModelProvider {
  const { host, hostname } = new URL(options.baseUrl);
  const atOpenAi = hostname === 'api.openai.com';
  const redact = createRedact([options.apiKey]);
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  let loading: Promise<LoadedClient> | undefined;

  const habitsOf = (model: string): Habits => ({
    samples: (options.acceptsSampling ?? ((name) => !looksReasoning(name)))(model),
    reasons: (options.reasons ?? looksReasoning)(model),
    effort: options.effort,
    atOpenAi,
  });

  return {
    name: options.name ?? (atOpenAi ? 'openai' : host),
    async generate(request, generateOptions) {
      const context: FaultContext = { host, model: request.model, api: options.api, redact };
      generateOptions.signal.throwIfAborted();
      checkKey(options.apiKey, context);
      refuseBeginning(request, context);
      loading ??= loadClient({ ...options, timeoutMs, fetch: options.fetch, atOpenAi });
      const loaded = await loading;
      stopIfAborted(generateOptions.signal, context);
      return await ask(loaded, request, habitsOf(request.model), generateOptions, context, timeoutMs);
    },
  };
}

/** An abort before the request has left costs nothing, and whoever keeps the money must know. */
function stopIfAborted(signal: AbortSignal, { host, model }: FaultContext): void {
  if (!signal.aborted) return;
  const reason = toHanzoError(signal.reason);
  throw new HanzoError(reason.code, reason.message, { cause: reason, details: { host, model, charged: 'no' } });
}

async function ask(
  loaded: LoadedClient,
  request: GenerateRequest,
  habits: Habits,
  options: GenerateOptions,
  context: FaultContext,
  timeoutMs: number,
): Promise<Generation> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeoutMs);
  const signal = AbortSignal.any([options.signal, late.signal]);
  const listener = listen(options);
  try {
    const turn = await askEither(loaded, request, habits, signal, listener, context);
    return generationOf(turn, request, listener);
  } catch (error) {
    if (options.signal.aborted) throw options.signal.reason;
    if (late.signal.aborted) {
      throw fault('TIMED_OUT', `${context.host} did not finish in ${timeoutMs / 1000} s.`, context, {
        charged: 'unknown',
      });
    }
    throw faultOf(error, context, loaded.classes);
  } finally {
    clearTimeout(timer);
  }
}

function askEither(
  loaded: LoadedClient,
  request: GenerateRequest,
  habits: Habits,
  signal: AbortSignal,
  listener: Listener,
  context: FaultContext,
): Promise<FinishedTurn> {
  return context.api === 'responses'
    ? askResponses(loaded.client, responsesBody(request, habits), signal, listener, context)
    : askChat(loaded.client, chatBody(request, habits), signal, listener, context);
}

function generationOf(turn: FinishedTurn, request: GenerateRequest, listener: Listener): Generation {
  return {
    text: listener.text,
    finish: turn.finish,
    servedModel: turn.servedModel,
    usage: withWorst(turn.usage, worstUsage(request)),
    timings: listener.timings(),
  };
}

/** A byte-level tokenizer makes at most one token of a byte; 64 covers the frame around the messages. */
function worstUsage(request: GenerateRequest): Usage {
  const shape = request.output.kind === 'json' ? JSON.stringify(request.output.schema) : '';
  return {
    inputTokens: Buffer.byteLength(request.system + request.prompt + shape) + 64,
    cachedInputTokens: 0,
    outputTokens: Math.max(MIN_RESPONSES_OUTPUT_TOKENS, request.maxOutputTokens),
    reasoningTokens: 0,
  };
}

/** These interfaces answer what stands last; none of them goes on from it. */
function refuseBeginning({ resume = '' }: GenerateRequest, context: FaultContext): void {
  if (resume === '') return;
  throw fault('USAGE', `${context.host} cannot go on from the beginning of an answer.`, context, { charged: 'no' });
}

/** A key with a line break makes fetch throw a message that holds the key. */
function checkKey(apiKey: string, context: FaultContext): void {
  if (/^[\x21-\x7e]+$/.test(apiKey)) return;
  const what = apiKey === '' ? 'is empty' : 'holds a space, a line break or another character that no header can carry';
  throw fault('CREDENTIALS_REJECTED', `The API key ${what}.`, context, { charged: 'no' });
}
