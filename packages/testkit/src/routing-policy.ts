import {
  TASK_KINDS,
  TIERS,
  type KindPolicy,
  type RoutingPolicy,
  type RungName,
  type TierPolicy,
} from '@hanzo/contracts';

/** Where each tier starts; what is not said starts as configs/tiers.json has it. */
export interface RoutingPolicyOptions {
  readonly startRungs?: Partial<Record<(typeof TIERS)[number], RungName>>;
  /** No tier escalates unless this says so. */
  readonly escalatesTo?: Partial<Record<(typeof TIERS)[number], (typeof TIERS)[number]>>;
  readonly kinds?: Partial<Record<(typeof TASK_KINDS)[number], Partial<KindPolicy>>>;
}

/** A small routing policy: simple tasks start free, others on the API, checks are for tools. */
export function routingPolicy({ startRungs, escalatesTo, kinds }: RoutingPolicyOptions = {}): RoutingPolicy {
  const tierOf = (tier: (typeof TIERS)[number]): TierPolicy => ({
    startRung: startRungs?.[tier] ?? (tier === 'simple' ? 'tool' : 'api'),
    ...(escalatesTo?.[tier] && { escalatesTo: escalatesTo[tier] }),
    models: [],
    seedModels: [],
  });
  const kindOf = (kind: (typeof TASK_KINDS)[number]): KindPolicy => ({
    tier: 'simple',
    ...(kind === 'check' && { startRung: 'tool', lastRung: 'tool' }),
    gates: [],
    tries: 1,
    agreement: 1,
    ...kinds?.[kind],
  });
  return {
    tiers: Object.fromEntries(TIERS.map((tier) => [tier, tierOf(tier)])) as RoutingPolicy['tiers'],
    kinds: Object.fromEntries(TASK_KINDS.map((kind) => [kind, kindOf(kind)])) as RoutingPolicy['kinds'],
  };
}
