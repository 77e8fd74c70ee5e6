import { endpointFor, fallbackChain, fallbackInWords, requireKey } from '@hanzo/config';
import { findModel, HanzoError, systemClock, unknownModel, type ApiModelCard } from '@hanzo/contracts';
import { hasApi, type Setting } from '../../../setting.ts';
import { keptToHost } from './chain-hosts.ts';
import type { CallFlags } from '../flags.ts';
import { isTooHigh } from './tier-models.ts';

/**
 * Models that are asked, in this order, where one is not available: those of `--fallback`, else those of the
 * configuration and the catalogue that can be called and are not meant for higher tiers than the run allows.
 *
 * @throws HanzoError for a model of `--fallback` that nobody could ask
 */
export function chainOf(card: ApiModelCard, setting: Setting, flags: CallFlags): readonly ApiModelCard[] {
  if (flags.fallback === false) return [];
  const { catalogue, config } = setting;
  if (flags.fallback !== undefined)
    return distinct(flags.fallback.map((name) => namedModel(name, setting))).filter(({ name }) => name !== card.name);
  const chain = fallbackChain(catalogue, card, config.calls.fallbacks, systemClock.now());
  return keptToHost(
    card,
    chain.filter((next) => hasApi(config, next) && !isTooHigh(next, setting)),
    config,
  );
}

/** `gpt-5-mini; where it is not available: gpt-6-luna, then gpt-6.1-terra (2.5x)`: so many times the price of output. */
export function chainInWords(card: ApiModelCard, chain: readonly ApiModelCard[], where = ''): string {
  const first = `${card.name}${where}`;
  if (chain.length === 0) return first;
  return `${first}; where it is not available: ${chain.map((next) => fallbackInWords(card, next)).join(', then ')}`;
}

function distinct(cards: readonly ApiModelCard[]): readonly ApiModelCard[] {
  return [...new Map(cards.map((card) => [card.name, card])).values()];
}

function namedModel(name: string, setting: Setting): ApiModelCard {
  const { catalogue, config } = setting;
  const card = findModel(catalogue, name);
  if (card === undefined) throw unknownModel(name, catalogue, '--fallback');
  if (card.kind === 'local')
    throw new HanzoError('USAGE', `--fallback: ${card.name} is a local model, and stands in for no API model.`, {
      mend: 'Name API models, by comma: --fallback gpt-5.6-sol,gpt-4o. See `hanzo models`.',
    });
  if (card.price === undefined)
    throw new HanzoError('PRICE_UNKNOWN', `--fallback: the price of ${card.name} is not known, so it is not called.`, {
      mend: 'Add it with its price to models.json in the home folder; 0 is allowed for a server of your own.',
    });
  if (isTooHigh(card, setting))
    throw new HanzoError('USAGE', `--fallback: ${card.name} is above --max-tier.`, {
      mend: 'Name models of lower tiers, use --no-fallback, or leave --max-tier out.',
    });
  requireKey(endpointFor(config, card));
  return card;
}
