import { HanzoError, systemClock } from '@hanzo/contracts';
import { openTaskBook, type ClaimedRun, type Journal, type RunRow } from '@hanzo/coordinator';
import type { Setting } from '../../../setting.ts';
import { refuseAsked } from '../../tasks/asked-run.ts';
import { findRun, shortRunId } from '../../tasks/task-id.ts';

/**
 * Makes this process the one that works on a run.
 *
 * @throws HanzoError RUN_UNKNOWN; RUN_BUSY while another process works on it, which `takeOver` ends
 */
export async function takeUpRun(
  journal: Journal,
  { id, takeOver }: { readonly id: string; readonly takeOver: boolean },
): Promise<ClaimedRun> {
  try {
    return await journal.claimRun(id, systemClock.now(), { takeOver });
  } catch (error) {
    if (!(error instanceof HanzoError) || error.code !== 'RUN_BUSY') throw error;
    throw new HanzoError('RUN_BUSY', error.message, {
      cause: error,
      details: error.details,
      mend: `${error.mend ?? ''} If it hangs: hanzo dev --resume ${shortRunId(id)} --take-over; then it can write nothing more.`.trim(),
    });
  }
}

/** Ids of the run's tasks that ended without an answer, except those that a person cancelled. */
export function unansweredTasks({ paths }: Setting, runId: string): readonly string[] {
  using book = openTaskBook(paths.journal);
  const ended = book.list({ runId, states: ['undone', 'cancelled'], limit: Number.MAX_SAFE_INTEGER });
  return ended.filter(({ state, cancelRequested }) => state === 'undone' || !cancelRequested).map(({ id }) => id);
}

/** The run that a person means, as it stands. @throws HanzoError RUN_UNKNOWN; USAGE for a single question */
export function rowOf({ paths }: Setting, text: string, home?: string): RunRow {
  using book = openTaskBook(paths.journal);
  const row = findRun(book, text);
  refuseAsked(row, home);
  return row;
}
