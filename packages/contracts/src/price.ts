import type { Usage } from './generate.ts';

/** Prices in micro-dollars per million tokens, so that every price is an integer. */
export interface Price {
  readonly inputMicros: number;
  /** Input that the provider had in its cache. */
  readonly cachedInputMicros: number;
  /** Input that the provider put into its cache for this request. @default `inputMicros` */
  readonly cacheWriteMicros?: number;
  /** Reasoning included. */
  readonly outputMicros: number;
}

/** What a call costs, in integer micro-dollars, rounded up: the ledger is never below the bill. */
export function costMicros(
  price: Price,
  usage: Pick<Usage, 'inputTokens' | 'cachedInputTokens' | 'cacheWriteTokens' | 'outputTokens'>,
): number {
  const { inputTokens, cachedInputTokens, cacheWriteTokens = 0, outputTokens } = usage;
  const fresh = Math.max(0, inputTokens - cachedInputTokens - cacheWriteTokens);
  const perMillion =
    fresh * price.inputMicros +
    cachedInputTokens * price.cachedInputMicros +
    cacheWriteTokens * (price.cacheWriteMicros ?? price.inputMicros) +
    outputTokens * price.outputMicros;
  return Math.ceil(perMillion / 1_000_000);
}

/** What no use of so many tokens can cost more than: all input at its dearest. */
export function worstCostMicros(price: Price, tokens: { readonly input: number; readonly output: number }): number {
  const { inputMicros, cachedInputMicros, cacheWriteMicros = 0, outputMicros } = price;
  const dearest = Math.max(inputMicros, cachedInputMicros, cacheWriteMicros);
  return Math.ceil((tokens.input * dearest + tokens.output * outputMicros) / 1_000_000);
}
