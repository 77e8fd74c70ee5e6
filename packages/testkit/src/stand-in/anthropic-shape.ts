import type { Usage } from '@hanzo/contracts';
import { cutIntoPieces } from '../pieces.ts';
import { anthropicErrorBody, type AnthropicErrorBody } from './anthropic-bodies.ts';
import { sealOf } from './anthropic-seal.ts';
import type { Turn } from './turn.ts';

type Tier = 'standard' | 'priority' | 'batch';

export interface AnthropicUsage {
  input_tokens: number;
  cache_creation_input_tokens: number;
  cache_read_input_tokens: number;
  cache_creation: { ephemeral_5m_input_tokens: number; ephemeral_1h_input_tokens: number };
  output_tokens: number;
  output_tokens_details: { thinking_tokens: number };
  inference_geo: string;
  server_tool_use: null;
  service_tier: Tier;
  speed: 'standard';
}

export type AnthropicBlock =
  | { type: 'text'; text: string; citations: null }
  | { type: 'thinking'; thinking: string; signature: string }
  | { type: 'tool_use'; id: string; name: string; input: unknown; caller: { type: 'direct' } };

type StopReason = 'end_turn' | 'max_tokens' | 'stop_sequence' | 'tool_use' | 'refusal';

interface StopDetails {
  type: 'refusal';
  category: 'general_harms';
  explanation: string | null;
}

/** The whole answer. */
export interface AnthropicMessage {
  id: string;
  type: 'message';
  role: 'assistant';
  model: string;
  container: null;
  content: AnthropicBlock[];
  diagnostics: null;
  stop_reason: StopReason | null;
  stop_sequence: null;
  stop_details: StopDetails | null;
  usage: AnthropicUsage;
}

type Delta =
  | { type: 'text_delta'; text: string }
  | { type: 'thinking_delta'; thinking: string }
  | { type: 'signature_delta'; signature: string }
  | { type: 'input_json_delta'; partial_json: string };

type DeltaUsage = Pick<
  AnthropicUsage,
  | 'input_tokens'
  | 'cache_creation_input_tokens'
  | 'cache_read_input_tokens'
  | 'output_tokens'
  | 'output_tokens_details'
  | 'server_tool_use'
>;

/** One server-sent event of a message. */
export type AnthropicEvent =
  | { type: 'message_start'; message: AnthropicMessage }
  | { type: 'content_block_start'; index: number; content_block: AnthropicBlock }
  | { type: 'content_block_delta'; index: number; delta: Delta }
  | { type: 'content_block_stop'; index: number }
  | {
      type: 'message_delta';
      delta: { container: null; stop_reason: StopReason; stop_sequence: null; stop_details: StopDetails | null };
      usage: DeltaUsage;
    }
  | { type: 'message_stop' };

/** What Anthropic writes between events while a model thinks, and in place of an event when it breaks off. */
export type AnthropicSign = { readonly type: 'ping' } | AnthropicErrorBody;

export function anthropicMessage(turn: Turn): AnthropicMessage {
  return {
    ...emptyMessage(turn),
    content: [...thinkingBlocks(turn), ...textBlocks(turn), ...turn.calls.map(callBlock)],
    stop_reason: stopReason(turn),
    stop_details: stopDetails(turn),
    usage: usageBody(turn.usage, turn),
  };
}

function emptyMessage(turn: Turn): AnthropicMessage {
  return {
    id: turn.id,
    type: 'message',
    role: 'assistant',
    model: turn.servedModel,
    container: null,
    content: [],
    diagnostics: null,
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    usage: { ...usageBody(turn.usage, turn), output_tokens: 1, output_tokens_details: { thinking_tokens: 0 } },
  };
}

function thinkingBlocks({ thinking }: Turn): AnthropicBlock[] {
  return thinking === undefined ? [] : [{ type: 'thinking', thinking, signature: sealOf(thinking) }];
}

function textBlocks({ text }: Turn): AnthropicBlock[] {
  return text === '' ? [] : [{ type: 'text', text, citations: null }];
}

function callBlock(call: Turn['calls'][number]): AnthropicBlock {
  return { type: 'tool_use', id: call.id, name: call.name, input: inputOf(call.arguments), caller: { type: 'direct' } };
}

function inputOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return {};
  }
}

