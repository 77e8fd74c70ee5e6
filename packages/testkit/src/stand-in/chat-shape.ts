import type { ToolCall, Usage } from '@hanzo/contracts';
import { cutIntoPieces } from '../pieces.ts';
import { tierName } from './tier-name.ts';
import type { Turn } from './turn.ts';

type Body = Readonly<Record<string, unknown>>;

function usageBody(usage: Usage): unknown {
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    prompt_tokens_details: {
      cached_tokens: usage.cachedInputTokens,
      cache_write_tokens: usage.cacheWriteTokens ?? 0,
      audio_tokens: 0,
    },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoningTokens,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

function finishReason(turn: Turn): string {
  if (turn.end.kind === 'length') return 'length';
  if (turn.end.kind === 'tools') return 'tool_calls';
  return turn.end.kind === 'content-filter' ? 'content_filter' : 'stop';
}

function callBody({ id, name, arguments: given }: ToolCall): Body {
  return { id, type: 'function', function: { name, arguments: given } };
}

/** The whole answer at once. */
export function completionBody(turn: Turn): Body {
  const refused = turn.end.kind === 'refusal';
  return {
    id: turn.id,
    object: 'chat.completion',
    created: turn.createdAt,
    model: turn.servedModel,
    service_tier: tierName(turn),
    system_fingerprint: 'fp_stand_in',
    choices: [
      {
        index: 0,
        finish_reason: finishReason(turn),
        logprobs: null,
        message: {
          role: 'assistant',
          content: refused || (turn.end.kind === 'tools' && turn.text === '') ? null : turn.text,
          refusal: refused ? turn.text : null,
          annotations: [],
          ...(turn.calls.length > 0 ? { tool_calls: turn.calls.map(callBody) } : {}),
        },
      },
    ],
    ...(turn.omitUsage ? {} : { usage: usageBody(turn.usage) }),
  };
}

function chunk(turn: Turn, choices: readonly unknown[], extra: Body = {}): Body {
  return {
    id: turn.id,
    object: 'chat.completion.chunk',
    created: turn.createdAt,
    model: turn.servedModel,
    service_tier: tierName(turn),
    system_fingerprint: 'fp_stand_in',
    choices,
    ...(wantsUsage(turn) ? { usage: null } : {}),
    ...extra,
  };
}

const choice = (delta: Body, finish: string | null = null): Body => ({
  index: 0,
  delta,
  logprobs: null,
  finish_reason: finish,
});

function wantsUsage(turn: Turn): boolean {
  const options = turn.request.body['stream_options'];
  return (
    !turn.omitUsage &&
    typeof options === 'object' &&
    options !== null &&
    'include_usage' in options &&
    options.include_usage === true
  );
}

/** The chunk before the first piece. */
export function openingChunk(turn: Turn): Body {
  return chunk(turn, [choice({ role: 'assistant', content: turn.end.kind === 'refusal' ? null : '', refusal: null })]);
}

/** One piece. */
export function pieceChunk(turn: Turn, piece: string): Body {
  return chunk(turn, [choice(turn.end.kind === 'refusal' ? { refusal: piece } : { content: piece })]);
}

/** A call's name comes first, its arguments in pieces. */
function callChunks(turn: Turn, call: ToolCall, index: number): readonly Body[] {
  const opening = { index, ...callBody({ ...call, arguments: '' }) };
  const pieces = cutIntoPieces(call.arguments, 3).map((piece) => ({ index, function: { arguments: piece } }));
  return [opening, ...pieces].map((piece) => chunk(turn, [choice({ tool_calls: [piece] })]));
}

/** Chunks after the last piece; none when the turn ends without a terminal event. */
export function closingChunks(turn: Turn): readonly Body[] {
  if (turn.end.kind === 'cut' || turn.end.kind === 'unfinished') return [];
  if (turn.end.kind === 'error' || turn.end.kind === 'failed') {
    return [{ error: { message: turn.end.message, type: 'server_error', param: null, code: turn.end.code } }];
  }
  const calls = turn.calls.flatMap((call, index) => callChunks(turn, call, index));
  const last = chunk(turn, [choice({}, finishReason(turn))]);
  const usage = wantsUsage(turn) ? [chunk(turn, [], { usage: usageBody(turn.usage) })] : [];
  return [...calls, last, ...usage];
}
