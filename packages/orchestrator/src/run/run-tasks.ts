import { type Executor, type Task, type TaskOutcome, toHanzoError } from '@hanzo/contracts';
import { gateFor } from '../gates/gate-for.ts';
import type { RunListener } from './run-event.ts';
import type { TaskRun } from './task-run.ts';

export interface RunTasksOptions {
  readonly executor: Executor;
  /** Tasks under way at once; at least 1. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly onEvent: RunListener;
}

/** Has all tasks done, so many at a time, in order of their start. Never rejects: what fails is an outcome. */
export async function runTasks(tasks: readonly Task[], options: RunTasksOptions): Promise<readonly TaskRun[]> {
  const outcomes = new Map<string, TaskOutcome>();
  const queue = tasks.values();
  const lane = async (): Promise<void> => {
    // The lanes share one iterator, so each task is taken once.
    for (const task of queue) outcomes.set(task.id, await runTask(task, options));
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.floor(options.concurrency)) }, lane));
  return tasks.map((task) => ({ task, outcome: outcomes.get(task.id) ?? { state: 'cancelled', attempts: [] } }));
}

async function runTask(task: Task, { executor, signal, onEvent }: RunTasksOptions): Promise<TaskOutcome> {
  const ended = (outcome: TaskOutcome): TaskOutcome => {
    onEvent({ kind: 'task-end', taskId: task.id, outcome });
    return outcome;
  };
  if (signal.aborted) return ended({ state: 'cancelled', attempts: [] });
  try {
    return await executor.execute(task, { signal, gate: gateFor(task), onEvent });
  } catch (error) {
    if (signal.aborted) return ended({ state: 'cancelled', attempts: [] });
    const { code, message } = toHanzoError(error);
    return ended({ state: 'undone', reason: `${code}: ${message}`, attempts: [] });
  }
}
