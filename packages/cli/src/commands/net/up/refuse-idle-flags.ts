import { HanzoError } from '@hanzo/contracts';
import type { NetUpFlags } from '../flags.ts';

/**
 * A flag that does nothing would make its user believe that it does: what a server takes of this machine is its own
 * owner's business.
 *
 * @throws HanzoError USAGE
 */
export function refuseIdleFlags(flags: NetUpFlags): void {
  if (typeof flags.engine !== 'string') return;
  const { threads, gpu, priority, maxMemory, cpuShare, gpuShare, maxLoad } = flags;
  const idle = Object.entries({
    '--threads': threads,
    '--gpu': gpu,
    '--priority': priority,
    '--max-memory': maxMemory,
    '--cpu-share': cpuShare,
    '--gpu-share': gpuShare,
    '--max-load': maxLoad,
  }).find(([, value]) => value !== undefined);
  if (idle === undefined) return;
  throw new HanzoError('USAGE', `${idle[0]} means nothing with --engine: the server at ${flags.engine} decides that.`, {
    mend: 'Leave out one of the two, and set limits in the server.',
  });
}
