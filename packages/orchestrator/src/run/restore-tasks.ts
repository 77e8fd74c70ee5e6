import { isDeepStrictEqual } from 'node:util';
import { HanzoError, type Task } from '@hanzo/contracts';
import type { Workspace } from '@hanzo/tools';
import type { Plan } from '../plan/plan.ts';
import { buildTasks, type TaskLimits } from '../tasks/build-tasks.ts';
import { readTexts } from './read-texts.ts';

export interface RestoreInput {
  readonly runId: string;
  readonly instructions: string;
  readonly plan: Plan;
  /** Those that were written down, from the first one on. */
  readonly tasks: readonly Task[];
  readonly workspace: Workspace;
  readonly limits: TaskLimits;
  readonly signal: AbortSignal;
}

/**
 * All tasks of a run. When it stopped while they were being written down, the rest is made again from the same files;
 * rejects with USAGE when that cannot give the same tasks any more.
 */
export async function restoreTasks(input: RestoreInput): Promise<readonly Task[]> {
  const { runId, instructions, plan, tasks, workspace, limits, signal } = input;
  if (tasks.length === plan.taskCount) return tasks;
  const paths = [...new Set(plan.tasks.flatMap(({ files }) => files))];
  const { texts } = await readTexts(workspace, paths, signal);
  const whole = buildTasks({ plan, runId, instructions, texts, limits });
  const known = whole.slice(0, tasks.length).map(plain);
  if (whole.length === plan.taskCount && isDeepStrictEqual(known, tasks.map(plain))) return whole;
  throw new HanzoError(
    'USAGE',
    `Run ${runId} stopped while its tasks were being written down, and its files or engines have changed since.`,
    { details: { runId, written: tasks.length, planned: plan.taskCount }, mend: 'Start it anew with `hanzo dev`.' },
  );
}

/** As it looks when it has been on disk. */
function plain(task: Task): unknown {
  return JSON.parse(JSON.stringify(task));
}
