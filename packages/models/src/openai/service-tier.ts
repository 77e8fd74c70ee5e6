import type { ServiceTier } from '@hanzo/contracts';

/**
 * The parameter for a tier. Without it a project's own setting counts at OpenAI, which may be the dearer one;
 * compatible servers have other names for the standard tier, or none.
 */
export function tierField(
  tier: ServiceTier | undefined,
  atOpenAi: boolean,
): { service_tier?: 'default' | 'flex' | 'priority' } {
  if (tier === 'flex' || tier === 'priority') return { service_tier: tier };
  return atOpenAi && tier !== 'batch' ? { service_tier: 'default' } : {};
}

const TIERS: Readonly<Record<string, ServiceTier>> = {
  auto: 'standard',
  default: 'standard',
  /** Paid in advance, at the standard price. */
  scale: 'standard',
  flex: 'flex',
  fast: 'priority',
  priority: 'priority',
};

/** The tier that an answer names; undefined when it names none that we know. */
export function servedTierOf(told: unknown): ServiceTier | undefined {
  return typeof told === 'string' && Object.hasOwn(TIERS, told) ? TIERS[told] : undefined;
}
