import { HanzoError } from '@hanzo/contracts';
import type { DevFlags } from './flags.ts';
import { refuseOutputAsWords, refusePlanFlags } from './plan/refuse-plan-flags.ts';
import { refuseTogether } from './refuse-together.ts';
import { refuseTierConflict } from './tier-flags.ts';
import { refuseToolFlags } from './tools/tool-users.ts';

/**
 * Refuses flags that contradict each other or could do nothing, of the command and of programs.
 *
 * @throws HanzoError USAGE
 */
export function refuseFlags(flags: DevFlags): void {
  refuseTierConflict(flags);
  refuseTogether(flags);
  refusePlanFlags(flags);
  refuseOutputAsWords(flags);
  refuseToolFlags(flags);
  if (flags.resume === undefined) refuseHalves(flags);
}

/** Flags that do nothing without another one. */
function refuseHalves({ takeOver, copies = 1, useHanzoNet, monitor, dryRun }: DevFlags): void {
  if (monitor === true && dryRun === true)
    throw new HanzoError('USAGE', '--monitor watches work, and --dry-run does none.', {
      mend: 'Leave one of them out.',
    });
  if (takeOver === true)
    throw new HanzoError('USAGE', '--take-over is for a run that is taken up again.', {
      mend: 'Say which: --resume <run>. See `hanzo tasks runs`.',
    });
  if (copies > 1 && useHanzoNet !== true)
    throw new HanzoError('USAGE', '--copies asks several workers of the mesh, and this run uses none.', {
      mend: 'Add --use-hanzo-net.',
    });
}
