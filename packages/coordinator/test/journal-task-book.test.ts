import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Answer, Who } from '@hanzo/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import type { Journal } from '../src/journal/journal.ts';
import { openJournal } from '../src/journal/open-journal.ts';
import { openTaskBook } from '../src/journal/sqlite-task-book.ts';
import type { TaskBook } from '../src/journal/task-book.ts';

const WORKER: Who = { kind: 'worker', node: 'w1', peerId: 'peer-1', model: 'tiny' };
const RUN = { id: 'aaaa-1', node: 'c', orchestrator: 'local:tiny', workspace: '/w', startedAt: 1_000 };
const ANSWER: Answer = {
  text: 'good',
  finish: 'stop',
  who: WORKER,
  costMicros: 7,
  usage: { inputTokens: 100, cachedInputTokens: 0, outputTokens: 20, reasoningTokens: 0 },
  timings: { queueMs: 0, firstTokenMs: 1, totalMs: 1 },
};
const DONE = { state: 'done', answer: ANSWER, attempts: [] } as const;

describe('the task book', () => {
  let stack: DisposableStack;
  let file: string;
  let journal: Journal;
  let book: TaskBook;
  beforeEach(async () => {
    stack = new DisposableStack();
    file = join(stack.use(temporaryFolder()).path, 'journal.db');
    journal = stack.use(openJournal(file));
    book = stack.use(openTaskBook(file));
    await journal.startRun({ ...RUN, instructions: 'Review it.' });
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
  const die = (): unknown => sql(`UPDATE runs SET process_start = process_start || '0' WHERE state = 'running'`);
  const task = (id: string, changes = {}): ReturnType<typeof testTask> => testTask({ id, runId: RUN.id, ...changes });

  async function finish(id: string): Promise<void> {
    journal.startAttempt(id, 1, 'mesh', WORKER, 3, 'the only one');
    journal.endAttempt(id, {
      number: 1,
      rung: 'mesh',
      who: WORKER,
      startedAt: 3,
      endedAt: 8,
      end: { kind: 'passed', answer: ANSWER },
    });
    await journal.endTask(id, DONE, 9);
  }

  it(verifies('journal.forgotten'), async () => {
    await journal.startRun({ ...RUN, id: 'bbbb-1' });
    const tasks = Array.from({ length: 600 }, (_, n) => task(`t-${n}`, { prompt: 'x'.repeat(5_000) }));
    await journal.acceptTasks([...tasks, task('u-1', { runId: 'bbbb-1' })], 2);
    await finish('t-1');
    await finish('u-1');
    expect(() => book.forget(RUN.id, 5_000)).toThrow(expect.objectContaining({ code: 'RUN_BUSY' }));
    expect(book.runsBefore(Number.MAX_SAFE_INTEGER)).toEqual([]);
    await journal.endRun(RUN.id, 'incomplete', 3_000);
    await journal.endRun('bbbb-1', 'complete', 4_000);
    const old = (before: number): string[] => book.runsBefore(before).map(({ id }) => id);
    expect([old(3_000), old(3_001), old(4_001)]).toEqual([[], [RUN.id], [RUN.id, 'bbbb-1']]);
    journal[Symbol.dispose]();
    sql('PRAGMA wal_checkpoint(TRUNCATE)');
    const before = statSync(file).size;
    expect(book.forget(RUN.id, 5_000)).toBe(600);
    book.shrink();
    expect(statSync(file).size).toBeLessThan(before / 4);
    const rows = ['tasks', 'task_texts', 'attempts', 'runs'].map((table) => sql(`SELECT * FROM ${table}`).length);
    expect(rows).toEqual([1, 1, 1, 1]);
    expect(book.find('u-1')).toMatchObject({ state: 'done', tries: [{ answer: 'good' }] });
    expect(book.runs().map(({ id }) => id)).toEqual(['bbbb-1']);
  });

  it('lists the newest first, by state and by run', async () => {
    await journal.startRun({ ...RUN, id: 'bbbb-1' });
    await journal.acceptTasks([task('t-1'), task('t-2', { priority: 'high' }), task('u-1', { runId: 'bbbb-1' })], 2);
    await finish('t-1');
    journal.waiting('t-2', 'all are busy');
    await journal.setPlan(RUN.id, {});
    const ids = (filter: Parameters<TaskBook['list']>[0]): string[] => book.list(filter).map(({ id }) => id);
    expect(ids({})).toEqual(['u-1', 't-2', 't-1']);
    expect(ids({ limit: 1 })).toEqual(['u-1']);
    expect(ids({ runId: RUN.id })).toEqual(['t-2', 't-1']);
    expect(ids({ states: ['done', 'undone'] })).toEqual(['t-1']);
    expect(ids({ states: ['queued'], runId: RUN.id })).toEqual(['t-2']);
    expect(book.list({ runId: RUN.id })).toMatchObject([
      { id: 't-2', state: 'queued', waiting: 'all are busy', priority: 'high', attempts: 0, queuedAt: 2 },
      { id: 't-1', state: 'done', priority: 'normal', attempts: 1, endedAt: 9, cancelRequested: false },
    ]);
  });

  it('shows everything about a task', async () => {
    const whole = task('t-1');
    await journal.takeUp(whole, 'mesh: free first', 2);
    await finish('t-1');
    expect(book.find('t-1')).toMatchObject({
      task: whole,
      route: 'mesh: free first',
      tries: [
        {
          number: 1,
          rung: 'mesh',
          node: 'w1',
          peerId: 'peer-1',
          model: 'tiny',
          state: 'passed',
          placement: 'the only one',
          extra: false,
          inputTokens: 100,
          outputTokens: 20,
          costMicros: 7,
          startedAt: 3,
          endedAt: 8,
          answer: 'good',
        },
      ],
    });
  });

  it(verifies('journal.task-book'), async () => {
    await journal.acceptTasks([task('abcd-1111-1'), task('abcd-1111-2'), task('abcd-2222-1'), task('x%_y-1')], 2);
    expect(book.find('abcd-2').id).toBe('abcd-2222-1');
    expect(book.find('x%_y').id).toBe('x%_y-1');
    const failing = (id: string): unknown => {
      try {
        return book.find(id);
      } catch (error) {
        return error;
      }
    };
    expect(failing('abcd-1111')).toMatchObject({
      code: 'TASK_UNKNOWN',
      message: expect.stringContaining('more than one'),
      mend: expect.stringContaining('abcd-1111-2, abcd-1111-1'),
    });
    expect(failing('abcd-9')).toMatchObject({ code: 'TASK_UNKNOWN', mend: expect.stringContaining('abcd-2222-1') });
    expect(failing('abc')).toMatchObject({ code: 'TASK_UNKNOWN', mend: expect.stringContaining('abcd-') });
    expect(failing('zzzz')).toMatchObject({ code: 'TASK_UNKNOWN', mend: 'Look at `hanzo tasks list`.' });
    expect(failing('')).toMatchObject({ code: 'TASK_UNKNOWN' });
    expect(book.findRun('aaaa').id).toBe(RUN.id);
    expect(() => book.findRun('bbbb')).toThrow(expect.objectContaining({ code: 'RUN_UNKNOWN' }));
  });

  it('says which runs can be resumed', async () => {
    const last = (): unknown => {
      try {
        return book.findRun('last').id;
      } catch (error) {
        return error;
      }
    };
    await journal.setPlan(RUN.id, { tasks: [] });
    await journal.acceptTasks([task('t-1'), task('t-2')], 2);
    expect(book.runs()).toMatchObject([{ id: RUN.id, state: 'running', resumable: false, counts: { queued: 2 } }]);
    expect(last()).toMatchObject({ code: 'RUN_UNKNOWN' });
    await finish('t-1');
    die();
    expect(book.findRun('last')).toMatchObject({
      id: RUN.id,
      state: 'interrupted',
      resumable: true,
      instructions: 'Review it.',
      workspace: '/w',
      counts: { queued: 0, running: 0, done: 1, undone: 0, cancelled: 0, interrupted: 1 },
    });
    // A newer one without a plan cannot be resumed.
    await journal.startRun({ ...RUN, id: 'bbbb-1' });
    await journal.acceptTasks([task('u-1', { runId: 'bbbb-1' })], 2);
    await journal.endRun('bbbb-1', 'failed', 5);
    expect(book.runs(1)).toMatchObject([{ id: 'bbbb-1', resumable: false }]);
    expect(last()).toBe(RUN.id);
    await journal.claimRun(RUN.id, 3);
    await finish('t-2');
    await journal.endRun(RUN.id, 'complete', 6);
    expect(book.findRun(RUN.id)).toMatchObject({ state: 'complete', resumable: false, endedAt: 6 });
    expect(last()).toMatchObject({ code: 'RUN_UNKNOWN' });
  });

  it(verifies('journal.cancel-request'), async () => {
    await journal.acceptTasks([task('t-1'), task('t-2'), task('t-3')], 2);
    expect(journal.cancelRequests()).toEqual([]);
    await finish('t-1');
    expect(book.requestCancel('t-1', 5)).toBe('ended');
    expect(book.requestCancel('t-2', 5)).toBe('asked');
    expect(journal.cancelRequests()).toEqual(['t-2']);
    expect(book.find('t-2')).toMatchObject({ state: 'queued', cancelRequested: true });
    await expect(journal.takeUp(task('t-2'), '', 6)).resolves.toMatchObject({ cancelRequested: true });
    await journal.endTask('t-2', { state: 'cancelled', attempts: [] }, 7);
    die();
    expect(book.requestCancel('t-3', 8)).toBe('cancelled');
    expect(book.find('t-3')).toMatchObject({ state: 'cancelled', endedAt: 8 });
    expect(journal.cancelRequests()).toEqual([]);
    expect(() => book.requestCancel('t-9', 8)).toThrow(expect.objectContaining({ code: 'TASK_UNKNOWN' }));
  });

  it('does not tell a process of the tasks of others', async () => {
    const other = stack.use(openJournal(file));
    await other.startRun({ ...RUN, id: 'bbbb-1' });
    await journal.acceptTasks([task('t-1')], 2);
    book.requestCancel('t-1', 5);
    expect([journal.cancelRequests(), other.cancelRequests()]).toEqual([['t-1'], []]);
  });
});