function usageBody(usage: Usage, turn: Turn): AnthropicUsage {
  const { inputTokens, cachedInputTokens, cacheWriteTokens = 0, outputTokens, reasoningTokens } = usage;
  return {
    input_tokens: inputTokens - cachedInputTokens - cacheWriteTokens,
    cache_creation_input_tokens: cacheWriteTokens,
    cache_read_input_tokens: cachedInputTokens,
    cache_creation: { ephemeral_5m_input_tokens: cacheWriteTokens, ephemeral_1h_input_tokens: 0 },
    output_tokens: outputTokens,
    output_tokens_details: { thinking_tokens: reasoningTokens },
    inference_geo: 'global',
    server_tool_use: null,
    service_tier: turn.servedTier === 'flex' ? 'standard' : turn.servedTier,
    speed: 'standard',
  };
}

function stopReason({ end }: Turn): StopReason {
  if (end.kind === 'length') return 'max_tokens';
  if (end.kind === 'tools') return 'tool_use';
  return end.kind === 'refusal' || end.kind === 'content-filter' ? 'refusal' : 'end_turn';
}

function stopDetails(turn: Turn): StopDetails | null {
  const { end, text } = turn;
  if (stopReason(turn) !== 'refusal') return null;
  return { type: 'refusal', category: 'general_harms', explanation: end.kind === 'refusal' ? text : null };
}

/** Events before the first piece of text: the message begins, and the model thinks. */
export function anthropicOpening(turn: Turn): readonly (AnthropicEvent | AnthropicSign)[] {
  const { thinking } = turn;
  const start: AnthropicEvent = { type: 'message_start', message: emptyMessage(turn) };
  if (thinking === undefined) return [start, { type: 'ping' }];
  return [
    start,
    { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
    { type: 'ping' },
    ...cutIntoPieces(thinking, 3).map((piece) => delta(0, { type: 'thinking_delta', thinking: piece })),
    delta(0, { type: 'signature_delta', signature: sealOf(thinking) }),
    { type: 'content_block_stop', index: 0 },
  ];
}

/** One piece of the text; the first one begins its block. */
export function anthropicPiece(turn: Turn, piece: string, isFirst: boolean): readonly AnthropicEvent[] {
  const index = textIndex(turn);
  const event = delta(index, { type: 'text_delta', text: piece });
  const begin: AnthropicEvent = {
    type: 'content_block_start',
    index,
    content_block: { type: 'text', text: '', citations: null },
  };
  return isFirst ? [begin, event] : [event];
}

/** Events after the last piece; none when the turn ends without a terminal event. */
export function anthropicClosing(turn: Turn): readonly (AnthropicEvent | AnthropicSign)[] {
  const { end } = turn;
  if (end.kind === 'cut' || end.kind === 'unfinished') return [];
  if (end.kind === 'error') return [anthropicErrorBody(end.code, end.message)];
  const closed: AnthropicEvent[] = turn.text === '' ? [] : [{ type: 'content_block_stop', index: textIndex(turn) }];
  const firstCall = textIndex(turn) + closed.length;
  return [
    ...closed,
    ...turn.calls.flatMap((call, at) => callEvents(call, firstCall + at)),
    {
      type: 'message_delta',
      delta: {
        container: null,
        stop_reason: stopReason(turn),
        stop_sequence: null,
        stop_details: stopDetails(turn),
      },
      usage: deltaUsage(usageBody(turn.usage, turn)),
    },
    { type: 'message_stop' },
  ];
}

function callEvents(call: Turn['calls'][number], index: number): readonly AnthropicEvent[] {
  const block = { ...callBlock(call), input: {} } as AnthropicBlock;
  return [
    { type: 'content_block_start', index, content_block: block },
    ...cutIntoPieces(call.arguments, 3).map((json) => delta(index, { type: 'input_json_delta', partial_json: json })),
    { type: 'content_block_stop', index },
  ];
}

function deltaUsage(usage: AnthropicUsage): DeltaUsage {
  const { cache_creation: _creation, inference_geo: _geo, service_tier: _tier, speed: _speed, ...told } = usage;
  return told;
}

function textIndex({ thinking }: Turn): number {
  return thinking === undefined ? 0 : 1;
}

function delta(index: number, change: Delta): AnthropicEvent {
  return { type: 'content_block_delta', index, delta: change };
}
