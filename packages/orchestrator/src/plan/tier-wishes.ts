import { type Tier, TIERS } from '@hanzo/contracts';
import type { Plan, PlannedTask } from './plan.ts';

/** What a run says of the tiers of its tasks. */
export interface TierWishes {
  /** Of every planned task, whatever the plan says. @default each task's own */
  readonly tier?: Tier | undefined;
  /** Tasks of higher tiers are lowered to it. @default 'critical' */
  readonly maxTier?: Tier | undefined;
}

/** The tier of a task that no plan has. */
export function tierWithin(own: Tier, { tier: wanted = own, maxTier = 'critical' }: TierWishes): Tier {
  return TIERS.indexOf(wanted) <= TIERS.indexOf(maxTier) ? wanted : maxTier;
}

/** The plan with the tiers that the run wants, and a warning where tasks were lowered. Checks stay as they are. */
export function withTiers(plan: Plan, { tier: wanted, maxTier = 'critical' }: TierWishes): Plan {
  let lowered = 0;
  const tasks = plan.tasks.map((task): PlannedTask => {
    if (task.kind === 'check') return task;
    const tier = wanted ?? task.tier;
    if (TIERS.indexOf(tier) <= TIERS.indexOf(maxTier)) return { ...task, tier };
    lowered += 1;
    return { ...task, tier: maxTier };
  });
  const which = lowered === 1 ? '1 task is' : `${lowered} tasks are`;
  const warning = `${which} of a higher tier than ${maxTier}, the highest that this run allows: lowered to it.`;
  return { ...plan, tasks, warnings: lowered === 0 ? plan.warnings : [...plan.warnings, warning] };
}
