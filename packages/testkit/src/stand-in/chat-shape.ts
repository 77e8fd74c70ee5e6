import type { Usage } from '@hanzo/contracts';
import type { Turn } from './turn.ts';

type Body = Readonly<Record<string, unknown>>;

function usageBody(usage: Usage): unknown {
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedInputTokens, audio_tokens: 0 },
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
  return turn.end.kind === 'content-filter' ? 'content_filter' : 'stop';
}

/** The whole answer at once. */
export function completionBody(turn: Turn): Body {
  const refused = turn.end.kind === 'refusal';
  return {
    id: turn.id,
    object: 'chat.completion',
    created: turn.createdAt,
    model: turn.servedModel,
    service_tier: 'default',
    system_fingerprint: 'fp_stand_in',
    choices: [
      {
        index: 0,
        finish_reason: finishReason(turn),
        logprobs: null,
        message: {
          role: 'assistant',
          content: refused ? null : turn.text,
          refusal: refused ? turn.text : null,
          annotations: [],
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
    service_tier: 'default',
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

/** Chunks after the last piece; none when the turn ends without a terminal event. */
export function closingChunks(turn: Turn): readonly Body[] {
  if (turn.end.kind === 'cut' || turn.end.kind === 'unfinished') return [];
  if (turn.end.kind === 'error') {
    return [{ error: { message: turn.end.message, type: 'server_error', param: null, code: turn.end.code } }];
  }
  const last = chunk(turn, [choice({}, finishReason(turn))]);
  return wantsUsage(turn) ? [last, chunk(turn, [], { usage: usageBody(turn.usage) })] : [last];
}
