import { lifeOf, livingModels } from '@hanzo/config';
import { systemClock, TIERS, type ApiModelCard, type ModelCard, type Tier } from '@hanzo/contracts';
import { allowedTier, escalationTier } from '@hanzo/router';
import { hasApi, type Setting } from '../../../setting.ts';

/**
 * The model that paid tasks of a tier are given to: the first living one of the tier's policy that can be called. Where there
 * is none, and no file of the user's or the project's says which models may do it, the cheapest that is good enough: of the
 * catalogue, or the orchestrator's own. Tasks above the highest tier of the run go to the model of that.
 */
export function modelForTier(
  setting: Setting,
  tier: Tier,
  orchestrator: ApiModelCard | undefined,
): ApiModelCard | undefined {
  const allowed = allowedTier(tier, setting.maxTier);
  return ofPolicy(setting, allowed) ?? standIn(setting, allowed, orchestrator);
}

/** True when a file of the user's or the project's says which models do tasks of a tier: then no other one may. */
export function namesModels({ routingChangedIn }: Pick<Setting, 'routingChangedIn'>, tier: Tier): boolean {
  return routingChangedIn[`tiers.${tier}.models`] !== undefined;
}

/** True when some model of the tier's policy can be called. */
export function hasPolicyModel(setting: Setting, tier: Tier): boolean {
  return ofPolicy(setting, tier) !== undefined;
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
 * The model that plans when nobody says which: as for critical tasks, or those of the run's highest tier. Where there is none
 * for critical ones, and no file says which may do them, as for complex ones.
 */
export function strongestModel(setting: Setting): ApiModelCard | undefined {
  const { maxTier } = setting;
  const card = modelForTier(setting, maxTier ?? 'critical', undefined);
  if (card !== undefined || maxTier !== undefined || namesModels(setting, 'critical')) return card;
  return modelForTier(setting, 'complex', undefined);
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
  return callable(livingModels(names, setting.catalogue, systemClock.now()), setting)[0];
}

/** Where no model of the policy can be called. Whoever named models himself wants none in their place. */
function standIn(setting: Setting, tier: Tier, orchestrator: ApiModelCard | undefined): ApiModelCard | undefined {
  if (namesModels(setting, tier)) return undefined;
  const now = systemClock.now();
  const good = setting.catalogue.models.filter(
    (card) => card.kind === 'api' && card.tiers.includes(tier) && lifeOf(card, now).state !== 'gone',
  );
  const planner = orchestrator && !isTooHigh(orchestrator, setting) ? [orchestrator] : [];
  return callable([...planner, ...good], setting).toSorted((one, other) => costOf(one) - costOf(other))[0];
}

/** To compare, in micro-dollars: for a million tokens of prompts and a quarter of that in answers, which are shorter. */
export function costOf({ price }: ApiModelCard): number {
  return price === undefined ? Infinity : price.inputMicros + price.outputMicros / 4;
}

/** Those that may be paid: their price is known, and there is a key. */
export function callable(cards: readonly ModelCard[], { config }: Setting): readonly ApiModelCard[] {
  return cards.filter(
    (card): card is ApiModelCard => card.kind === 'api' && card.price !== undefined && hasApi(config, card),
  );
}
