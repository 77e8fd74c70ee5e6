import type { ToolCall } from '@hanzo/contracts';
import type { Turn } from './turn.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One part of what the model put out, with its place in the output. */
export type OutputItem =
  | { readonly kind: 'reasoning'; readonly index: number; readonly id: string }
  | { readonly kind: 'message'; readonly index: number; readonly id: string }
  | { readonly kind: 'call'; readonly index: number; readonly id: string; readonly call: ToolCall };

/** What a turn puts out, in order: its reasoning, its text, the tools that it wants. */
export function outputItems(turn: Turn): readonly OutputItem[] {
  const hasMessage = turn.end.kind !== 'tools' || turn.text !== '';
  const kinds = [
    ...(turn.usage.reasoningTokens > 0 ? [{ kind: 'reasoning' as const, id: `rs_${turn.id}` }] : []),
    ...(hasMessage ? [{ kind: 'message' as const, id: `msg_${turn.id}` }] : []),
    ...turn.calls.map((call, at) => ({ kind: 'call' as const, id: `fc_${turn.id}_${at + 1}`, call })),
  ];
  return kinds.map((item, index) => ({ ...item, index }));
}

/** An item as the API writes it, at its beginning or at its end. */
export function itemBody(turn: Turn, item: OutputItem, state: 'begun' | 'ended'): Fields {
  if (item.kind === 'reasoning') return reasoningBody(turn, item.id, state);
  if (item.kind === 'message') return messageBody(turn, item.id, state);
  const { call, id } = item;
  return {
    id,
    type: 'function_call',
    status: state === 'begun' ? 'in_progress' : statusOf(turn),
    call_id: call.id,
    name: call.name,
    arguments: state === 'begun' ? '' : call.arguments,
  };
}

function messageBody(turn: Turn, id: string, state: 'begun' | 'ended'): Fields {
  return {
    id,
    type: 'message',
    role: 'assistant',
    status: state === 'begun' ? 'in_progress' : statusOf(turn),
    content: state === 'begun' ? [] : [contentPart(turn, turn.text)],
  };
}

/** Sealed only for those who ask. */
function reasoningBody(turn: Turn, id: string, state: 'begun' | 'ended'): Fields {
  const include = turn.request.body['include'];
  const isAsked = Array.isArray(include) && include.includes('reasoning.encrypted_content');
  return {
    id,
    type: 'reasoning',
    summary: [],
    ...(isAsked && state === 'ended' ? { encrypted_content: sealOf(turn.request.model, turn.id) } : {}),
  };
}

/** Stands for reasoning that only the same model can open. */
export function sealOf(model: string, turnId: string): string {
  return `sealed:${model}:${turnId}`;
}

/** The text of a message, or why there is none. */
export function contentPart(turn: Turn, text: string): unknown {
  return turn.end.kind === 'refusal'
    ? { type: 'refusal', refusal: text }
    : { type: 'output_text', text, annotations: [], logprobs: [] };
}

/** Why the answer is incomplete, as the API names it. */
export function incompleteReason(turn: Turn): 'max_output_tokens' | 'content_filter' | undefined {
  if (turn.end.kind === 'length') return 'max_output_tokens';
  return turn.end.kind === 'content-filter' ? 'content_filter' : undefined;
}

/** Of the response, and of its items. */
export function statusOf(turn: Turn): 'completed' | 'incomplete' {
  return incompleteReason(turn) === undefined ? 'completed' : 'incomplete';
}
