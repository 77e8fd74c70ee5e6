import { fallbackChain } from '@hanzo/config';
import { findModel, TIERS, type ApiModelCard, type Tier } from '@hanzo/contracts';
import type { Setting } from '../../setting.ts';

/** An API model that this home's configuration or policies may call, and why. */
export interface UsedModel {
  readonly card: ApiModelCard;
  /** True when the configuration names it as the orchestrator. */
  readonly orchestrator: boolean;
  /** Whose policies name it. */
  readonly tiers: readonly Tier[];
  /** Models for which `calls.fallbacks` of the configuration names it. */
  readonly fallbackInConfigOf: readonly string[];
  /** Models in use that it stands in for by the catalogue's own chains. */
  readonly fallbackOf: readonly string[];
}

/** The API models that the configuration and the tier policies name, and what these fall back to; first named first. */
export function usedModels({ config, routing, catalogue }: Setting, now: number): readonly UsedModel[] {
  const used = new Map<string, { card: ApiModelCard; tiers: Tier[]; inConfigOf: string[]; of: string[] }>();
  const use = (name: string): { tiers: Tier[]; inConfigOf: string[]; of: string[] } => {
    const card = findModel(catalogue, name);
    if (card?.kind !== 'api') return { tiers: [], inConfigOf: [], of: [] };
    const entry = used.get(card.name) ?? { card, tiers: [], inConfigOf: [], of: [] };
    used.set(card.name, entry);
    return entry;
  };
  if (config.orchestrator !== undefined) use(config.orchestrator);
  for (const tier of TIERS) for (const name of routing.tiers[tier].models) use(name).tiers.push(tier);
  for (const [model, names] of Object.entries(config.calls.fallbacks)) {
    for (const name of names) use(name).inConfigOf.push(model);
  }
  const named = [...used.values()];
  for (const { card } of named) {
    const chain = fallbackChain(catalogue, card, config.calls.fallbacks, now);
    for (const next of chain) use(next.name).of.push(card.name);
  }
  const orchestrator = config.orchestrator === undefined ? undefined : findModel(catalogue, config.orchestrator);
  return [...used.values()].map(({ card, tiers: whose, inConfigOf, of }) => ({
    card,
    orchestrator: card === orchestrator,
    tiers: whose,
    fallbackInConfigOf: inConfigOf,
    fallbackOf: of,
  }));
}

/** True when somebody chose it; false when only the catalogue names it as a way out. */
export function isChosen({ orchestrator, tiers, fallbackInConfigOf }: UsedModel): boolean {
  return orchestrator || tiers.length > 0 || fallbackInConfigOf.length > 0;
}

/** True when the configuration names it itself; tiers pass over models that are gone. */
export function isNamedInConfig({ orchestrator, fallbackInConfigOf }: UsedModel): boolean {
  return orchestrator || fallbackInConfigOf.length > 0;
}

/** `orchestrator; tiers complex, critical`, or of a model that nobody chose `fallback of o3`. */
export function usedFor(model: UsedModel): string {
  const { orchestrator, tiers, fallbackInConfigOf, fallbackOf } = model;
  if (!isChosen(model)) return `fallback of ${fallbackOf.join(', ')}`;
  const reasons = [
    ...(orchestrator ? ['orchestrator'] : []),
    ...(tiers.length > 0 ? [`${tiers.length === 1 ? 'tier' : 'tiers'} ${tiers.join(', ')}`] : []),
    ...(fallbackInConfigOf.length > 0 ? [`fallback of ${fallbackInConfigOf.join(', ')} in config.json`] : []),
  ];
  return reasons.join('; ');
}

/** The orchestrator of the configuration, when no catalogue knows it; undefined for local models. */
export function unknownOrchestrator({ config, catalogue }: Setting): string | undefined {
  const { orchestrator: name } = config;
  return name === undefined || name.startsWith('local:') || findModel(catalogue, name) !== undefined ? undefined : name;
}

/** Names in `calls.fallbacks` that no catalogue knows, or that no API serves: they are passed over. */
export function unknownFallbacks({ config, catalogue }: Setting): readonly string[] {
  return Object.entries(config.calls.fallbacks)
    .flatMap(([model, names]) => [model, ...names])
    .filter((name, index, all) => findModel(catalogue, name)?.kind !== 'api' && all.indexOf(name) === index);
}
