import { type Executor, type Gate, type Task, type TaskOutcome, type TaskRun, toHanzoError } from '@hanzo/contracts';
import type { GateTools } from '../gates/gate-tools.ts';
import { gateFor } from '../gates/gate-for.ts';
import type { RunListener } from './run-event.ts';

export interface RunTasksOptions {
  readonly executor: Executor;
  /** Tasks under way at once, asked whenever one ends; at least 1. */
  readonly concurrency: () => number;
  readonly signal: AbortSignal;
  readonly onEvent: RunListener;
  readonly gateTools?: GateTools | undefined;
  /** Hears of each task that has ended, as soon as that is known. */
  readonly onRun?: ((run: TaskRun) => void) | undefined;
}

/**
 * Has all tasks of a run done. Returns them in the order in which they were given. Never rejects: what fails is an
 * outcome, and what the executor did not tell of was not done.
 */
export async function runTasks(
  runId: string,
  tasks: readonly Task[],
  { executor, concurrency, signal, onEvent, gateTools, onRun }: RunTasksOptions,
): Promise<readonly TaskRun[]> {
  const outcomes = new Map<string, TaskOutcome>();
  const judge = (task: Task): Gate => gateFor(task, { ...gateTools, signal });
  let rest: TaskOutcome = { state: 'cancelled', attempts: [] };
  try {
    const options = { signal, gateFor: judge, onEvent, concurrency };
    for await (const run of executor.executeAll(runId, tasks, options)) {
      outcomes.set(run.task.id, run.outcome);
      onRun?.(run);
    }
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
