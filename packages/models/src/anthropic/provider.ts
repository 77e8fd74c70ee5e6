import type Anthropic from '@anthropic-ai/sdk';
import type { APIPromise } from '@anthropic-ai/sdk/core/api-promise';
import type { Stream } from '@anthropic-ai/sdk/core/streaming';
import type { RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages';
import type { ApiGeneration, ApiProvider, ApiRequest, GenerateOptions } from '@hanzo/contracts';
import { withDeadline } from '../api/deadline.ts';
import { listen, type Listener } from '../api/listener.ts';
import { withWorst } from '../api/usage.ts';
import { ANSWER_TOOL, textOf } from './blocks.ts';
import { type MessageBody, messageBody } from './body.ts';
import { checkRequest } from './check-request.ts';
import type { LoadedClient } from './client.ts';
import { type Connection, createConnection } from './connection.ts';
import { fault, type FaultContext, faultOf } from './fault.ts';
import { generationOf, type HeardAnswer } from './finish.ts';
import { hearMessage } from './hear-message.ts';
import { hearStream } from './hear-stream.ts';
import type { AnthropicOptions } from './options.ts';
import { worstUsage } from './usage.ts';
import { versionHeaders } from './version.ts';

/**
 * Claude models over the real Anthropic client: always streaming, never retrying. Rejects with the signal's reason, or
 * with a HanzoError whose `details` hold a CallFault. A `cacheKey` asks for caching: Anthropic finds what it has by
 * the beginning of the request alone, so the key itself is not sent. A seed is not known there, and not sent.
 */
export function createAnthropicProvider(options: AnthropicOptions): ApiProvider {
  const connection = createConnection(options);
  return {
    name: connection.name,
    namesTier: connection.atAnthropic,
    async generate(request, generateOptions) {
      const context = connection.contextFor(request.model);
      generateOptions.signal.throwIfAborted();
      checkRequest(request, connection.takes(request.model), context);
      const loaded = await connection.open(context, generateOptions.signal);
      return await ask(loaded, request, generateOptions, context, connection);
    },
  };
}

async function ask(
  loaded: LoadedClient,
  request: ApiRequest,
  options: GenerateOptions,
  context: FaultContext,
  connection: Connection,
): Promise<ApiGeneration> {
  const { timeoutMs, atAnthropic } = connection;
  const { strictSchema, classes } = loaded;
  const body = messageBody(request, { takes: connection.takes(request.model), strictSchema, atAnthropic });
  const listener = listen(options);
  const late = `${context.host} did not finish in ${timeoutMs / 1000} s.`;
  return await withDeadline(
    options.signal,
    timeoutMs,
    async (signal) => {
      const answer = await hear(loaded, body, signal, listener, context);
      if (listener.text === '') listener.hear(textOf(answer.blocks));
      const usage = withWorst(answer.usage, worstUsage(body));
      return generationOf(answer, usage, listener.timings(), context, (request.tools ?? []).length > 0);
    },
    {
      late: () => fault('TIMED_OUT', late, context, { charged: 'unknown' }),
      of: (thrown) => faultOf(thrown, context, classes),
    },
  );
}

async function hear(
  { client, classes }: LoadedClient,
  body: MessageBody,
  signal: AbortSignal,
  listener: Listener,
  asked: FaultContext,
): Promise<HeardAnswer> {
  const { data, response, request_id } = await openStream(client, body, signal).withResponse();
  const context = request_id ? { ...asked, requestId: request_id } : asked;
  const requestId = request_id ?? undefined;
  const type = response.headers.get('content-type') ?? 'nothing named';
  const answersInTool = body.tools?.at(-1)?.name === ANSWER_TOOL;
  try {
    const answer = type.includes('json')
      ? hearMessage(await response.json(), requestId)
      : await hearStream(data, { listener, model: body.model, answersInTool, requestId });
    signal.throwIfAborted();
    if (answer !== undefined) return answer;
  } catch (error) {
    if (signal.aborted) throw error;
    throw faultOf(error, context, classes);
  }
  const message = type.includes('event-stream')
    ? `The stream of ${context.host} ended before the answer did.`
    : `${context.host} answered with ${type}, and no message of Anthropic's API in it.`;
  throw fault('API_FAILED', message, context, { charged: 'unknown' });
}

/** What `messages.create` does, but for its lines on the console about models that end, at every call. */
function openStream(
  client: Anthropic,
  body: MessageBody,
  signal: AbortSignal,
): APIPromise<Stream<RawMessageStreamEvent>> {
  const headers = versionHeaders([body]);
  return client.post('/v1/messages', { body: { ...body, stream: true }, stream: true, signal, headers });
}
