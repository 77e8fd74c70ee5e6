import {
  type Answer,
  type Attempt,
  type ExecuteOptions,
  type Executor,
  HanzoError,
  type Task,
  type TaskRun,
} from '@hanzo/contracts';
import { passed, rejected } from './samples.ts';

export interface FakeExecutor extends Executor {
  /** Most tasks that were under way at once. */
  readonly most: number;
  readonly tasks: readonly Task[];
}

/** An executor with one engine and no retries, which obeys the gate. */
export function fakeExecutor(engine: (task: Task, options: ExecuteOptions) => Answer | Promise<Answer>): FakeExecutor {
  let active = 0;
  let most = 0;
  const tasks: Task[] = [];
  const executor: FakeExecutor = {
    tasks,
    get most() {
      return most;
    },
    async *executeAll(_, given, { signal, gateFor, onEvent, concurrency }) {
      const lanes = new Map<string, Promise<TaskRun>>();
      const first = async (): Promise<TaskRun> => {
        const run = await Promise.race(lanes.values());
        lanes.delete(run.task.id);
        return run;
      };
      for await (const task of given) {
        while (lanes.size >= concurrency()) yield await first();
        if (signal.aborted) break;
        const options = { signal, gate: gateFor(task), ...(onEvent && { onEvent }) };
        lanes.set(
          task.id,
          executor.execute(task, options).then((outcome) => ({ task, outcome })),
        );
      }
      while (lanes.size > 0) yield await first();
    },
    async execute(task, options) {
      tasks.push(task);
      active += 1;
      most = Math.max(most, active);
      try {
        options.onEvent?.({ kind: 'task-queued', taskId: task.id, title: task.title });
        const given = await engine(task, options);
        if (options.signal.aborted) return { state: 'cancelled', attempts: [] };
        const verdict = await options.gate(task, given);
        if (verdict.passed) return { state: 'done', answer: given, attempts: [passed(1, given)] };
        return {
          state: 'undone',
          reason: verdict.reason,
          attempts: [rejected(1, given, verdict.gate, verdict.reason)],
        };
      } catch (error) {
        if (!(error instanceof HanzoError) || error.code === 'INTERNAL') throw error;
        const { code, message } = error;
        const attempt: Attempt = {
          number: 1,
          rung: 'mesh',
          who: undefined,
          startedAt: 0,
          endedAt: 1,
          end: { kind: 'error', code, message, costMicros: 0 },
        };
        return { state: 'undone', reason: message, attempts: [attempt] };
      } finally {
        active -= 1;
      }
    },
  };
  return executor;
}
