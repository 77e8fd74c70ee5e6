import type { Usage } from '@hanzo/contracts';
import type { WorstTokens } from './worst-case.ts';

/** With the worst case in place of what is no count: a provider's word may be anything. */
export function countedUsage(told: Usage, worst: WorstTokens): Usage {
  const count = (value: number | undefined, otherwise: number): number => (isCount(value) ? Number(value) : otherwise);
  const inputTokens = count(told.inputTokens, worst.input);
  const cachedInputTokens = Math.min(count(told.cachedInputTokens, 0), inputTokens);
  const cacheWriteTokens = Math.min(count(told.cacheWriteTokens, 0), inputTokens - cachedInputTokens);
  return {
    inputTokens,
    cachedInputTokens,
    outputTokens: count(told.outputTokens, worst.output),
    reasoningTokens: count(told.reasoningTokens, 0),
    ...(cacheWriteTokens > 0 && { cacheWriteTokens }),
  };
}

/** True when all of it is whole numbers: then it can be charged. */
export function isCounted(usage: Usage): boolean {
  return Object.values(usage).every((value) => value === undefined || isCount(value));
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
