import { TIERS, type RoutingPolicy, type Tier } from '@hanzo/contracts';
import type { TierWishes } from '../plan/tier-wishes.ts';

/** The tier of tasks that mend: what the run says of all tasks, else the policy; never above the run's highest. */
export function fixTier({ tier, maxTier = 'critical' }: TierWishes, routing: RoutingPolicy | undefined): Tier {
  const wanted = tier ?? routing?.kinds.fix.tier ?? 'medium';
  return TIERS.indexOf(wanted) <= TIERS.indexOf(maxTier) ? wanted : maxTier;
}
