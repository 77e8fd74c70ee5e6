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
