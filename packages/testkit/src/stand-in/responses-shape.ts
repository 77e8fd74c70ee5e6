import type { Usage } from '@hanzo/contracts';
import type { Turn } from './turn.ts';

/** One server-sent event of the Responses API. */
export type ResponsesEvent = Readonly<Record<string, unknown>> & { readonly type: string };

function usageBody(usage: Usage): unknown {
  return {
    input_tokens: usage.inputTokens,
    input_tokens_details: { cached_tokens: usage.cachedInputTokens, cache_write_tokens: 0 },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens },
    total_tokens: usage.inputTokens + usage.outputTokens,
  };
}

const itemId = (turn: Turn): string => `msg_${turn.id}`;

function contentPart(turn: Turn, text: string): unknown {
  return turn.end.kind === 'refusal'
    ? { type: 'refusal', refusal: text }
    : { type: 'output_text', text, annotations: [], logprobs: [] };
}

function message(turn: Turn, status: string, content: readonly unknown[]): unknown {
  return { id: itemId(turn), type: 'message', role: 'assistant', status, content };
}

/** Fields that every response of the stand-in has in common. */
const UNUSED = {
  object: 'response',
  access_programs: null,
  background: false,
  error: null,
  max_tool_calls: null,
  metadata: {},
  parallel_tool_calls: true,
  previous_response_id: null,
  prompt_cache_key: null,
  safety_identifier: null,
  service_tier: 'default',
  tool_choice: 'auto',
  tools: [],
  top_logprobs: 0,
  top_p: 1,
  truncation: 'disabled',
} as const;

/** The response object in one of its states. Only a finished one carries output and usage. */
export function responseBody(turn: Turn, state: 'in_progress' | 'finished'): Readonly<Record<string, unknown>> {
  const { request } = turn;
  return {
    ...UNUSED,
    id: turn.id,
    created_at: turn.createdAt,
    instructions: request.system || null,
    max_output_tokens: request.maxOutputTokens ?? null,
    model: turn.servedModel,
    reasoning: request.body['reasoning'] ?? { effort: null, summary: null },
    store: request.body['store'] ?? true,
    temperature: request.temperature ?? 1,
    text: request.body['text'] ?? { format: { type: 'text' } },
    ...(state === 'finished' ? finishedFields(turn) : UNFINISHED),
  };
}

const UNFINISHED = {
  status: 'in_progress',
  completed_at: null,
  incomplete_details: null,
  output: [],
  usage: null,
} as const;

/** Why the answer is incomplete, as the API names it. */
function incompleteReason(turn: Turn): string | undefined {
  if (turn.end.kind === 'length') return 'max_output_tokens';
  return turn.end.kind === 'content-filter' ? 'content_filter' : undefined;
}

function finishedFields(turn: Turn): Readonly<Record<string, unknown>> {
  const reason = incompleteReason(turn);
  const status = reason === undefined ? 'completed' : 'incomplete';
  return {
    status,
    completed_at: reason === undefined ? turn.createdAt : null,
    incomplete_details: reason === undefined ? null : { reason },
    output: outputItems(turn, status),
    usage: usageBody(turn.usage),
  };
}

function outputItems(turn: Turn, status: string): readonly unknown[] {
  const reasoning =
    turn.usage.reasoningTokens > 0 ? [{ id: `rs_${turn.id}`, type: 'reasoning', summary: [], content: [] }] : [];
  return [...reasoning, message(turn, status, [contentPart(turn, turn.text)])];
}

/** Events before the first piece. */
export function openingEvents(turn: Turn): readonly ResponsesEvent[] {
  const at = { item_id: itemId(turn), output_index: 0, content_index: 0 };
  return [
    { type: 'response.created', response: responseBody(turn, 'in_progress') },
    { type: 'response.in_progress', response: responseBody(turn, 'in_progress') },
    { type: 'response.output_item.added', output_index: 0, item: message(turn, 'in_progress', []) },
    { type: 'response.content_part.added', ...at, part: contentPart(turn, '') },
  ];
}

/** One piece. */
export function pieceEvent(turn: Turn, piece: string): ResponsesEvent {
  const at = { item_id: itemId(turn), output_index: 0, content_index: 0, delta: piece };
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
  const at = { item_id: itemId(turn), output_index: 0, content_index: 0 };
  const refused = turn.end.kind === 'refusal';
  const incomplete = incompleteReason(turn) !== undefined;
  const body = responseBody(turn, 'finished');
  return [
    refused
      ? { type: 'response.refusal.done', ...at, refusal: turn.text }
      : { type: 'response.output_text.done', ...at, text: turn.text, logprobs: [] },
    { type: 'response.content_part.done', ...at, part: contentPart(turn, turn.text) },
    {
      type: 'response.output_item.done',
      output_index: 0,
      item: message(turn, String(body['status']), [contentPart(turn, turn.text)]),
    },
    { type: incomplete ? 'response.incomplete' : 'response.completed', response: body },
  ];
}
