import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { HanzoError, type Answer, type Attempt, type AttemptEnd, type Who } from '@hanzo/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import type { Journal } from '../src/journal/journal.ts';
import { openJournal } from '../src/journal/open-journal.ts';

const WORKER: Who = { kind: 'worker', node: 'w1', peerId: 'peer-1', model: 'tiny' };
const RUN = { id: 'run-1', node: 'c', orchestrator: 'local:tiny', workspace: '/w', startedAt: 1_000 };
const ANSWER: Answer = {
  text: 'good',
  finish: 'length',
  who: WORKER,
  costMicros: 7,
  usage: { inputTokens: 100, cachedInputTokens: 10, outputTokens: 20, reasoningTokens: 3 },
  timings: { queueMs: 4, firstTokenMs: 5, totalMs: 50 },
};
const LOST: AttemptEnd = { kind: 'error', code: 'PEER_LOST', message: 'gone', costMicros: 0 };

function attempt(number: number, end: AttemptEnd, who: Who = WORKER): Attempt {
  return { number, rung: 'mesh', who, startedAt: 1_000 + number, endedAt: 2_000 + number, end };
}

describe('tasks in the journal', () => {
  let stack: DisposableStack;
  let file: string;
  let journal: Journal;
  beforeEach(async () => {
    stack = new DisposableStack();
    file = join(stack.use(temporaryFolder()).path, 'journal.db');
    journal = stack.use(openJournal(file));
    await journal.startRun(RUN);
  });
  afterEach(() => stack.dispose());

  function sql(text: string): unknown[] {
    const db = new DatabaseSync(file);
    try {
      return db.prepare(text).all();
    } finally {
      db.close();
    }
  }

  /** Another process that looks at the same file. */
  const another = (): Journal => stack.use(openJournal(file));

  it('accepts many at once, leaves those alone that are there, and says how many are new', async () => {
    const tasks = Array.from({ length: 300 }, () => testTask());
    await expect(journal.acceptTasks(tasks.slice(0, 200), 5)).resolves.toBe(200);
    sql(`UPDATE tasks SET state = 'done' WHERE id = '${tasks[0]?.id}'`);
    await expect(journal.acceptTasks(tasks, 6, () => 'mesh: free')).resolves.toBe(100);
    expect(sql('SELECT state, queued_at, route, count(*) AS n FROM tasks GROUP BY 1, 2, 3 ORDER BY 4')).toEqual([
      { state: 'done', queued_at: 5, route: '', n: 1 },
      { state: 'queued', queued_at: 6, route: 'mesh: free', n: 100 },
      { state: 'queued', queued_at: 5, route: '', n: 199 },
    ]);
    expect(journal.tasksOf(RUN.id)).toEqual(tasks);
  });

  it('refuses a task whose id another run has: it would never be done', async () => {
    await journal.startRun({ ...RUN, id: 'run-2' });
    const task = testTask();
    await journal.acceptTasks([task], 1);
    await expect(journal.acceptTasks([{ ...task, runId: 'run-2' }], 2)).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(journal.takeUp({ ...task, runId: 'run-2' }, '', 2)).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it('gives pages of what has not ended, urgent ones first, each in the order of acceptance', async () => {
    const tasks = [
      testTask({ priority: 'low' }),
      testTask(),
      testTask({ priority: 'high' }),
      testTask({ priority: 'normal' }),
      testTask({ priority: 'high' }),
    ];
    await journal.acceptTasks(tasks, 1);
    const [low, first, high, second, urgent] = tasks.map(({ id }) => id);
    const pages: string[][] = [];
    for (let after = 0; ;) {
      const page = journal.unfinished(RUN.id, after, 2);
      const last = page.at(-1);
      if (last === undefined) break;
      pages.push(page.map(({ task }) => task.id));
      after = last.seq;
    }
    expect(pages).toEqual([[high, urgent], [first, second], [low]]);
    await journal.endTask(urgent ?? '', { state: 'cancelled', attempts: [] }, 2);
    await journal.interruptTask(high ?? '');
    expect(journal.unfinished(RUN.id, 0, 1)).toMatchObject([{ task: { id: high } }]);
    expect(journal.unfinished('another run', 0, 10)).toEqual([]);
  });

  it(verifies('journal.old-tasks', 'an outcome with all its attempts'), async () => {
    const task = testTask();
    await journal.takeUp(task, '', 1);
    const api: Who = { kind: 'api', endpoint: 'api.test', requestedModel: 'gpt-5', servedModel: 'gpt-5-2026' };
    const attempts: Attempt[] = [
      attempt(1, { ...LOST, costMicros: 3, usage: ANSWER.usage }),
      attempt(
        2,
        { kind: 'rejected', answer: { ...ANSWER, who: api }, gate: 'evidence', reason: 'quotes nothing' },
        api,
      ),
      { ...attempt(3, { kind: 'error', code: 'NO_WORKER', message: 'nobody', costMicros: 0 }), who: undefined },
      attempt(
        4,
        { kind: 'passed', answer: { ...ANSWER, who: { kind: 'tool', tool: 'x' } } },
        { kind: 'tool', tool: 'x' },
      ),
    ];
    for (const one of attempts) {
      if (one.who !== undefined) journal.startAttempt(task.id, one.number, one.rung, one.who, one.startedAt, 'near');
      journal.endAttempt(task.id, one);
    }
    expect(journal.recorded(task.id)).toBeUndefined();
    const outcome = { state: 'done', answer: { ...ANSWER, who: { kind: 'tool', tool: 'x' } }, attempts } as const;
    await journal.endTask(task.id, outcome, 9);
    expect(journal.recorded(task.id)).toEqual(outcome);
    await expect(another().takeUp(task, '', 10)).resolves.toMatchObject({ outcome, lastNumber: 4 });
    expect(sql('SELECT DISTINCT placement FROM attempts ORDER BY 1')).toEqual([
      { placement: '' },
      { placement: 'near' },
    ]);
  });

  it.each([
    ['undone', { state: 'undone', reason: 'mesh: nobody', attempts: [] }],
    ['cancelled', { state: 'cancelled', attempts: [] }],
  ] as const)('reads an outcome back that is %s', async (_, outcome) => {
    const task = testTask();
    await journal.takeUp(task, '', 1);
    await journal.endTask(task.id, outcome, 2);
    expect(another().recorded(task.id)).toEqual(outcome);
  });

  it(verifies('journal.done-once'), async () => {
    const task = testTask();
    const other = another();
    for (const one of [journal, other]) await one.takeUp(task, '', 1);
    const done = { state: 'done', answer: ANSWER, attempts: [] } as const;
    journal.endAttempt(task.id, attempt(1, { kind: 'passed', answer: ANSWER }));
    const settled = await Promise.allSettled([
      journal.endTask(task.id, done, 2),
      journal.endTask(task.id, { state: 'undone', reason: 'late', attempts: [] }, 3),
      other.endTask(task.id, { state: 'cancelled', attempts: [] }, 4),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(settled[1]).toMatchObject({ reason: { code: 'TAKEN_OVER' } });
    await expect(journal.interruptTask(task.id)).resolves.toBeUndefined();
    journal.startAttempt(task.id, 9, 'mesh', WORKER, 5, '');
    journal.waiting(task.id, 'nobody');
    await journal.endRun(RUN.id, 'complete', 9);
    expect(sql('SELECT state, waiting, ended_at FROM tasks')).toEqual([{ state: 'done', waiting: '', ended_at: 2 }]);
    await expect(journal.endTask('never heard of', done, 5)).rejects.toMatchObject({ code: 'TASK_UNKNOWN' });
  });

  it(verifies('journal.old-tasks', 'the text of an attempt that was lost'), async () => {
    const task = testTask();
    await journal.takeUp(task, '', 1);
    const text = async (): Promise<unknown> => {
      await journal.setPlan(RUN.id, {});
      return journal.lastPrefix(task.id)?.text;
    };
    journal.startAttempt(task.id, 1, 'mesh', WORKER, 1, '');
    journal.checkpoint(task.id, 1, 'Once upon', 'ab'.repeat(32));
    expect(await text()).toBeUndefined();
    sql(`UPDATE runs SET boot = 'an earlier one'`);
    expect(another().lastPrefix(task.id)).toEqual({
      text: 'Once upon',
      model: 'tiny',
      modelSha256: 'ab'.repeat(32),
      authors: ['peer-1'],
      rung: 'mesh',
    });
    // The next one was lost before it had said anything.
    journal.startAttempt(task.id, 2, 'mesh', WORKER, 2, '');
    journal.endAttempt(task.id, attempt(2, LOST));
    expect(await text()).toBe('Once upon');
    journal.startAttempt(task.id, 3, 'mesh', WORKER, 3, '');
    journal.checkpoint(task.id, 3, 'Once upon a time', '');
    journal.endAttempt(task.id, attempt(3, LOST));
    // One that ended takes no more text.
    journal.checkpoint(task.id, 3, 'never', '');
    expect(await text()).toBe('Once upon a time');
    journal.endAttempt(task.id, attempt(4, { kind: 'rejected', answer: ANSWER, gate: 'evidence', reason: 'no' }));
    expect(await text()).toBeUndefined();
  });

  it('keeps why a task waits until somebody takes it', async () => {
    const task = testTask();
    await journal.queueTask(task, '', 1);
    journal.waiting(task.id, 'all workers are busy');
    await journal.setPlan(RUN.id, {});
    expect(sql('SELECT state, waiting FROM tasks')).toEqual([{ state: 'queued', waiting: 'all workers are busy' }]);
    journal.startAttempt(task.id, 1, 'mesh', WORKER, 1, '');
    await journal.setPlan(RUN.id, {});
    expect(sql('SELECT state, waiting FROM tasks')).toEqual([{ state: 'running', waiting: '' }]);
  });

  it('keeps extra attempts as what they were', async () => {
    const task = testTask();
    await journal.takeUp(task, '', 1);
    const error = new HanzoError('OVERTAKEN', 'w2 was faster', { details: { usage: ANSWER.usage } });
    journal.extraAttempt(task.id, 2, 'mesh', { who: WORKER, why: 'w1 is slow', startedAt: 5, endedAt: 9, error });
    journal.endAttempt(task.id, attempt(1, { kind: 'passed', answer: ANSWER }));
    await journal.endTask(task.id, { state: 'done', answer: ANSWER, attempts: [] }, 9);
    expect(journal.recorded(task.id)?.attempts).toMatchObject([
      { number: 2, end: { kind: 'error', code: 'OVERTAKEN', usage: ANSWER.usage } },
      { number: 1, end: { kind: 'passed' } },
    ]);
    expect(sql('SELECT number, extra, placement FROM attempts')).toEqual([
      { number: 1, extra: 0, placement: '' },
      { number: 2, extra: 1, placement: 'w1 is slow' },
    ]);
  });

  it(verifies('journal.done-answered'), async () => {
    const [bad, good] = [testTask(), testTask()];
    for (const task of [bad, good]) await journal.takeUp(task, '', 1);
    const passed = attempt(1, { kind: 'passed', answer: ANSWER });
    const done = { state: 'done', answer: ANSWER, attempts: [] } as const;
    // Refused by the tables, because it is no whole number.
    journal.endAttempt(bad.id, { ...passed, startedAt: 0.5 });
    journal.endAttempt(good.id, passed);
    const settled = await Promise.allSettled([bad, good].map(({ id }) => journal.endTask(id, done, 2)));
    expect(settled).toMatchObject([
      { status: 'rejected', reason: { code: 'INTERNAL', message: expect.stringContaining('refused a row') } },
      { status: 'fulfilled' },
    ]);
    expect(sql('SELECT state FROM tasks ORDER BY seq')).toEqual([{ state: 'queued' }, { state: 'done' }]);
    await expect(journal.endTask(bad.id, done, 3)).rejects.toMatchObject({
      code: 'INTERNAL',
      message: expect.stringContaining('no answer'),
    });
    expect([bad, good].map(({ id }) => journal.recorded(id)?.state)).toEqual([undefined, 'done']);
  });

  it(verifies('journal.complete'), async () => {
    const [open, done] = [testTask(), testTask()];
    for (const task of [open, done]) await journal.takeUp(task, '', 1);
    journal.startAttempt(open.id, 1, 'mesh', WORKER, 1, '');
    journal.endAttempt(done.id, attempt(1, { kind: 'passed', answer: ANSWER }));
    await journal.endTask(done.id, { state: 'done', answer: ANSWER, attempts: [] }, 2);
    await expect(journal.endRun(RUN.id, 'complete', 9)).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringContaining('1 task has no recorded end'),
      mend: expect.stringContaining('--resume'),
    });
    expect(sql('SELECT state, ended_at FROM runs')).toEqual([{ state: 'incomplete', ended_at: 9 }]);
    expect(sql('SELECT state FROM tasks ORDER BY seq')).toEqual([{ state: 'interrupted' }, { state: 'done' }]);
    expect(sql('SELECT state FROM attempts ORDER BY state')).toEqual([{ state: 'interrupted' }, { state: 'passed' }]);
    await journal.endTask(open.id, { state: 'undone', reason: 'nobody', attempts: [] }, 10);
    await journal.endRun(RUN.id, 'complete', 11);
    expect(sql('SELECT state FROM runs')).toEqual([{ state: 'complete' }]);
  });

  it('refuses a priority that does not exist, and then accepts none of the tasks', async () => {
    const odd = testTask({ priority: 'urgent' as never });
    const refusal = {
      code: 'USAGE',
      message: expect.stringContaining('"urgent"'),
      mend: expect.stringContaining('high'),
    };
    await expect(journal.acceptTasks([testTask(), odd], 1)).rejects.toMatchObject(refusal);
    await expect(journal.queueTask(odd, '', 1)).rejects.toMatchObject(refusal);
    await journal.setPlan(RUN.id, {});
    expect(sql('SELECT id FROM tasks')).toEqual([]);
  });

  it('forgets that somebody wanted a task cancelled once it has ended, and when it is queued again', async () => {
    const [ended, other] = [testTask(), testTask()];
    await journal.acceptTasks([ended, other], 1);
    sql('UPDATE tasks SET cancel_requested_at = 5');
    expect(journal.cancelRequests()).toEqual([ended.id, other.id]);
    await journal.endTask(ended.id, { state: 'cancelled', attempts: [] }, 6);
    expect(journal.cancelRequests()).toEqual([other.id]);
    await journal.reopenTasks([ended.id], 7);
    expect(journal.cancelRequests()).toEqual([other.id]);
  });

  it(verifies('journal.retry'), async () => {
    const [undone, cancelled, done, open] = [testTask({ deadlineMs: 50 }), testTask(), testTask(), testTask()];
    for (const task of [undone, cancelled, done, open]) await journal.takeUp(task, '', 100);
    await journal.endTask(undone.id, { state: 'undone', reason: 'nobody', attempts: [] }, 2);
    await journal.endTask(cancelled.id, { state: 'cancelled', attempts: [] }, 2);
    journal.endAttempt(done.id, attempt(1, { kind: 'passed', answer: ANSWER }));
    await journal.endTask(done.id, { state: 'done', answer: ANSWER, attempts: [] }, 2);
    const ids = [undone, cancelled, done, open].map(({ id }) => id);
    await expect(journal.reopenTasks([...ids, 'x'])).rejects.toMatchObject({ code: 'TASK_UNKNOWN' });
    await expect(journal.reopenTasks(ids, 1_000)).resolves.toBe(2);
    expect(sql('SELECT state, reason, ended_at, deadline_at FROM tasks ORDER BY seq')).toEqual([
      { state: 'queued', reason: '', ended_at: null, deadline_at: 1_050 },
      { state: 'queued', reason: '', ended_at: null, deadline_at: null },
      { state: 'done', reason: '', ended_at: 2, deadline_at: null },
      { state: 'queued', reason: '', ended_at: null, deadline_at: null },
    ]);
    // Not ours, and its process lives.
    await expect(another().reopenTasks([done.id])).rejects.toMatchObject({ code: 'RUN_BUSY' });
  });

  it('keeps what is known of workers', async () => {
    journal.writeTrust('p1', { workerId: 'p1', llr: 1.5 } as { workerId: string });
    journal.writeTrust('p2', { workerId: 'p2' });
    journal.writeTrust('p1', { workerId: 'p1', llr: -4 } as { workerId: string });
    await journal.setPlan(RUN.id, {});
    expect(another().readTrust()).toEqual([{ workerId: 'p1', llr: -4 }, { workerId: 'p2' }]);
  });
});
