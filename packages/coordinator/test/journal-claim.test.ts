import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { HanzoError, type Answer, type Who } from '@hanzo/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import type { Journal } from '../src/journal/journal.ts';
import { openJournal } from '../src/journal/open-journal.ts';

const WORKER: Who = { kind: 'worker', node: 'w1', peerId: 'peer-1', model: 'tiny' };
const RUN = {
  id: 'run-1',
  node: 'c',
  orchestrator: 'local:tiny',
  workspace: '/w',
  startedAt: 1_000,
  instructions: 'Review it.',
};
const ANSWER: Answer = {
  text: 'good',
  finish: 'stop',
  who: WORKER,
  costMicros: 0,
  usage: { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, reasoningTokens: 0 },
  timings: { queueMs: 0, firstTokenMs: 1, totalMs: 1 },
};

const GONE = new HanzoError('OVERTAKEN', 'Another one was faster.');

describe('claiming a run', () => {
  let stack: DisposableStack;
  let file: string;
  let owner: Journal;
  beforeEach(async () => {
    stack = new DisposableStack();
    file = join(stack.use(temporaryFolder()).path, 'journal.db');
    owner = stack.adopt(openJournal(file), (journal) => {
      // What it still says in these tests is refused, and nobody hears of it.
      try {
        journal[Symbol.dispose]();
      } catch {}
    });
    await owner.startRun(RUN);
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
  const another = (): Journal => stack.use(openJournal(file));
  const die = (): unknown => sql(`UPDATE runs SET process_start = process_start || '0'`);

  it('is refused while its process lives, by name, with what to do', async () => {
    await expect(another().claimRun('run-9', 2_000)).rejects.toMatchObject({
      code: 'RUN_UNKNOWN',
      mend: expect.stringContaining('hanzo tasks list'),
    });
    await expect(another().claimRun(RUN.id, 2_000)).rejects.toMatchObject({
      code: 'RUN_BUSY',
      message: expect.stringContaining(`Process ${process.pid}`),
      mend: expect.stringContaining(`kill ${process.pid}`),
    });
    expect(sql('SELECT epoch FROM runs')).toEqual([{ epoch: 1 }]);
  });

  it('gives all that it takes to go on', async () => {
    const [running, queued, done] = [testTask(), testTask(), testTask()];
    await owner.acceptTasks([running, queued, done], 1);
    await owner.setPlan(RUN.id, { tasks: [{ title: 'one' }] });
    owner.startAttempt(running.id, 1, 'mesh', WORKER, 1, '');
    owner.endAttempt(done.id, {
      number: 1,
      rung: 'mesh',
      who: WORKER,
      startedAt: 1,
      endedAt: 2,
      end: { kind: 'passed', answer: ANSWER },
    });
    await owner.endTask(done.id, { state: 'done', answer: ANSWER, attempts: [] }, 2);
    die();
    const heir = another();
    await expect(heir.claimRun(RUN.id, 2_000)).resolves.toEqual({
      ...RUN,
      epoch: 2,
      plan: { tasks: [{ title: 'one' }] },
    });
    expect(sql('SELECT state, ended_at, pid FROM runs')).toEqual([
      { state: 'running', ended_at: null, pid: process.pid },
    ]);
    expect(sql('SELECT state FROM tasks ORDER BY seq')).toEqual([
      { state: 'queued' },
      { state: 'queued' },
      { state: 'done' },
    ]);
    expect(sql('SELECT state FROM attempts ORDER BY state')).toEqual([{ state: 'interrupted' }, { state: 'passed' }]);
    expect(heir.unfinished(RUN.id, 0, 9).map(({ task }) => task)).toEqual([running, queued]);
    const later = testTask();
    await heir.acceptTasks([later], 3);
    expect(heir.tasksOf(RUN.id)).toEqual([running, queued, done, later]);
    await expect(heir.takeUp(running, '', 3)).resolves.toMatchObject({
      lastNumber: 1,
      attempts: [{ number: 1, end: { kind: 'error', code: 'CANCELLED' } }],
    });
  });

  it('claims a run that has ended, too, and has no plan where there is none', async () => {
    await owner.endRun(RUN.id, 'incomplete', 5);
    await expect(another().claimRun(RUN.id, 6)).resolves.toMatchObject({ plan: undefined, instructions: 'Review it.' });
  });

  it(verifies('journal.fenced'), async () => {
    const [mine, other] = [testTask(), testTask()];
    await owner.acceptTasks([mine, other], 1);
    await owner.takeUp(mine, 'x', 1);
    owner.startAttempt(mine.id, 1, 'mesh', WORKER, 1, '');
    const heir = another();
    await heir.claimRun(RUN.id, 2_000, { takeOver: true });
    const everything = (): unknown => [
      sql('SELECT * FROM runs'),
      sql('SELECT * FROM tasks ORDER BY id'),
      sql('SELECT * FROM attempts ORDER BY task_id, number'),
      sql('SELECT * FROM task_texts ORDER BY task_id'),
    ];
    const before = everything();
    const late = { code: 'TAKEN_OVER', mend: expect.stringContaining('hanzo tasks list') };
    owner.startAttempt(mine.id, 2, 'mesh', WORKER, 1, '');
    owner.checkpoint(mine.id, 1, 'text', '');
    owner.waiting(other.id, 'nobody');
    owner.endAttempt(mine.id, {
      number: 1,
      rung: 'mesh',
      who: WORKER,
      startedAt: 1,
      endedAt: 2,
      end: { kind: 'passed', answer: ANSWER },
    });
    owner.extraAttempt(mine.id, 3, 'mesh', { who: WORKER, why: '', startedAt: 1, endedAt: 2, error: GONE });
    await expect(owner.endTask(mine.id, { state: 'done', answer: ANSWER, attempts: [] }, 9)).rejects.toMatchObject(
      late,
    );
    await expect(owner.interruptTask(other.id)).rejects.toMatchObject(late);
    await expect(owner.setPlan(RUN.id, {})).rejects.toMatchObject(late);
    await expect(owner.acceptTasks([testTask()], 9)).rejects.toMatchObject(late);
    await expect(owner.queueTask(testTask(), '', 9)).rejects.toMatchObject(late);
    await expect(owner.endRun(RUN.id, 'complete', 9)).rejects.toMatchObject(late);
    expect(everything()).toEqual(before);
    expect([owner.takenOver(RUN.id), heir.takenOver(RUN.id)]).toEqual([true, false]);
    await heir.endTask(mine.id, { state: 'cancelled', attempts: [] }, 9);
    await heir.endTask(other.id, { state: 'cancelled', attempts: [] }, 9);
    await heir.endRun(RUN.id, 'complete', 9);
  });

  it(verifies('journal.retry', 'not by a process that has lost the run'), async () => {
    const task = testTask();
    await owner.acceptTasks([task], 1);
    await owner.endTask(task.id, { state: 'undone', reason: 'nobody', attempts: [] }, 2);
    const heir = another();
    await heir.claimRun(RUN.id, 2_000, { takeOver: true });
    await expect(owner.reopenTasks([task.id], 3_000)).rejects.toMatchObject({ code: 'TAKEN_OVER' });
    expect(sql('SELECT state FROM tasks')).toEqual([{ state: 'undone' }]);
    await expect(heir.reopenTasks([task.id], 3_000)).resolves.toBe(1);
  });

  it('gives tasks their whole time again, whatever of it passed while nobody worked on them', async () => {
    const tasks = [testTask({ deadlineMs: 60_000 }), testTask()];
    await owner.acceptTasks(tasks, 1_000);
    die();
    const heir = another();
    await heir.claimRun(RUN.id, 3_600_000.5);
    const standings = await Promise.all(tasks.map((task) => heir.takeUp(task, '', 3_600_000)));
    expect(standings.map(({ deadlineAt }) => deadlineAt)).toEqual([3_660_001, undefined]);
  });

  it('queues a task again that is called done and has no answer', async () => {
    const task = testTask();
    await owner.acceptTasks([task], 1);
    sql(`UPDATE tasks SET state = 'done', ended_at = 5`);
    expect(owner.recorded(task.id)).toBeUndefined();
    die();
    const heir = another();
    await heir.claimRun(RUN.id, 2_000);
    expect(heir.unfinished(RUN.id, 0, 9).map((row) => row.task.id)).toEqual([task.id]);
    sql(`UPDATE tasks SET state = 'done', ended_at = 5`);
    await expect(heir.takeUp(task, '', 3_000)).resolves.toMatchObject({ outcome: undefined });
    await heir.endTask(task.id, { state: 'undone', reason: 'nobody', attempts: [] }, 4_000);
    expect(heir.recorded(task.id)).toMatchObject({ state: 'undone' });
  });

  it('binds who writes without having claimed to what it found', async () => {
    const task = testTask();
    await owner.acceptTasks([task], 1);
    const guest = another();
    await guest.takeUp(task, '', 1);
    guest.waiting(task.id, 'nobody');
    await another().claimRun(RUN.id, 2_000, { takeOver: true });
    await expect(guest.endTask(task.id, { state: 'cancelled', attempts: [] }, 2)).rejects.toMatchObject({
      code: 'TAKEN_OVER',
    });
  });
});
