import type { Task, TaskOutcome } from '@hanzo/contracts';
import { openJournal } from '@hanzo/coordinator';
import type { Setting } from '../../../setting.ts';
import type { TaskIds } from '../../one-task/do-one-task.ts';

/** How a task ended in the journal, where somebody answered. */
export function recordedAnswer({ paths }: Pick<Setting, 'paths'>, { taskId }: TaskIds): TaskOutcome | undefined {
  using journal = openJournal(paths.journal);
  const outcome = journal.recorded(taskId);
  return outcome?.attempts.some(({ end }) => end.answer !== undefined) === true ? outcome : undefined;
}

/** A task as it was asked: a model that stands in for another one has a run of its own. Undefined: the journal has not got it. */
export function recordedTask({ paths }: Pick<Setting, 'paths'>, { runId, taskId }: TaskIds): Task | undefined {
  using journal = openJournal(paths.journal);
  return journal.tasksOf(runId).find(({ id }) => id === taskId);
}
