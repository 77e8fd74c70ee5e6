import type { Usage } from '@hanzo/contracts';
import { cutIntoPieces } from '../pieces.ts';
import { contentPart, incompleteReason, itemBody, outputItems, statusOf, type OutputItem } from './responses-items.ts';
import { tierName } from './tier-name.ts';
import type { Turn } from './turn.ts';

/** One server-sent event of the Responses API. */
export type ResponsesEvent = Readonly<Record<string, unknown>> & { readonly type: string };

function usageBody(usage: Usage): unknown {
  return {
    input_tokens: usage.inputTokens,
    input_tokens_details: {
      cached_tokens: usage.cachedInputTokens,
      cache_write_tokens: usage.cacheWriteTokens ?? 0,
    },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens },
    total_tokens: usage.inputTokens + usage.outputTokens,
  };
}

/** Fields that every response of the stand-in has in common. */
const UNUSED = {
  object: 'response',
  error: null,
  max_tool_calls: null,
  metadata: {},
  parallel_tool_calls: true,
  previous_response_id: null,
  safety_identifier: null,
  top_logprobs: 0,
  top_p: 1,
  truncation: 'disabled',
} as const;

export type ResponseState = 'queued' | 'in_progress' | 'finished' | 'failed' | 'cancelled';

/**
 * The response object in one of its states. Only a finished one carries output and usage.
 *
 * @param tellsUsage whether one that failed or was cancelled says what it cost. @default false
 */
export function responseBody(
  turn: Turn,
  state: ResponseState,
  tellsUsage: boolean = false,
): Readonly<Record<string, unknown>> {
  const { request } = turn;
  return {
    ...UNUSED,
    background: turn.inBackground,
    id: turn.id,
    created_at: turn.createdAt,
    instructions: request.system || null,
    max_output_tokens: request.maxOutputTokens ?? null,
    model: turn.servedModel,
    prompt_cache_key: request.cacheKey ?? null,
    reasoning: request.body['reasoning'] ?? { effort: null, summary: null },
    service_tier: tierName(turn),
    temperature: request.temperature ?? 1,
    text: request.body['text'] ?? { format: { type: 'text' } },
    tool_choice: request.body['tool_choice'] ?? 'auto',
    tools: request.body['tools'] ?? [],
    ...(state === 'finished' ? finishedFields(turn) : { ...UNFINISHED, status: state }),
    ...(state === 'failed' ? { error: errorOf(turn) } : {}),
    ...(tellsUsage ? { usage: usageBody(turn.usage) } : {}),
  };
}

function errorOf({ end }: Turn): unknown {
  if (end.kind === 'error' || end.kind === 'failed') return { code: end.code, message: end.message };
  return { code: 'server_error', message: 'The answer could not be finished.' };
}

const UNFINISHED = {
  completed_at: null,
  incomplete_details: null,
  output: [],
} as const;

function finishedFields(turn: Turn): Readonly<Record<string, unknown>> {
  const reason = incompleteReason(turn);
  return {
    status: statusOf(turn),
    completed_at: reason === undefined ? turn.createdAt : null,
    incomplete_details: reason === undefined ? null : { reason },
    output: outputItems(turn).map((item) => itemBody(turn, item, 'ended')),
    ...(turn.omitUsage ? {} : { usage: usageBody(turn.usage) }),
  };
}

const itemAdded = (turn: Turn, item: OutputItem): ResponsesEvent => ({
  type: 'response.output_item.added',
  output_index: item.index,
  item: itemBody(turn, item, 'begun'),
});

const itemDone = (turn: Turn, item: OutputItem): ResponsesEvent => ({
  type: 'response.output_item.done',
  output_index: item.index,
  item: itemBody(turn, item, 'ended'),
});

const placeOf = ({ id, index }: OutputItem): object => ({ item_id: id, output_index: index, content_index: 0 });

const messageOf = (turn: Turn): OutputItem | undefined => outputItems(turn).find((item) => item.kind === 'message');

/** Events before the first piece. */
export function openingEvents(turn: Turn): readonly ResponsesEvent[] {
  const reasoning = outputItems(turn).filter((item) => item.kind === 'reasoning');
  const message = messageOf(turn);
  return [
    { type: 'response.created', response: responseBody(turn, 'in_progress') },
    { type: 'response.in_progress', response: responseBody(turn, 'in_progress') },
    ...reasoning.flatMap((item) => [itemAdded(turn, item), itemDone(turn, item)]),
    ...(message === undefined
      ? []
      : [
          itemAdded(turn, message),
          { type: 'response.content_part.added', ...placeOf(message), part: contentPart(turn, '') },
        ]),
  ];
}

/** One piece. */
export function pieceEvent(turn: Turn, piece: string): ResponsesEvent {
  const message = messageOf(turn);
  const at = { ...(message && placeOf(message)), delta: piece };
  return turn.end.kind === 'refusal'
    ? { type: 'response.refusal.delta', ...at }
    : { type: 'response.output_text.delta', ...at, logprobs: [] };
}

/** Events after the last piece; none when the turn ends without a terminal event. */
export function closingEvents(turn: Turn): readonly ResponsesEvent[] {
  if (turn.end.kind === 'cut' || turn.end.kind === 'unfinished') return [];
  if (turn.end.kind === 'error') {
    return [{ type: 'error', code: turn.end.code, message: turn.end.message, param: null }];
  }
  if (turn.end.kind === 'failed') {
    return [{ type: 'response.failed', response: responseBody(turn, 'failed') }];
  }
  const end = statusOf(turn);
  return [
    ...outputItems(turn).flatMap((item) => itemEnd(turn, item)),
    { type: `response.${end}`, response: responseBody(turn, 'finished') },
  ];
}

function itemEnd(turn: Turn, item: OutputItem): readonly ResponsesEvent[] {
  if (item.kind === 'reasoning') return [];
  if (item.kind === 'call') return [itemAdded(turn, item), ...argumentEvents(item), itemDone(turn, item)];
  const at = placeOf(item);
  return [
    turn.end.kind === 'refusal'
      ? { type: 'response.refusal.done', ...at, refusal: turn.text }
      : { type: 'response.output_text.done', ...at, text: turn.text, logprobs: [] },
    { type: 'response.content_part.done', ...at, part: contentPart(turn, turn.text) },
    itemDone(turn, item),
  ];
}

function argumentEvents(item: Extract<OutputItem, { kind: 'call' }>): readonly ResponsesEvent[] {
  const { id, index, call } = item;
  const at = { item_id: id, output_index: index };
  return [
    ...cutIntoPieces(call.arguments, 3).map((delta) => ({
      type: 'response.function_call_arguments.delta',
      ...at,
      delta,
    })),
    { type: 'response.function_call_arguments.done', ...at, name: call.name, arguments: call.arguments },
  ];
}
