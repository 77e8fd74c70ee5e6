import type { Task, TaskRun } from '@hanzo/contracts';
import type { Workspace } from '@hanzo/tools';
import type { Plan } from '../plan/plan.ts';
import type { TaskLimits } from '../tasks/task-limits.ts';
import type { RunListener } from './run-event.ts';
import type { StageName } from './stage-name.ts';

/** What a later stage of a run works with. */
export interface Stage {
  readonly runId: string;
  readonly instructions: string;
  readonly plan: Plan;
  readonly limits: TaskLimits;
  /** What the tasks of the plan came to. */
  readonly planned: readonly TaskRun[];
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
  readonly onEvent: RunListener;
  /**
   * Has further tasks of the run done. Their ids must follow from what they are about, so that a run that is taken up again
   * finds those that are done. Never rejects.
   *
   * @param mends how many findings they mend, where they do
   */
  runTasks(stage: StageName, tasks: readonly Task[], mends?: number): Promise<readonly TaskRun[]>;
}
