import type { Response, ResponseOutputItem } from 'openai/resources/responses/responses';
import { firstChars, type HanzoError, type ToolCall, type Usage } from '@hanzo/contracts';
import type { FaultFacts } from '../api/fault.ts';
import { toldCall } from '../api/told-call.ts';
import { isWhole, usageAsTold } from '../api/usage.ts';
import { classify } from './classify.ts';
import { fault, type FaultContext } from './fault.ts';
import type { AskedFor, FinishedAnswer } from './finished-answer.ts';
import { sealedTurn } from './responses-input.ts';
import { servedTierOf } from './service-tier.ts';

export interface ReadResponse {
  readonly text: string;
  readonly answer: FinishedAnswer;
}

/**
 * Reads a response that is over: from the last event of a stream, or from a batch. Throws HanzoError for one that is
 * no answer, with what it cost.
 *
 * @param end how it ended; the event's name says so, where some servers leave out the status
 */
export function readResponse(
  given: Response,
  end: 'completed' | 'incomplete' | 'failed',
  asked: AskedFor,
  context: FaultContext,
): ReadResponse {
  // Some compatible servers leave the model out.
  const response = { ...given, model: given.model ?? asked.model, output: (given.output ?? []).map(wholeItem) };
  if (end === 'failed') throw brokenOff(response.error?.code, response.error?.message, context, response);
  if (end === 'incomplete') refuseIncomplete(response, context);
  const declined = outputText(response, 'refusal');
  if (declined) throw refusedAnswer(`${response.model} declined: ${firstChars(declined, 300)}`, response, context);
  const calls = toolCallsOf(response);
  const toolCalls = end === 'completed' ? calls : [];
  if (toolCalls.length > 0 && !asked.tools) {
    const message = `${context.host} asked for the tool "${toolCalls[0]?.name}", although it was offered none.`;
    throw fault('API_FAILED', message, context, chargeOf(response));
  }
  const state = sealedTurn(response, asked.model, end);
  return {
    text: outputText(response, 'output_text'),
    answer: {
      finish: end === 'completed' ? 'stop' : 'length',
      servedModel: response.model,
      usage: usageOf(response),
      toolCalls,
      ...(toolCalls.length < calls.length && { cutInCall: true }),
      servedTier: servedTierOf(response.service_tier),
      requestId: response.id,
      ...(state === undefined ? {} : { state }),
    },
  };
}

function refuseIncomplete(response: Response, context: FaultContext): void {
  const reason = response.incomplete_details?.reason;
  if (reason === 'max_output_tokens') return;
  if (reason === 'content_filter') {
    throw refusedAnswer(`The content filter of ${context.host} stopped the answer.`, response, context);
  }
  throw brokenOff(undefined, `it left the answer incomplete (${reason ?? 'no reason given'})`, context, response);
}

/** The model, or the provider's filter, said no. */
export function refusedAnswer(message: string, response: Response, context: FaultContext): HanzoError {
  return fault('API_REFUSED', message, context, chargeOf(response));
}

/** The provider broke off, in its own words. */
export function brokenOff(
  code: string | undefined,
  message: string | undefined,
  context: FaultContext,
  response?: Response,
): HanzoError {
  const words = message ?? 'no reason given';
  const kind = classify({ status: undefined, code, type: undefined, message: words });
  return fault(kind, `${context.host} broke off its answer: ${words}`, context, {
    ...chargeOf(response),
    ...(code === undefined ? {} : { providerCode: context.redact(code) }),
  });
}

/** Somebody cancelled it. What was done by then may be on the bill: without a word on that nobody can tell. */
export function cancelledAnswer(response: Response, context: FaultContext): HanzoError {
  return fault('CANCELLED', `The answer of ${context.host} was cancelled.`, context, chargeOf(response));
}

function chargeOf(response: Response | undefined): FaultFacts {
  const usage = response && usageOf(response);
  if (usage === undefined || !isWhole(usage)) return { charged: 'unknown' };
  const servedTier = servedTierOf(response?.service_tier);
  return {
    charged: 'yes',
    usage,
    ...(response === undefined ? {} : { servedModel: response.model }),
    ...(servedTier === undefined ? {} : { servedTier }),
  };
}

/** What goes back to the model is the same as what its results are told by. */
function wholeItem(item: ResponseOutputItem): ResponseOutputItem {
  if (item.type !== 'function_call') return item;
  const { id, ...call } = toldCall(item.call_id, item.name, item.arguments);
  return { ...item, ...call, call_id: id };
}

function toolCallsOf(response: Response): readonly ToolCall[] {
  const calls = response.output.filter((item) => item.type === 'function_call');
  return calls.map((item) => ({ id: item.call_id, name: item.name, arguments: item.arguments }));
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
    cacheWrite: usage.input_tokens_details?.cache_write_tokens,
    output: usage.output_tokens,
    reasoning: usage.output_tokens_details?.reasoning_tokens,
  });
}
