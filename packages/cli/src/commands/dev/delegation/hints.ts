import { countOf } from '@hanzo/contracts';
import { openTaskBook } from '@hanzo/coordinator';
import type { RunResult } from '@hanzo/orchestrator';
import type { Setting } from '../../../setting.ts';
import { oneLine } from '../../../terminal/one-line.ts';
import { homeFlag } from '../../../terminal/home-flag.ts';
import type { DevFlags } from '../flags.ts';
import { listDeadCommand } from '../run/go-on.ts';
import { readRecord } from '../run/run-record.ts';
import { whyStays } from './delegate-flags.ts';
import { failedTasks, HINT_AFTER, worthDelegating, type FailedTask } from './failed-tasks.ts';

/** More of them help nobody. */
const MOST_HINTS = 3;
const MOST_TITLE = 60;

/** Tasks of a run that were not done and not delegated, although they failed again and again. Empty where all is done, or nothing may leave. */
export function tasksToHint(
  { runId, complete, delegated = [] }: Pick<RunResult, 'runId' | 'complete' | 'delegated'>,
  { paths }: Pick<Setting, 'paths'>,
): readonly FailedTask[] {
  if (complete) return [];
  const asked = new Set(delegated.filter(({ state }) => state !== 'left-out').map(({ taskId }) => taskId));
  using book = openTaskBook(paths.journal);
  // Who copies a command reads no small print: what had to stay on own machines is not hinted at.
  if (whyStays(readRecord(book.planOf(runId)).flags) !== undefined) return [];
  return worthDelegating(failedTasks(book, runId)).filter(({ id }) => !asked.has(id));
}

/** `task 1a2b3c4d.2 (review src/cart.ts) failed 3 times: delegate? hanzo delegate --task 1a2b3c4d.2`, a line each. */
export function hintLines(tasks: readonly FailedTask[], flags: Pick<DevFlags, 'home'>): readonly string[] {
  const lines = tasks
    .slice(0, MOST_HINTS)
    .map(
      (task) =>
        `task ${task.shortId} (${titleOf(task)}) ${failedInWords(task)}: delegate? ${delegateCommand(task, flags)}`,
    );
  const more = tasks.length - MOST_HINTS;
  // All are of one run, and its id is what theirs begin with.
  return more > 0 ? [...lines, `and ${countOf(more, 'task')} more: ${listDeadCommand(tasks[0]?.id, flags)}`] : lines;
}

/** `failed 4 times`, `failed in 3 runs`. */
export function failedInWords({ failures, runs }: Pick<FailedTask, 'failures' | 'runs'>): string {
  return failures >= HINT_AFTER || runs === 1
    ? `failed ${countOf(failures, 'time')}`
    : `failed in ${countOf(runs, 'run')}`;
}

/** To be copied. */
export function delegateCommand({ shortId }: Pick<FailedTask, 'shortId'>, { home }: Pick<DevFlags, 'home'>): string {
  return `hanzo delegate --task ${shortId}${homeFlag(home)}`;
}

function titleOf({ title }: FailedTask): string {
  const line = oneLine(title.replaceAll(/\s+/g, ' ')).trim();
  return line.length <= MOST_TITLE ? line : `${line.slice(0, MOST_TITLE - 1)}…`;
}
