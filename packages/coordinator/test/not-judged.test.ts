import { join } from 'node:path';
import {
  HanzoError,
  NO_USAGE,
  silentLogger,
  systemClock,
  type Attempt,
  type Rung,
  type RungName,
  type Who,
} from '@hanzo/contracts';
import { Cascade, modelOf, openJournal, outcomeOf, type Journal } from '@hanzo/coordinator';
import { routingPolicy } from '@hanzo/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';

const WORKER: Who = { kind: 'worker', node: 'w1', peerId: 'p1', model: 'tiny' };

describe('an answer that nobody can judge', () => {
  let stack: AsyncDisposableStack;
  let journal: Journal;
  let asked: RungName[];
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    journal = stack.use(openJournal(join(stack.use(temporaryFolder()).path, 'journal.db')));
    await journal.startRun({ id: 'run-1', node: 'c', orchestrator: 'o', workspace: '/w', startedAt: 1 });
    asked = [];
  });
  afterEach(() => stack.disposeAsync());

  const rung = (name: RungName, paid: boolean): Rung => ({
    name,
    paid,
    unfit: () => undefined,
    attempt: (_, { onStart }) => {
      asked.push(name);
      onStart(WORKER);
      const timings = { queueMs: 0, firstTokenMs: 1, totalMs: 2 };
      return Promise.resolve({ text: 'good', finish: 'stop', who: WORKER, usage: NO_USAGE, timings, costMicros: 0 });
    },
  });
  const signal = new AbortController().signal;

  it(verifies('gates.critic-unclear', 'in the cascade'), async () => {
    const rungs = [rung('mesh', false), rung('strong', true)];
    const routing = routingPolicy({ escalatesTo: { simple: 'complex' } });
    const available = new Set(rungs.map(({ name }) => name));
    const attempts: Attempt[] = [];
    const executor = new Cascade({
      rungs,
      policy: { localOnly: false, preferLocal: false, routing, available },
      journal,
      clock: systemClock,
      log: silentLogger,
      onAttempt: (_, attempt) => void attempts.push(attempt),
    });
    const down = new HanzoError('NOT_JUDGED', 'The critic c could not judge it: API_FAILED: It answered 500.');
    const gate = (): Promise<never> => Promise.reject(down);
    const task = testTask();
    expect(await executor.execute(task, { signal, gate })).toMatchObject({
      state: 'undone',
      reason: `mesh: ${down.message}`,
    });
    expect(asked).toEqual(['mesh']);
    expect(attempts).toMatchObject([{ end: { kind: 'error', code: 'NOT_JUDGED' } }]);
    // It says nothing of the model that answered.
    expect(attempts.map((attempt) => outcomeOf(task, attempt, modelOf))).toEqual([undefined]);
    // Tried once more it is judged, not made again; nobody dearer is asked while that cannot be.
    await journal.reopenTasks([task.id]);
    expect(await executor.execute(task, { signal, gate })).toMatchObject({ state: 'undone' });
    expect(asked).toEqual(['mesh']);
    await journal.reopenTasks([task.id]);
    expect(await executor.execute(task, { signal, gate: () => ({ passed: true }) })).toMatchObject({ state: 'done' });
    expect(asked).toEqual(['mesh']);
  });
});
