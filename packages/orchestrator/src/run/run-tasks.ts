import { type Executor, type Task, type TaskOutcome, type TaskRun, toHanzoError } from '@hanzo/contracts';
import { gateFor } from '../gates/gate-for.ts';
import type { RunListener } from './run-event.ts';

export interface RunTasksOptions {
  readonly executor: Executor;
  /** Tasks under way at once, asked whenever one ends; at least 1. */
  readonly concurrency: () => number;
  readonly signal: AbortSignal;
  readonly onEvent: RunListener;
}

/**
 * Has all tasks of a run done. Returns them in the order in which they were given. Never rejects: what fails is an
 * outcome, and what the executor did not tell of was not done.
 */
export async function runTasks(
  runId: string,
  tasks: readonly Task[],
  { executor, concurrency, signal, onEvent }: RunTasksOptions,
): Promise<readonly TaskRun[]> {
  const outcomes = new Map<string, TaskOutcome>();
  let rest: TaskOutcome = { state: 'cancelled', attempts: [] };
  try {
    for await (const { task, outcome } of executor.executeAll(runId, tasks, { signal, gateFor, onEvent, concurrency }))
      outcomes.set(task.id, outcome);
  } catch (error) {
    const { code, message } = toHanzoError(error);
    if (!signal.aborted) rest = { state: 'undone', reason: `${code}: ${message}`, attempts: [] };
  }
  return tasks.map((task) => {
    const told = outcomes.get(task.id);
    if (told === undefined) onEvent({ kind: 'task-end', taskId: task.id, outcome: rest });
    return { task, outcome: told ?? rest };
  });
}
