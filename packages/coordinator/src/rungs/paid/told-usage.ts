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

/** No call has more than a billion tokens: what a broken server tells beyond that is no count. */
const MOST_TOKENS = 1e9;
/** The worst case counts each byte as a token. Only a broken count, or a price that has changed, comes to so much more. */
const FAR_ABOVE = 4;

/** True for a bill that deserves a look. It is charged all the same: the ledger is never below the bill. */
export function isFarAbove(costMicros: number, worstCaseMicros: number): boolean {
  return costMicros > FAR_ABOVE * worstCaseMicros;
}

/** True when all of it is whole numbers: then it can be charged. */
export function isCounted(usage: Usage): boolean {
  return Object.values(usage).every((value) => value === undefined || isCount(value));
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= MOST_TOKENS;
}
