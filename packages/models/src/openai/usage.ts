import type { Usage } from '@hanzo/contracts';

/** What a server says that it counted; servers that are merely compatible leave things out, or say anything. */
interface Told {
  readonly input: unknown;
  readonly cached: unknown;
  readonly output: unknown;
  readonly reasoning: unknown;
}

/** Usage as it was told; NaN for tokens in and out that were not, or not as a count. */
export function usageAsTold({ input, cached, output, reasoning }: Told): Usage {
  return {
    inputTokens: countOf(input),
    cachedInputTokens: countOf(cached) || 0,
    outputTokens: countOf(output),
    reasoningTokens: countOf(reasoning) || 0,
  };
}

/** Its cost can be told from it. */
export function isWhole({ inputTokens, outputTokens }: Usage): boolean {
  return !Number.isNaN(inputTokens) && !Number.isNaN(outputTokens);
}

/** With the worst case in place of what was not told. */
export function withWorst(told: Usage | undefined, worst: Usage): Usage {
  if (told === undefined) return worst;
  return {
    ...told,
    inputTokens: Number.isNaN(told.inputTokens) ? worst.inputTokens : told.inputTokens,
    outputTokens: Number.isNaN(told.outputTokens) ? worst.outputTokens : told.outputTokens,
  };
}

function countOf(value: unknown): number {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : Number.NaN;
}
