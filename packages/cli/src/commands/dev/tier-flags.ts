import { HanzoError } from '@hanzo/contracts';
import { allowedTier } from '@hanzo/router';
import type { EngineFlags } from './flags.ts';

/** @throws HanzoError USAGE when tasks shall have a tier that the run does not allow */
export function refuseTierConflict({ tier, maxTier }: Pick<EngineFlags, 'tier' | 'maxTier'>): void {
  if (tier === undefined || allowedTier(tier, maxTier) === tier) return;
  throw new HanzoError('USAGE', `--tier ${tier} and --max-tier ${maxTier} contradict each other.`, {
    mend: `Leave one of them out, or use --max-tier ${tier}.`,
  });
}
