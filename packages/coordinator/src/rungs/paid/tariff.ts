import {
  costMicros,
  HanzoError,
  priceOf,
  worstCostMicros,
  type ApiModelCard,
  type Price,
  type ServiceTier,
  type Usage,
} from '@hanzo/contracts';

/** What calls to a model cost that ask for one service tier. Integer micro-dollars. */
export interface Tariff {
  /** What no call can cost more than, whichever tier serves it. */
  worst(tokens: { readonly input: number; readonly output: number }): number;
  /** What a call cost. @param servedTier undefined: the provider did not tell, so the dearest that it may have been */
  cost(usage: Usage, servedTier: ServiceTier | undefined): number;
}

/**
 * A request may be served in the standard tier instead of the one it asked for, so the dearer of both is set aside. Batches
 * are not: they are at their price or not done.
 *
 * @throws HanzoError PRICE_UNKNOWN
 */
export function tariffOf(card: ApiModelCard, asked: ServiceTier): Tariff {
  const price = pricedOr(card, asked);
  const prices: readonly Price[] = asked === 'batch' ? [price] : [price, pricedOr(card, 'standard')];
  const costAt = (some: readonly Price[], usage: Usage): number =>
    Math.max(...some.map((one) => costMicros(one, usage)));
  return {
    worst: (tokens) => Math.max(...prices.map((one) => worstCostMicros(one, tokens))),
    cost(usage, servedTier) {
      const served = asked === 'batch' || servedTier === undefined ? undefined : priceOf(card, servedTier);
      return costAt(served === undefined ? prices : [served], usage);
    },
  };
}

function pricedOr(card: ApiModelCard, tier: ServiceTier): Price {
  const price = priceOf(card, tier);
  if (price !== undefined) return price;
  const what = tier === 'standard' ? card.name : `${card.name} in the ${tier} tier`;
  throw new HanzoError('PRICE_UNKNOWN', `The price of ${what} is not known, so it is not called.`, {
    details: { model: card.name, serviceTier: tier },
    mend: 'Add it with its price to models.json in the home folder; 0 is allowed for a server of your own.',
  });
}
