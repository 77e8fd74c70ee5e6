import type { Executor, Task, TaskEvent, TaskOutcome, TaskRun } from '@hanzo/contracts';
import { gateFor, type GateTools } from '@hanzo/orchestrator';

export interface DoAllOptions {
  readonly executor: Pick<Executor, 'execute'>;
  /** Tasks at once; at least 1. */
  readonly lanes: number;
  readonly signal: AbortSignal;
  readonly onEvent: (event: TaskEvent) => void;
  readonly gateTools?: GateTools | undefined;
}

/**
 * Does some tasks, several at once. Those not begun when the signal ends it are not told of. When one cannot be recorded
 * the others stop, and this rejects when all of them have: then nobody uses the engines any more.
 */
export async function doAll(tasks: readonly Task[], options: DoAllOptions): Promise<readonly TaskRun[]> {
  const { executor, onEvent } = options;
  const ended = new Map<Task, TaskOutcome>();
  const failed = new AbortController();
  const signal = AbortSignal.any([options.signal, failed.signal]);
  const queue = tasks.values();
  const tools = { ...options.gateTools, signal };
  const lane = async (): Promise<void> => {
    // The lanes share one iterator, so each task is taken once.
    for (const task of queue) {
      if (signal.aborted) return;
      ended.set(task, await executor.execute(task, { signal, gate: gateFor(task, tools), onEvent }));
    }
  };
  const guarded = async (): Promise<void> => {
    try {
      await lane();
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  };
  const lanes = Math.min(tasks.length, Math.max(1, options.lanes));
  const settled = await Promise.allSettled(Array.from({ length: lanes }, guarded));
  const broken = settled.find((one) => one.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
  return tasks.flatMap((task) => {
    const outcome = ended.get(task);
    return outcome === undefined ? [] : [{ task, outcome }];
  });
}
