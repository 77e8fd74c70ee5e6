import type { Task, TaskOutcome } from '@hanzo/contracts';

/** A task and what became of it. */
export interface TaskRun {
  readonly task: Task;
  readonly outcome: TaskOutcome;
}
