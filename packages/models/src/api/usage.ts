import type { Usage } from '@hanzo/contracts';

/** What a server says that it counted; servers that are merely compatible leave things out, or say anything. */
interface Told {
  readonly input: unknown;
  readonly cached: unknown;
  /** What the server put into its cache for this request. */
  readonly cacheWrite?: unknown;
  readonly output: unknown;
  readonly reasoning: unknown;
}

/** Usage as it was told; NaN for tokens in and out that were not, or not as a count. */
export function usageAsTold({ input, cached, cacheWrite, output, reasoning }: Told): Usage {
  const cacheWriteTokens = countOf(cacheWrite) || 0;
  return {
    inputTokens: countOf(input),
    cachedInputTokens: countOf(cached) || 0,
    outputTokens: countOf(output),
    reasoningTokens: countOf(reasoning) || 0,
    ...(cacheWriteTokens > 0 && { cacheWriteTokens }),
  };
}

/** Its cost can be told from it. */
export function isWhole({ inputTokens, outputTokens }: Usage): boolean {
  return !Number.isNaN(inputTokens) && !Number.isNaN(outputTokens);
}

/**
 * The most of what a server told of one call in parts. What came from the cache is cheaper, so the last part that
 * counted the input decides about that.
 */
export function mostUsage(before: Usage | undefined, after: Usage): Usage {
  if (before === undefined) return after;
  const cacheWriteTokens = most(before.cacheWriteTokens ?? 0, after.cacheWriteTokens ?? 0);
  const { cachedInputTokens } = Number.isNaN(after.inputTokens) ? before : after;
  return {
    inputTokens: most(before.inputTokens, after.inputTokens),
    cachedInputTokens,
    outputTokens: most(before.outputTokens, after.outputTokens),
    reasoningTokens: most(before.reasoningTokens, after.reasoningTokens),
    ...(cacheWriteTokens > 0 && { cacheWriteTokens }),
  };
}

/** The one that was told, where only one was. */
function most(one: number, other: number): number {
  if (Number.isNaN(one)) return other;
  return Number.isNaN(other) ? one : Math.max(one, other);
}

/** With the worst case in place of what was not told. Parts of an input that was not told count for nothing. */
export function withWorst(told: Usage | undefined, worst: Usage): Usage {
  if (told === undefined) return worst;
  const { inputTokens, cachedInputTokens, cacheWriteTokens } = Number.isNaN(told.inputTokens) ? worst : told;
  return {
    inputTokens,
    cachedInputTokens,
    ...(cacheWriteTokens === undefined ? {} : { cacheWriteTokens }),
    outputTokens: Number.isNaN(told.outputTokens) ? worst.outputTokens : told.outputTokens,
    reasoningTokens: told.reasoningTokens,
  };
}

function countOf(value: unknown): number {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : Number.NaN;
}
