import { openTaskBook } from '@hanzo/coordinator';
import type { RunResult } from '@hanzo/orchestrator';
import type { Setting } from '../../../setting.ts';
import { homeFlag } from '../../../terminal/home-flag.ts';
import { shortRunId } from '../../tasks/task-id.ts';
import type { EngineFlags } from '../flags.ts';

/** Commands that do what is left of a run, to be copied. */
export interface GoOn {
  /** The run stopped before all its tasks had ended. */
  readonly goOnWith?: string;
  /** Tasks ended without an answer. */
  readonly retryWith?: string;
}

export function goOnWith({ runId, complete }: RunResult, { paths }: Setting, flags: EngineFlags): GoOn {
  if (complete) return {};
  using book = openTaskBook(paths.journal);
  const run = book.findRun(runId);
  // Going on tries what is undone once more, too.
  if (run.resumable) return { goOnWith: resumeCommand(runId, flags) };
  if (run.counts.undone === 0) return {};
  return { retryWith: `hanzo tasks retry --dead --run ${shortRunId(runId)}${homeFlag(flags.home)}` };
}

/** True when something of a run is left to do, or to be tried once more. */
export function isLeft(runId: string, { paths }: Pick<Setting, 'paths'>): boolean {
  using book = openTaskBook(paths.journal);
  const { resumable, counts, state } = book.findRun(runId);
  const hasEnded = state === 'complete' || state === 'incomplete';
  return resumable || !hasEnded || counts.undone + counts.cancelled > 0;
}

/** Takes a run up again. */
export function resumeCommand(runId: string, flags: EngineFlags): string {
  return `hanzo dev --resume ${shortRunId(runId)}${homeFlag(flags.home)}`;
}

/** Shows what a run left undone, or what all runs did. */
export function listDeadCommand(runId: string | undefined, { home }: Pick<EngineFlags, 'home'>): string {
  return `hanzo tasks list --dead${runId === undefined ? '' : ` --run ${shortRunId(runId)}`}${homeFlag(home)}`;
}
