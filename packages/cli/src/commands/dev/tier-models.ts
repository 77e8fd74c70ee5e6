import { lifeOf, livingModels } from '@hanzo/config';
import { systemClock, TIERS, type ApiModelCard, type ModelCard, type Tier } from '@hanzo/contracts';
import { allowedTier, escalationTier } from '@hanzo/router';
import { hasApi, type Setting } from '../../setting.ts';

/**
 * The model that paid tasks of a tier are given to: the first living one of the tier's policy that can be called, else the
 * orchestrator's own, else any of the catalogue that is good enough for the tier. Tasks above the highest tier of the run
 * go to the model of that.
 */
export function modelForTier(
  setting: Setting,
  tier: Tier,
  orchestrator: ApiModelCard | undefined,
): ApiModelCard | undefined {
  const allowed = allowedTier(tier, setting.maxTier);
  const planner = orchestrator && !isTooHigh(orchestrator, setting) ? orchestrator : undefined;
  return ofPolicy(setting, allowed) ?? planner ?? ofCatalogue(setting, allowed);
}

/** A model with the tier that it is of. */
export interface TierModel {
  readonly card: ApiModelCard;
  readonly tier: Tier;
}

/**
 * The model of the higher tier which gets what a tier's own model has failed; undefined: nobody does, or it would be the
 * same again.
 */
export function escalationModel(
  setting: Setting,
  tier: Tier,
  orchestrator: ApiModelCard | undefined,
): TierModel | undefined {
  const strong = higherModel(setting, tier, orchestrator);
  return strong?.card.name === modelForTier(setting, tier, orchestrator)?.name ? undefined : strong;
}

/** The model of the tier that a tier escalates to, whether or not it is another one: who asks knows what was asked before. */
export function higherModel(
  setting: Setting,
  tier: Tier,
  orchestrator: ApiModelCard | undefined,
): TierModel | undefined {
  const higher = escalationTier(allowedTier(tier, setting.maxTier), setting);
  const card = higher && modelForTier(setting, higher, orchestrator);
  return higher && card && { card, tier: higher };
}

/**
 * The model that plans when nobody says which: as for critical tasks, or those of the run's highest tier, else the best
 * there is a key for.
 */
export function strongestModel(setting: Setting): ApiModelCard | undefined {
  const { maxTier } = setting;
  if (maxTier !== undefined) return modelForTier(setting, maxTier, undefined);
  return ofPolicy(setting, 'critical') ?? ofCatalogue(setting, 'critical') ?? ofCatalogue(setting, 'complex');
}

/** True when a model is meant for higher tiers than the run allows, and no policy names it for one that it allows. */
export function isTooHigh({ name, aliases, tiers }: ApiModelCard, { maxTier, routing }: Setting): boolean {
  if (maxTier === undefined) return false;
  const allowed = TIERS.slice(0, TIERS.indexOf(maxTier) + 1);
  const named = [name, ...aliases];
  if (allowed.some((tier) => routing.tiers[tier].models.some((model) => named.includes(model)))) return false;
  return tiers.length > 0 && !tiers.some((tier) => allowed.includes(tier));
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
