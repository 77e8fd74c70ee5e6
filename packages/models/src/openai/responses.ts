import type OpenAI from 'openai';
import type { ResponseCreateParamsNonStreaming, ResponseStreamEvent } from 'openai/resources/responses/responses';
import { firstChars } from '@hanzo/contracts';
import type { Listener } from '../api/listener.ts';
import { fault, type FaultContext } from './fault.ts';
import type { FinishedAnswer } from './finished-answer.ts';
import { brokenOff, readResponse, refusedAnswer } from './responses-answer.ts';

/** Asks, and listens until the terminal event. A stream that ends without one is an error. */
export async function askResponses(
  client: OpenAI,
  body: ResponseCreateParamsNonStreaming,
  signal: AbortSignal,
  listener: Listener,
  context: FaultContext,
): Promise<FinishedAnswer> {
  const asking = client.responses.create({ ...body, stream: true }, { signal });
  const { data: events, request_id: requestId } = await asking.withResponse();
  if (requestId) context.requestId = requestId;
  let declined = '';
  for await (const event of events) {
    if (event.type === 'response.output_text.delta') listener.hear(event.delta);
    else listener.alive();
    if (event.type === 'response.created' && event.response.id) context.requestId ??= event.response.id;
    if (event.type === 'response.refusal.delta') declined += event.delta;
    const answer = endOf(event, declined, body, listener, context);
    if (answer) return { ...answer, requestId: requestId ?? answer.requestId };
  }
  signal.throwIfAborted();
  throw fault('API_FAILED', `The stream of ${context.host} ended before the answer did.`, context, {
    charged: 'unknown',
  });
}

function endOf(
  event: ResponseStreamEvent,
  declined: string,
  body: ResponseCreateParamsNonStreaming,
  listener: Listener,
  context: FaultContext,
): FinishedAnswer | undefined {
  if (event.type === 'error') throw brokenOff(event.code ?? undefined, event.message, context);
  const end = ENDS.get(event.type);
  if (end === undefined || !('response' in event)) return undefined;
  if (declined !== '' && end === 'completed') {
    throw refusedAnswer(
      `${event.response.model ?? body.model} declined: ${firstChars(declined, 300)}`,
      event.response,
      context,
    );
  }
  const asked = { model: body.model ?? context.model, tools: (body.tools ?? []).length > 0 };
  const { answer, text } = readResponse(event.response, end, asked, context);
  // Some compatible servers send no deltas, only the whole text at the end.
  if (listener.text === '') listener.hear(text);
  return answer;
}

const ENDS: ReadonlyMap<string, 'completed' | 'incomplete' | 'failed'> = new Map([
  ['response.completed', 'completed'],
  ['response.incomplete', 'incomplete'],
  ['response.failed', 'failed'],
]);
