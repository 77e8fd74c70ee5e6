import type OpenAI from 'openai';
import type {
  Response,
  ResponseCreateParamsStreaming,
  ResponseStreamEvent,
} from 'openai/resources/responses/responses';
import type { GenerateRequest, Usage } from '@hanzo/contracts';
import { classify } from './classify.ts';
import { fault, type FaultContext } from './fault.ts';
import type { FinishedTurn, Listener } from './listener.ts';
import { schemaName, strictSchema } from './strict-schema.ts';
import { isWhole, usageAsTold } from './usage.ts';
import type { Habits } from './habits.ts';

/** The Responses API refuses smaller caps. */
export const MIN_RESPONSES_OUTPUT_TOKENS = 16;

/** The body of POST /responses. `store: false`: nothing of ours stays at the provider longer than it must. */
export function responsesBody(request: GenerateRequest, habits: Habits): ResponseCreateParamsStreaming {
  const { output, sampling } = request;
  return {
    model: request.model,
    ...(request.system === '' ? {} : { instructions: request.system }),
    input: request.prompt,
    max_output_tokens: Math.max(MIN_RESPONSES_OUTPUT_TOKENS, request.maxOutputTokens),
    store: false,
    stream: true,
    ...(habits.samples && sampling.temperature !== undefined ? { temperature: sampling.temperature } : {}),
    ...(habits.reasons && habits.effort !== undefined ? { reasoning: { effort: habits.effort } } : {}),
    ...(output.kind === 'json'
      ? {
          text: {
            format: {
              type: 'json_schema',
              name: schemaName(output.name),
              schema: strictSchema(output.schema),
              strict: true,
            },
          },
        }
      : {}),
  };
}

/** Asks, and listens until the terminal event. A stream that ends without one is an error. */
export async function askResponses(
  client: OpenAI,
  body: ResponseCreateParamsStreaming,
  signal: AbortSignal,
  listener: Listener,
  context: FaultContext,
): Promise<FinishedTurn> {
  const events = await client.responses.create(body, { signal });
  let refusal = '';
  for await (const event of events) {
    if (event.type === 'response.output_text.delta') listener.hear(event.delta);
    else listener.alive();
    if (event.type === 'response.refusal.delta') refusal += event.delta;
    const turn = endOf(event, refusal, listener, context);
    if (turn) return turn;
  }
  signal.throwIfAborted();
  throw fault('API_FAILED', `The stream of ${context.host} ended before the answer did.`, context, {
    charged: 'unknown',
  });
}

function endOf(
  event: ResponseStreamEvent,
  refusal: string,
  listener: Listener,
  context: FaultContext,
): FinishedTurn | undefined {
  if (event.type === 'response.completed') return completed(event.response, refusal, listener, context);
  if (event.type === 'response.incomplete') return incomplete(event.response, listener, context);
  if (event.type === 'response.failed') {
    throw failed(event.response.error?.code, event.response.error?.message, context, event.response);
  }
  if (event.type === 'error') throw failed(event.code ?? undefined, event.message, context, undefined);
  return undefined;
}

function completed(response: Response, refusal: string, listener: Listener, context: FaultContext): FinishedTurn {
  const declined = refusal || outputText(response, 'refusal');
  if (declined) throw refused(`${response.model} declined: ${declined.slice(0, 300)}`, response, context);
  hearLateText(response, listener);
  return { finish: 'stop', servedModel: response.model, usage: usageOf(response) };
}

function incomplete(response: Response, listener: Listener, context: FaultContext): FinishedTurn {
  const reason = response.incomplete_details?.reason;
  if (reason === 'max_output_tokens') {
    hearLateText(response, listener);
    return { finish: 'length', servedModel: response.model, usage: usageOf(response) };
  }
  if (reason === 'content_filter')
    throw refused(`The content filter of ${context.host} stopped the answer.`, response, context);
  throw failed(undefined, `it left the answer incomplete (${reason ?? 'no reason given'})`, context, response);
}

/** Some compatible servers send no deltas, only the whole text at the end. */
function hearLateText(response: Response, listener: Listener): void {
  if (listener.text === '') listener.hear(outputText(response, 'output_text'));
}

function refused(message: string, response: Response, context: FaultContext): Error {
  return fault('API_REFUSED', message, context, chargeOf(response));
}

function failed(
  code: string | undefined,
  message: string | undefined,
  context: FaultContext,
  response: Response | undefined,
): Error {
  const words = message ?? 'no reason given';
  const kind = classify({ status: undefined, code, type: undefined, message: words });
  return fault(kind, `${context.host} broke off its answer: ${words}`, context, {
    ...chargeOf(response),
    ...(code === undefined ? {} : { providerCode: code }),
  });
}

function chargeOf(
  response: Response | undefined,
): { charged: 'yes'; usage: Usage; servedModel: string } | { charged: 'unknown' } {
  const usage = response && usageOf(response);
  return usage && isWhole(usage) ? { charged: 'yes', usage, servedModel: response.model } : { charged: 'unknown' };
}

function outputText(response: Response, kind: 'output_text' | 'refusal'): string {
  const parts = (response.output ?? []).flatMap((item) => (item.type === 'message' ? item.content : []));
  return parts
    .map((part) =>
      part.type === 'output_text' ? (kind === 'output_text' ? part.text : '') : kind === 'refusal' ? part.refusal : '',
    )
    .join('');
}

function usageOf(response: Response): Usage | undefined {
  const { usage } = response;
  if (!usage) return undefined;
  return usageAsTold({
    input: usage.input_tokens,
    cached: usage.input_tokens_details?.cached_tokens,
    output: usage.output_tokens,
    reasoning: usage.output_tokens_details?.reasoning_tokens,
  });
}
