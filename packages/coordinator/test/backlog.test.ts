import type { RungPolicy } from '@hanzo/router';
import { routingPolicy } from '@hanzo/testkit';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  HanzoError,
  NO_USAGE,
  silentLogger,
  systemClock,
  type Answer,
  type ExecuteAllOptions,
  type Rung,
  type Task,
  type TaskRun,
} from '@hanzo/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { Cascade } from '../src/cascade/cascade.ts';
import type { Journal } from '../src/journal/journal.ts';
import { openJournal } from '../src/journal/open-journal.ts';
import { openTaskBook } from '../src/journal/sqlite-task-book.ts';

const RUN = { id: 'run-1', node: 'c', orchestrator: 'o', workspace: '/w', startedAt: 1 };
const WHO = { kind: 'local', model: 'trivial' } as const;
/** 100,000 and more by hand. */
const QUEUED = Number(process.env['HANZO_QUEUED'] ?? 30_000);
/** All tasks in memory would be 120 MB and more. */
const MOST_GROWTH = 40 * 2 ** 20;

const policy: RungPolicy = {
  localOnly: true,
  preferLocal: false,
  routing: routingPolicy({ startRungs: { simple: 'local', medium: 'local', complex: 'local', critical: 'local' } }),
  available: new Set(['local']),
};

function answer({ prompt }: Task): Answer {
  const timings = { queueMs: 0, firstTokenMs: 0, totalMs: 1 };
  return { text: `good ${prompt}`, finish: 'stop', who: WHO, usage: NO_USAGE, timings, costMicros: 0 };
}

