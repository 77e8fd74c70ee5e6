import { HanzoError, type Executor, type TaskOutcome } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { testTask } from '../../../test/support/small-mesh.ts';
import { doAll } from '../src/commands/tasks/do-all.ts';

describe('tasks that are done once more', () => {
  const signal = new AbortController().signal;
  const onEvent = (): void => undefined;

  it('stop all and have ended all when one cannot be recorded', async () => {
    const [bad, slow, never] = [testTask(), testTask(), testTask()];
    const full = new HanzoError('DISK_FULL', 'No room.');
    const asked: string[] = [];
    let hasEnded = false;
    const execute: Executor['execute'] = async ({ id }, options) => {
      asked.push(id);
      if (id === bad.id) throw full;
      await new Promise<void>((resolve) =>
        // What stops takes a moment for it.
        options.signal.addEventListener('abort', () => setImmediate(resolve), { once: true }),
      );
      hasEnded = true;
      return { state: 'cancelled', attempts: [] };
    };
    await expect(doAll([slow, bad, never], { executor: { execute }, lanes: 2, signal, onEvent })).rejects.toBe(full);
    expect(hasEnded).toBe(true);
    expect(asked).toEqual([slow.id, bad.id]);
  });

  it('are told in the order in which they were given', async () => {
    const tasks = [testTask(), testTask(), testTask()];
    const outcome: TaskOutcome = { state: 'cancelled', attempts: [] };
    const runs = await doAll(tasks, {
      executor: { execute: () => Promise.resolve(outcome) },
      lanes: 0,
      signal,
      onEvent,
    });
    expect(runs.map(({ task }) => task)).toEqual(tasks);
  });
});
