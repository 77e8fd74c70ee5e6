import { anthropicModelNotFound, anthropicRateLimited, anthropicUnauthorized } from './anthropic-bodies.ts';
import type { AnthropicCache } from './anthropic-cache.ts';
import { findAnthropicFault } from './anthropic-strictness.ts';
import type { ApiStandInOptions } from './options.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Reply } from './reply.ts';
import type { StandInRequest } from './request.ts';
import { turnOf, type Turn, type TurnReply } from './turn.ts';

/** What Anthropic refuses before a model sees it; undefined when the request may pass. */
export function anthropicRefusal(
  request: StandInRequest,
  options: ApiStandInOptions,
  limit: RateLimit | undefined,
): Reply | undefined {
  const { apiKey, models, strict = true } = options;
  if (apiKey !== undefined && request.key !== apiKey) return anthropicUnauthorized(request.key ?? '');
  if (models && !models.includes(request.model)) return anthropicModelNotFound(request.model);
  const fault = strict ? findAnthropicFault(request.body, request.headers['anthropic-version']) : undefined;
  return fault ?? (request.batch === undefined ? inItsWords(limit?.refuse()) : undefined);
}

function inItsWords(refused: Reply | undefined): Reply | undefined {
  return refused?.kind === 'http-error' ? { ...refused, body: anthropicRateLimited().body } : undefined;
}

/** The turn, with what `cache_control` saves and costs unless the reply says it. */
export function anthropicTurnOf(reply: TurnReply, request: StandInRequest, cache: AnthropicCache | undefined): Turn {
  const turn = turnOf(reply, request);
  if (cache === undefined) return turn;
  const use = cache.use(request.body);
  const marked = use.cachedInputTokens + (use.cacheWriteTokens ?? 0);
  const inputTokens = Math.max(turn.usage.inputTokens, marked);
  return { ...turn, usage: { ...turn.usage, inputTokens, ...use, ...reply.usage } };
}
