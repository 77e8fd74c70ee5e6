import type { Usage } from './generate.ts';
import { costMicros, type Price } from './price.ts';

/**
 * What an accepted answer would have cost on another model: its tokens at that model's price, without cache discount.
 * Integer micro-dollars. An estimate: another model would count tokens differently and need other retries.
 */
export function costElsewhere(
  price: Price,
  { inputTokens, outputTokens }: Pick<Usage, 'inputTokens' | 'outputTokens'>,
): number {
  return costMicros(price, { inputTokens, cachedInputTokens: 0, outputTokens });
}

/** Integer micro-dollars. */
export interface SavingsInput {
  /** Calls that made plans: they are made on the orchestrator model in any case. */
  readonly planMicros: number;
  /** Sum of {@link costElsewhere} over the accepted answers that no tool gave. */
  readonly answersMicros: number;
  /** All that was really paid: plans, refused and lost attempts included. */
  readonly spentMicros: number;
}

/** What was saved against everything on the orchestrator model, in micro-dollars; negative when more was paid. */
export function savedMicros({ planMicros, answersMicros, spentMicros }: SavingsInput): number {
  return planMicros + answersMicros - spentMicros;
}
