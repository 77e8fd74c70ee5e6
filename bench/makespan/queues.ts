import { serviceMs, WORKERS, type SimTask } from './problem.ts';

/** Each task is queued at the worker that the rule names, whatever waits there already; slots take turns. */
export function makespanOfQueues(
  tasks: readonly SimTask[],
  stragglers: boolean,
  workerOf: (taskIndex: number) => number,
): number {
  const freeAt = WORKERS.map(({ slots }) => Array.from({ length: slots }, () => 0));
  for (const [at, task] of tasks.entries()) {
    const worker = workerOf(at);
    const slots = freeAt[worker] ?? [0];
    const soonest = slots.indexOf(Math.min(...slots));
    slots[soonest] = (slots[soonest] ?? 0) + serviceMs(task, worker, stragglers);
  }
  return Math.max(...freeAt.flat());
}
