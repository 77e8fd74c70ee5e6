import type { ChatCompletion } from 'openai/resources/chat/completions';
import type { CompletionUsage } from 'openai/resources/completions';
import { firstChars, type HanzoError, type ServiceTier, type ToolCall, type Usage } from '@hanzo/contracts';
import type { FaultFacts } from '../api/fault.ts';
import { toldCall } from '../api/told-call.ts';
import { isWhole, usageAsTold } from '../api/usage.ts';
import { fault, type FaultContext } from './fault.ts';
import type { AskedFor, FinishedAnswer } from './finished-answer.ts';
import { servedTierOf } from './service-tier.ts';

/** A chat completion, put together from its chunks or read at once. */
export interface ChatParts {
  readonly refusal: string;
  /** The finish reason as the server wrote it; undefined when it gave none. */
  readonly end: string | undefined;
  readonly usage: Usage | undefined;
  readonly servedModel: string;
  readonly servedTier: ServiceTier | undefined;
  readonly id: string | undefined;
  readonly toolCalls: readonly ToolCall[];
}

/** Reads a whole completion, as batches have them. Throws like {@link finishChat}. */
export function readCompletion(
  completion: ChatCompletion,
  asked: AskedFor,
  context: FaultContext,
): { readonly text: string; readonly answer: FinishedAnswer } {
  const choice = completion.choices?.[0];
  const calls = (choice?.message?.tool_calls ?? []).filter((call) => call.type === 'function');
  const answer = finishChat(
    {
      refusal: choice?.message?.refusal ?? '',
      end: choice?.finish_reason ?? undefined,
      usage: chatUsage(completion.usage),
      servedModel: completion.model ?? asked.model,
      servedTier: servedTierOf(completion.service_tier),
      id: completion.id,
      toolCalls: calls.map(({ id, function: its }) => toldCall(id, its?.name, its?.arguments)),
    },
    asked,
    context,
  );
  return { text: choice?.message?.content ?? '', answer };
}

/** What the end of a completion means. Throws HanzoError for one that is no answer, with what it cost. */
export function finishChat(parts: ChatParts, asked: AskedFor, context: FaultContext): FinishedAnswer {
  const { end, usage, servedModel, servedTier } = parts;
  const problem = problemOf(parts, asked, context);
  if (problem !== undefined) throw problem;
  // Anything else that a compatible server may invent counts as an end.
  const finish = end === 'length' ? 'length' : 'stop';
  const facts = { finish, servedModel, usage, servedTier, requestId: parts.id } as const;
  if (finish === 'stop') return { ...facts, toolCalls: parts.toolCalls };
  return { ...facts, toolCalls: [], ...(parts.toolCalls.length > 0 && { cutInCall: true }) };
}

function problemOf(parts: ChatParts, asked: AskedFor, context: FaultContext): HanzoError | undefined {
  const { refusal, end, servedModel, toolCalls } = parts;
  const { host } = context;
  if (refusal) {
    const message = `${servedModel} declined: ${firstChars(refusal, 300)}`;
    return fault('API_REFUSED', message, context, chargeOf(parts));
  }
  if (end === undefined) {
    const message = `The stream of ${host} ended before the answer did.`;
    return fault('API_FAILED', message, context, { charged: 'unknown' });
  }
  if (end === 'content_filter') {
    return fault('API_REFUSED', `The content filter of ${host} stopped the answer.`, context, chargeOf(parts));
  }
  const wantsTools = toolCalls.length > 0 || end === 'tool_calls' || end === 'function_call';
  if (!wantsTools || (asked.tools && toolCalls.length > 0)) return undefined;
  const message = `${host} ended its answer with "${end}", which nobody asked for.`;
  return fault('API_FAILED', message, context, chargeOf(parts));
}

function chargeOf({ usage, servedModel, servedTier }: ChatParts): FaultFacts {
  if (usage === undefined || !isWhole(usage)) return { charged: 'unknown' };
  return { charged: 'yes', usage, servedModel, ...(servedTier === undefined ? {} : { servedTier }) };
}

/** Usage as the server told it; undefined when it did not. */
export function chatUsage(usage: CompletionUsage | null | undefined): Usage | undefined {
  if (!usage) return undefined;
  return usageAsTold({
    input: usage.prompt_tokens,
    cached: usage.prompt_tokens_details?.cached_tokens,
    cacheWrite: usage.prompt_tokens_details?.cache_write_tokens,
    output: usage.completion_tokens,
    reasoning: usage.completion_tokens_details?.reasoning_tokens,
  });
}
