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
  /**
   * What a call cost; undefined when it was served in a tier whose price nobody knows.
   *
   * @param servedTier undefined: the provider did not tell, so the dearest that it may have been
   */
  cost(usage: Usage, servedTier: ServiceTier | undefined): number | undefined;
}

/**
 * A request may be served in the standard tier instead of the one it asked for, so the dearer of both is set aside. Where
 * the standard tier is not asked for by name, an account may be set to the priority tier: that is set aside then, if it is
 * sold. Batches are at their price or not done.
 *
 * @param namesTier whether requests name the standard tier, see ApiProvider
 * @throws HanzoError PRICE_UNKNOWN
 */
export function tariffOf(card: ApiModelCard, asked: ServiceTier, namesTier: boolean): Tariff {
  const price = pricedOr(card, asked);
  const prices = asked === 'batch' ? [price] : [price, pricedOr(card, 'standard')];
  const { priority } = card.tierPrices;
  if (asked === 'standard' && !namesTier && priority !== undefined) prices.push(priority);
  const costAt = (some: readonly Price[], usage: Usage): number =>
    Math.max(...some.map((one) => costMicros(one, usage)));
  return {
    worst: (tokens) => Math.max(...prices.map((one) => worstCostMicros(one, tokens))),
    cost(usage, servedTier) {
      if (asked === 'batch' || servedTier === undefined) return costAt(prices, usage);
      const served = priceOf(card, servedTier);
      return served && costMicros(served, usage);
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
