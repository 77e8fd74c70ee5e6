import {
  HanzoError,
  NO_USAGE,
  type FinishReason,
  type GenerateOptions,
  type GenerateRequest,
  type Generation,
  type Usage,
} from '@hanzo/contracts';
import { askChat } from '../openai/chat.ts';
import type { LoadedClient } from '../openai/client.ts';
import type { FinishedTurn } from '../api/listener.ts';
import { AnswerListener } from './answer-listener.ts';
import { beginningOf, type Beginning } from './beginning.ts';
import { engineFault, type Asked } from './engine-fault.ts';
import { firstJsonFor } from './first-json.ts';
import { refuseCutPrompt } from './fits-context.ts';
import { bodyOf, mayRefuseFormat, type JsonWay, type JsonWays } from './json-ways.ts';
import type { LentModel } from './lent-model.ts';
import type { CheckedOptions } from './options.ts';
import type { ServerKind } from './probed-server.ts';
import { SilenceWatch } from './silence-watch.ts';
import { estimateRequest } from './token-estimate.ts';

/** What a request needs of its engine. */
export interface ChatParts {
  readonly loaded: LoadedClient;
  readonly asked: Asked;
  readonly lent: LentModel;
  readonly ways: JsonWays;
  readonly options: CheckedOptions;
}

/** Seeds are reduced to this: the least that every server takes. */
const SEEDS = 2 ** 31 - 1;

/**
 * One generation at the server. Asks again in another way when the server refuses how JSON was asked for.
 * Rejects with HanzoError, or with the signal's reason.
 */
export async function askModel(
  request: GenerateRequest,
  options: GenerateOptions,
  parts: ChatParts,
): Promise<Generation> {
  const beginning = beginningOf(request, parts.lent.info);
  const sent = forServer(request, parts.lent.id, beginning);
  if (beginning !== undefined && sent.maxOutputTokens < 1) return nothingLeft(beginning.text, 'length', parts.lent);
  let refusal: unknown;
  for (const way of parts.ways.open) {
    try {
      const generation = await askOneWay(sent, beginning, way, options, parts);
      parts.ways.settle(way, parts.asked.host);
      return generation;
    } catch (error) {
      if (request.output.kind === 'text' || !mayRefuseFormat(error)) throw error;
      refusal ??= error;
    }
  }
  throw refusal;
}

/** The same as our own engine takes it: greedy unless told otherwise, whatever the server's default is. */
function forServer(request: GenerateRequest, model: string, beginning: Beginning | undefined): GenerateRequest {
  const { temperature = 0, seed } = request.sampling;
  return {
    ...request,
    model,
    resume: beginning?.shown ?? '',
    maxOutputTokens: request.maxOutputTokens - (beginning?.tokens ?? 0),
    sampling: {
      temperature: Math.min(2, Math.max(0, temperature)),
      ...(seed === undefined ? {} : { seed: ((seed % SEEDS) + SEEDS) % SEEDS }),
    },
  };
}

/** What was heard is the answer, whatever the server would have said: it was hung up on. */
async function untilComplete(asking: Promise<FinishedTurn>, listener: AnswerListener): Promise<FinishedTurn> {
  try {
    return await asking;
  } catch (thrown) {
    if (!listener.complete) throw thrown;
    return { finish: 'stop', servedModel: '', usage: undefined };
  }
}

/** The beginning is the whole answer. */
function nothingLeft(text: string, finish: FinishReason, { info }: LentModel): Generation {
  return {
    text,
    finish,
    servedModel: info.modelName,
    usage: NO_USAGE,
    timings: { queueMs: 0, firstTokenMs: 0, totalMs: 0 },
  };
}

async function askOneWay(
  request: GenerateRequest,
  beginning: Beginning | undefined,
  way: JsonWay,
  options: GenerateOptions,
  { loaded, asked, lent, options: setup }: ChatParts,
): Promise<Generation> {
  const broken = new AbortController();
  const signal = AbortSignal.any([options.signal, broken.signal]);
  using watch = new SilenceWatch({
    clock: setup.clock,
    limits: setup.silence,
    host: asked.host,
    onAlive: () => attemptTo(() => options.onAlive?.(), broken),
    onSilent: (error) => broken.abort(error),
  });
  const listener = new AnswerListener({
    options: { ...options, signal },
    clock: setup.clock,
    beginning,
    stop: request.stop ?? [],
    host: asked.host,
    firstJson: way === 'json_schema' ? undefined : firstJsonFor(request.output),
    onToken: () => watch.heard(),
    onOther: () => watch.stirred(),
  });
  if (listener.complete) return nothingLeft(listener.text, 'stop', lent);
  try {
    const body = { ...bodyOf(request, way), ...extras(lent.context.kind), ...beginning?.fields };
    const turn = await untilComplete(
      askChat(loaded.client, body, signal, listener, { ...asked, api: 'chat' }),
      listener,
    );
    listener.end();
    const usage = usageOf(turn, listener, request, asked.host, setup);
    if (turn.usage?.inputTokens) refuseCutPrompt(request, turn.usage.inputTokens, lent.context);
    return {
      text: listener.text,
      finish: turn.finish,
      servedModel: lent.info.modelName,
      usage,
      timings: listener.timings(),
    };
  } catch (thrown) {
    signal.throwIfAborted();
    throw engineFault(thrown, asked, loaded.classes);
  }
}

/**
 * llama-server then tells how much of the prompt it has read, so that a long prompt is no silence. Others might refuse it.
 *
 * @see https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md `return_progress`
 */
function extras(kind: ServerKind): { readonly return_progress?: true } {
  return kind === 'llama-server' ? { return_progress: true } : {};
}

/** A callback of the caller must not throw into a timer. */
export function attemptTo(call: () => void, broken: AbortController): void {
  try {
    call();
  } catch (cause) {
    broken.abort(new HanzoError('INTERNAL', 'A callback of the caller failed.', { cause }));
  }
}

/** What the server counted; where it did not, pieces of the stream stand for tokens. Text never costs nothing. */
function usageOf(
  { usage }: FinishedTurn,
  { tokens, thoughts, text }: AnswerListener,
  request: GenerateRequest,
  host: string,
  { log }: CheckedOptions,
): Usage {
  const told = usage === undefined ? undefined : checked(usage);
  const outputTokens = told?.outputTokens || Math.max(tokens, text === '' ? 0 : 1);
  const inputTokens = told?.inputTokens || estimateRequest(request);
  if (outputTokens !== told?.outputTokens || inputTokens !== told.inputTokens) {
    log.info('usage estimated: the server does not tell it', { host, inputTokens, outputTokens });
  }
  return {
    inputTokens,
    outputTokens,
    cachedInputTokens: Math.min(told?.cachedInputTokens ?? 0, inputTokens),
    reasoningTokens: Math.min(told?.reasoningTokens || thoughts, outputTokens),
  };
}

/** Counts that are no counts become 0. */
function checked(usage: Usage): Usage {
  const count = (value: number): number => (Number.isSafeInteger(value) && value > 0 ? value : 0);
  return {
    inputTokens: count(usage.inputTokens),
    cachedInputTokens: count(usage.cachedInputTokens),
    outputTokens: count(usage.outputTokens),
    reasoningTokens: count(usage.reasoningTokens),
  };
}
