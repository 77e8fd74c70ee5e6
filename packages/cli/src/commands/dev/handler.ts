import { HanzoError, type ExitCode } from '@hanzo/contracts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { DevFlags } from './flags.ts';
import { resumeRun } from './run/resume-run.ts';
import { startRun } from './run/start-run.ts';
import { refuseTierConflict } from './tier-flags.ts';

/** Plans and does developer work, or goes on with it. What can be wrong is found before anything is spent. */
export async function run(flags: DevFlags, terminal: Terminal): Promise<ExitCode> {
  refuseTierConflict(flags);
  if (flags.resume !== undefined) return await resumeRun(flags, flags.resume, terminal);
  refuseHalves(flags);
  if (flags.dryRun === true) {
    const { dryRun } = await import('./plan/dry-run.ts');
    return await dryRun(flags, terminal);
  }
  if (flags.watch === true) {
    const { watchWorkspace } = await import('./watch/watch-workspace.ts');
    return await watchWorkspace(flags, terminal);
  }
  if (wantsConversation(flags, terminal)) {
    const { converse } = await import('./conversation/converse.ts');
    return await converse(flags, terminal);
  }
  return await startRun(flags, terminal);
}

/** Somebody sits there and has not said yet what to do. */
function wantsConversation(
  { instructions, instructionsFile, focus, json }: DevFlags,
  { watched }: Pick<Terminal, 'watched'>,
): boolean {
  if (instructions !== undefined || instructionsFile !== undefined || focus !== undefined || json === true)
    return false;
  return watched && process.stdin.isTTY === true;
}

/** Flags that do nothing without another one. */
function refuseHalves({ takeOver, copies = 1, useHanzoNet }: DevFlags): void {
  if (takeOver === true)
    throw new HanzoError('USAGE', '--take-over is for a run that is taken up again.', {
      mend: 'Say which: --resume <run>. See `hanzo tasks runs`.',
    });
  if (copies > 1 && useHanzoNet !== true)
    throw new HanzoError('USAGE', '--copies asks several workers of the mesh, and this run uses none.', {
      mend: 'Add --use-hanzo-net.',
    });
}
