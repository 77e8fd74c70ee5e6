import type { ApiGeneration, ApiProvider, ApiRequest, GenerateOptions } from '@hanzo/contracts';
import { listen, type Listener } from '../api/listener.ts';
import { withWorst } from '../api/usage.ts';
import { firstJsonFor } from '../compatible/first-json.ts';
import { askChat } from './chat.ts';
import { chatBody, streamed } from './chat-body.ts';
import { checkRequest } from './check-request.ts';
import type { LoadedClient } from './client.ts';
import { connect, FLEX_TIMES, type OpenAiOptions } from './connection.ts';
import { fault, type FaultContext, faultOf } from './fault.ts';
import { filtered, type FilteredListener } from './filtered-listener.ts';
import type { FinishedAnswer } from './finished-answer.ts';
import type { Habits } from './habits.ts';
import { askResponses } from './responses.ts';
import { responsesBody } from './responses-body.ts';
import { worstUsage } from './worst-usage.ts';

export { MIN_RESPONSES_OUTPUT_TOKENS } from './worst-usage.ts';

export interface OpenAiProviderOptions extends OpenAiOptions {
  /** @default `openai` for OpenAI itself, else the host */
  readonly name?: string;
}

/**
 * An ApiProvider over the real openai client: always streaming, never retrying. Rejects with the signal's reason, or
 * with a HanzoError whose `details` are {@link FaultDetails}; `details.charged` says whether the call cost money.
 * A server that does not report usage is charged at the worst case: every byte of the prompt a token, the cap in full.
 */
export function createOpenAiProvider(options: OpenAiProviderOptions): ApiProvider {
  const connection = connect(options);
  return {
    name: options.name ?? (connection.atOpenAi ? 'openai' : connection.host),
    namesTier: connection.atOpenAi,
    async generate(request, generateOptions) {
      const context = connection.contextFor(request.model);
      generateOptions.signal.throwIfAborted();
      const habits = connection.habitsFor(request.model);
      checkRequest(request, habits.takes, context);
      if (request.serviceTier === 'batch') {
        throw fault('USAGE', 'A single call cannot be a batch.', context, { charged: 'no' });
      }
      const loaded = await connection.open(context, generateOptions.signal);
      const timeoutMs = connection.timeoutMs * (request.serviceTier === 'flex' ? FLEX_TIMES : 1);
      return await ask(loaded, request, habits, generateOptions, context, timeoutMs);
    },
  };
}

async function ask(
  loaded: LoadedClient,
  request: ApiRequest,
  habits: Habits,
  options: GenerateOptions,
  context: FaultContext,
  timeoutMs: number,
): Promise<ApiGeneration> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeoutMs);
  const signal = AbortSignal.any([options.signal, late.signal]);
  const listener = filtered(listen(options), habits.takes.json ? undefined : firstJsonFor(request.output));
  try {
    const answer = await askEither(loaded, request, habits, signal, listener, context);
    listener.end();
    return generationOf(answer, request, listener);
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
  { client }: LoadedClient,
  request: ApiRequest,
  habits: Habits,
  signal: AbortSignal,
  listener: FilteredListener,
  context: FaultContext,
): Promise<FinishedAnswer> {
  return context.api === 'responses'
    ? askResponses(client, responsesBody(request, habits), signal, listener, context)
    : askChat(client, streamed(chatBody(request, habits)), signal, listener, context);
}

function generationOf(answer: FinishedAnswer, request: ApiRequest, listener: Listener): ApiGeneration {
  const { usage, ...rest } = answer;
  return {
    ...rest,
    text: listener.text,
    usage: withWorst(usage, worstUsage(request)),
    timings: listener.timings(),
  };
}