describe('a backlog', () => {
  let stack: DisposableStack;
  let file: string;
  let journal: Journal;
  let active = 0;
  let most = 0;
  let asked: string[] = [];
  beforeEach(async () => {
    stack = new DisposableStack();
    file = join(stack.use(temporaryFolder()).path, 'journal.db');
    journal = stack.use(openJournal(file));
    await journal.startRun(RUN);
    active = 0;
    most = 0;
    asked = [];
  });
  afterEach(() => stack.dispose());

  const rung: Rung = {
    name: 'local',
    paid: false,
    unfit: () => undefined,
    async attempt(task, { onStart, signal }) {
      active += 1;
      most = Math.max(most, active);
      try {
        asked.push(task.id);
        onStart(WHO);
        await nextTurn();
        await nextTurn();
        signal.throwIfAborted();
        return answer(task);
      } finally {
        active -= 1;
      }
    },
  };
  const cascade = (): Cascade => new Cascade({ rungs: [rung], policy, journal, clock: systemClock, log: silentLogger });
  const options = (changes: Partial<ExecuteAllOptions> = {}): ExecuteAllOptions => ({
    signal: new AbortController().signal,
    gateFor: () => () => ({ passed: true }),
    concurrency: () => 8,
    ...changes,
  });
  const states = (): Record<string, number> => {
    using book = openTaskBook(file);
    const { counts } = book.findRun(RUN.id);
    return Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0));
  };
  async function all(tasks: Iterable<Task>, its: ExecuteAllOptions): Promise<readonly TaskRun[]> {
    return await Array.fromAsync(cascade().executeAll(RUN.id, tasks, its));
  }

  it('does every task once and tells of each', async () => {
    const tasks = Array.from({ length: 700 }, () => testTask());
    const runs = await all(tasks, options());
    expect(runs.map(({ task }) => task.id).toSorted()).toEqual(tasks.map(({ id }) => id).toSorted());
    expect(runs.every(({ outcome }) => outcome.state === 'done')).toBe(true);
    expect(asked.toSorted()).toEqual(tasks.map(({ id }) => id).toSorted());
    expect(states()).toEqual({ done: 700 });
  });

  it('begins with the urgent ones', async () => {
    await all([testTask({ id: 'low', priority: 'low' }), testTask({ id: 'high', priority: 'high' })], options());
    expect(asked).toEqual(['high', 'low']);
  });

  it('starts nothing before all of them are on disk', async () => {
    function* tasks(): Generator<Task> {
      for (let n = 0; n < 600; n += 1) {
        expect(asked).toEqual([]);
        yield testTask();
      }
    }
    await expect(all(tasks(), options())).resolves.toHaveLength(600);
  });

  it(verifies('backlog.so-many'), async () => {
    let allowed = 3;
    const seen: number[] = [];
    const execution = cascade().executeAll(
      RUN.id,
      Array.from({ length: 60 }, () => testTask()),
      options({ concurrency: () => allowed }),
    );
    let ended = 0;
    for await (const _ of execution) {
      ended += 1;
      if (ended === 20) [seen[0], most, allowed] = [most, 0, 7];
      if (ended === 40) [seen[1], most, allowed] = [most, 0, 0];
      // Those that were under way when less was allowed have ended.
      if (ended === 50) most = 0;
    }
    expect([...seen, most]).toEqual([3, 7, 1]);
    expect(ended).toBe(60);
  });

  it(verifies('backlog.rest-kept'), async () => {
    const abort = new AbortController();
    const tasks = Array.from({ length: 50 }, () => testTask());
    const first: TaskRun[] = [];
    for await (const run of cascade().executeAll(RUN.id, tasks, options({ signal: abort.signal }))) {
      first.push(run);
      if (first.length === 10) abort.abort();
    }
    const done = first.filter(({ outcome }) => outcome.state === 'done');
    const stopped = first.length - done.length;
    expect(first.length).toBeLessThan(50);
    expect(states()).toEqual({ done: done.length, interrupted: stopped, queued: 50 - first.length });
    await journal.endRun(RUN.id, 'cancelled', 2);

    const before = asked;
    asked = [];
    await journal.claimRun(RUN.id, 3);
    const second = await all(tasks, options());
    expect(second.slice(0, done.length).map(({ task }) => task.id)).toEqual(
      tasks.map(({ id }) => id).filter((id) => done.some(({ task }) => task.id === id)),
    );
    expect(second).toHaveLength(50);
    expect(asked).toHaveLength(50 - done.length);
    expect(asked.filter((id) => before.includes(id))).toHaveLength(stopped);
    expect(states()).toEqual({ done: 50 });
  });

  it('does the rest of a run without being told its tasks again', async () => {
    await journal.acceptTasks([testTask(), testTask()], 1);
    await expect(all([], options())).resolves.toHaveLength(2);
  });

  it(verifies('backlog.journal-broken'), async () => {
    const takeUp = journal.takeUp.bind(journal);
    const full = new HanzoError('DISK_FULL', 'The journal has no room.');
    journal.takeUp = (task, route, now) => (asked.length < 20 ? takeUp(task, route, now) : Promise.reject(full));
    const told: TaskRun[] = [];
    const execution = async (): Promise<void> => {
      const tasks = Array.from({ length: 100 }, () => testTask());
      for await (const run of cascade().executeAll(RUN.id, tasks, options())) told.push(run);
    };
    await expect(execution()).rejects.toBe(full);
    expect(told.length).toBe(asked.length);
    expect(active).toBe(0);
    expect(states()).toEqual({ done: asked.length, queued: 100 - asked.length });
  });

  it(verifies('backlog.journal-broken', 'what is done then is still told'), async () => {
    const { unfinished } = journal;
    let reads = 0;
    const locked = new HanzoError('STORE_UNUSABLE', 'The journal cannot be read.');
    journal.unfinished = (...page) => {
      reads += 1;
      if (reads === 2) throw locked;
      return unfinished.apply(journal, page);
    };
    const told: TaskRun[] = [];
    const execution = async (): Promise<void> => {
      const tasks = Array.from({ length: 100 }, () => testTask());
      for await (const run of cascade().executeAll(RUN.id, tasks, options())) told.push(run);
    };
    await expect(execution()).rejects.toBe(locked);
    expect(told).toHaveLength(64);
    expect(states()).toEqual({ done: 64, queued: 36 });
  });

  it('ends when it is aborted, also when its source stalls', async () => {
    const abort = new AbortController();
    const stalled = Promise.withResolvers<void>();
    async function* tasks(): AsyncGenerator<Task> {
      yield testTask();
      stalled.resolve();
      await new Promise(() => {});
    }
    const execution = Array.fromAsync(cascade().executeAll(RUN.id, tasks(), options({ signal: abort.signal })));
    await stalled.promise;
    abort.abort();
    await expect(execution).resolves.toEqual([]);
    expect(states()).toEqual({});
  });

  it('refuses a task of another run, which would never be begun', async () => {
    const tasks = [testTask(), testTask({ runId: 'another' })];
    await expect(all(tasks, options())).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('of run another'),
    });
    expect(states()).toEqual({});
  });

  it('refuses a run that the journal does not know, and hangs on nothing', async () => {
    const tasks = [testTask({ runId: 'nobody' })];
    await expect(Array.fromAsync(cascade().executeAll('nobody', tasks, options()))).rejects.toMatchObject({
      message: expect.stringContaining('FOREIGN KEY'),
    });
  });

  it('stops what is under way when nobody listens any more', async () => {
    const tasks = Array.from({ length: 30 }, () => testTask());
    for await (const _ of cascade().executeAll(RUN.id, tasks, options())) break;
    expect(active).toBe(0);
    expect(states()['queued']).toBeGreaterThan(0);
    expect(states()['running']).toBeUndefined();
  });

  it(
    verifies('backlog.flat'),
    async () => {
      const abort = new AbortController();
      const before = leastHeap();
      let peak = 0;
      const note = (): void => void (peak = Math.max(peak, leastHeap()));
      function* tasks(): Generator<Task> {
        for (let n = 1; n <= QUEUED; n += 1) {
          if (n % 10_000 === 0) note();
          yield testTask({ prompt: `${n} `.padEnd(4_000, 'x') });
        }
      }
      let ended = 0;
      for await (const _ of cascade().executeAll(RUN.id, tasks(), options({ signal: abort.signal }))) {
        ended += 1;
        if (ended % 500 === 0) note();
        if (ended === 2_000) abort.abort();
      }
      expect(states()['queued']).toBeGreaterThan(QUEUED - 2_100);
      expect(peak - before).toBeLessThan(MOST_GROWTH);
    },
    120_000,
  );
});

/** What is really in use: garbage that nobody has collected yet is not. */
function leastHeap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return getHeapStatistics().used_heap_size;
}
