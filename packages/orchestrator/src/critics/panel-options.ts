import { HanzoError, type RoutingPolicy, type Tier } from '@hanzo/contracts';
import { type TierWishes, tierWithin } from '../plan/tier-wishes.ts';
import type { PanelOptions } from './judge-findings.ts';

/** Most critics for one finding. */
export const MOST_CRITICS = 5;

/** Who judges findings, as whoever orders a run says it. */
export interface PanelWish extends TierWishes {
  /** Critics that judge each finding of a model: 0 to 5. @default one for each of several `criticModels`, else 0 */
  readonly criticInstances?: number | undefined;
  /** Who they may be, in turn: names as in `Task.models`. @default the models of the critic tasks' tier */
  readonly criticModels?: readonly string[] | undefined;
  /** Models that could do tasks of a tier in this run, named as in `Task.models`: nobody shall judge what he found himself. @default not known */
  readonly modelsAvailable?: ((tier: Tier) => readonly string[]) | undefined;
  readonly routing?: Pick<RoutingPolicy, 'kinds'> | undefined;
  /** Critics of an API may look things up with tools before they judge. @default false */
  readonly criticTools?: boolean | undefined;
}

/** So many critics judge each finding: several models that are named without a number are a panel of that many. */
export function criticsWanted({
  criticInstances,
  criticModels = [],
}: Pick<PanelWish, 'criticInstances' | 'criticModels'>): number {
  return criticInstances ?? (criticModels.length > 1 ? Math.min(criticModels.length, MOST_CRITICS) : 0);
}

/** @throws HanzoError USAGE */
export function panelOptions(wish: PanelWish): PanelOptions {
  const { criticModels: models, modelsAvailable, routing, criticTools: usesTools } = wish;
  const instances = criticsWanted(wish);
  if (!Number.isInteger(instances) || instances < 0 || instances > MOST_CRITICS)
    throw new HanzoError('USAGE', `There can be 0 to ${MOST_CRITICS} critics, and not ${instances}.`, {
      mend: `Take a whole number from 0 to ${MOST_CRITICS} for \`criticInstances\`.`,
    });
  const tier = tierWithin(routing?.kinds.critic.tier ?? 'medium', wish);
  return { instances, models, tier, usesTools, available: modelsAvailable && (() => modelsAvailable(tier)) };
}
