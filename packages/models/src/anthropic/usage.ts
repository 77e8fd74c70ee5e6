import type { MessageDeltaUsage, Usage as ToldUsage } from '@anthropic-ai/sdk/resources/messages';
import type { Usage } from '@hanzo/contracts';
import { usageAsTold } from '../api/usage.ts';
import type { MessageBody } from './body.ts';

/** Usage as the beginning of a stream tells it, and as its end does; every field may be missing. */
type Told = Partial<ToldUsage> | Partial<MessageDeltaUsage> | undefined | null;

/**
 * Anthropic counts input in three parts that do not overlap: fresh, read from the cache, written to it. Ours is their
 * sum, of which the last two are parts. NaN for what was not told. Where beginning and end differ, the larger counts:
 * some servers tell the input in only one of them, and 0 in the other.
 *
 * @param ends of a stream; what its beginning says of the output is not the bill
 */
export function usageOf(start: Told, ends?: readonly Told[]): Usage {
  const all = [start, ...(ends ?? [])];
  const told = (field: 'input_tokens' | 'cache_read_input_tokens' | 'cache_creation_input_tokens'): unknown =>
    most(all.map((part) => part?.[field]));
  const cached = told('cache_read_input_tokens');
  const cacheWrite = told('cache_creation_input_tokens');
  return usageAsTold({
    input: sum(told('input_tokens'), cached ?? 0, cacheWrite ?? 0),
    cached,
    cacheWrite,
    output: most((ends ?? all).map((part) => part?.output_tokens)),
    reasoning: most(all.map((part) => part?.output_tokens_details?.thinking_tokens)),
  });
}

/** The largest of what was told; undefined when nothing was. What is no count is left for others to see. */
function most(told: readonly unknown[]): unknown {
  const said = told.filter((value) => value !== undefined && value !== null);
  const odd = said.find((value) => typeof value !== 'number');
  if (said.length === 0 || odd !== undefined) return odd;
  return Math.max(...said.map(Number));
}

function sum(...parts: readonly unknown[]): number {
  return parts.reduce((total: number, part) => total + (typeof part === 'number' ? part : Number.NaN), 0);
}

/** Tokens that the API puts around a request, most of them for tools. */
const FRAME_TOKENS = 1024;

/** What a body can use at most: a byte-level tokenizer makes at most one token of a byte. */
export function worstUsage(body: MessageBody): Usage {
  const json = JSON.stringify(body);
  const inputTokens = Buffer.byteLength(json) + FRAME_TOKENS;
  return {
    inputTokens,
    cachedInputTokens: 0,
    ...(json.includes('"cache_control"') ? { cacheWriteTokens: inputTokens } : {}),
    outputTokens: body.max_tokens,
    reasoningTokens: 0,
  };
}
