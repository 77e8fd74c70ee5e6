import { lifeOf, livingModels } from '@hanzo/config';
import { systemClock, TIERS, type ApiModelCard, type ModelCard, type Tier } from '@hanzo/contracts';
import { hasApi, type Setting } from '../../setting.ts';

/**
 * The model that paid tasks of a tier are given to: the first living one of the tier's policy that can be called, else the
 * orchestrator's own, else any of the catalogue that is good enough for the tier.
 */
export function modelForTier(
  setting: Setting,
  tier: Tier,
  orchestrator: ApiModelCard | undefined,
): ApiModelCard | undefined {
  return ofPolicy(setting, tier) ?? orchestrator ?? ofCatalogue(setting, tier);
}

/** The model that plans when nobody says which: as for critical tasks, else the best there is a key for. */
export function strongestModel(setting: Setting): ApiModelCard | undefined {
  return ofPolicy(setting, 'critical') ?? ofCatalogue(setting, 'critical') ?? ofCatalogue(setting, 'complex');
}

/** All models that tasks may be given to at first, the orchestrator's before them. */
export function payable(setting: Setting, orchestrator: ApiModelCard | undefined): readonly ApiModelCard[] {
  const cards = TIERS.flatMap((tier) => modelForTier(setting, tier, orchestrator) ?? []);
  return [...new Map([...(orchestrator ? [orchestrator] : []), ...cards].map((card) => [card.name, card])).values()];
}

function ofPolicy(setting: Setting, tier: Tier): ApiModelCard | undefined {
  const names = setting.routing.tiers[tier].models;
  return firstCallable(livingModels(names, setting.catalogue, systemClock.now()), setting);
}

function ofCatalogue(setting: Setting, tier: Tier): ApiModelCard | undefined {
  const now = systemClock.now();
  const good = setting.catalogue.models.filter(
    (card) => card.kind === 'api' && card.tiers.includes(tier) && lifeOf(card, now).state !== 'gone',
  );
  return firstCallable(good, setting);
}

function firstCallable(cards: readonly ModelCard[], { config }: Setting): ApiModelCard | undefined {
  const fit = cards.find((card) => card.kind === 'api' && card.price !== undefined && hasApi(config, card));
  return fit?.kind === 'api' ? fit : undefined;
}
