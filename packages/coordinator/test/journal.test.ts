import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Answer, Attempt, Who } from '@hanzo/contracts';
import { openJournal, readJournalReport } from '@hanzo/coordinator';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder, testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, 'journal.db');
});
afterEach(() => folder[Symbol.dispose]());

const who: Who = { kind: 'worker', node: 'w1', peerId: 'peer-1', model: 'tiny' };
const ANSWER: Answer = {
  text: 'ok',
  finish: 'stop',
  who,
  costMicros: 0,
  usage: { inputTokens: 100, cachedInputTokens: 10, outputTokens: 20, reasoningTokens: 0 },
  timings: { queueMs: 0, firstTokenMs: 5, totalMs: 50 },
};
const passed = (number: number, startedAt: number, endedAt: number): Attempt => ({
  number,
  rung: 'mesh',
  who,
  startedAt,
  endedAt,
  end: { kind: 'passed', answer: ANSWER },
});

const RUN = { id: 'run-1', node: 'c', orchestrator: 'local:tiny', workspace: '/w', startedAt: 1_000 };

describe('journal', () => {
  it(verifies('journal.before-said'), async () => {
    using journal = openJournal(file);
    await journal.startRun(RUN);
    const task = testTask();
    await journal.queueTask(task, 'mesh: free first', 1_001);
    const other = new DatabaseSync(file, { readOnly: true });
    expect(other.prepare('SELECT id, state, route FROM tasks').all()).toEqual([
      { id: task.id, state: 'queued', route: 'mesh: free first' },
    ]);
    other.close();
  });

  it('adds up attempts per engine, with median and p95 seconds', async () => {
    const journal = openJournal(file);
    await journal.startRun(RUN);
    for (let i = 1; i <= 20; i++) {
      const task = testTask();
      await journal.queueTask(task, '', 1_000);
      journal.startAttempt(task.id, 1, 'mesh', who, 1_000, 'the only one');
      journal.endAttempt(task.id, passed(1, 1_000, 1_000 + i * 100));
      await journal.endTask(task.id, { state: 'done', answer: ANSWER, attempts: [] }, 3_000);
    }
    await journal.endRun('run-1', 'complete', 3_000);
    journal[Symbol.dispose]();
    const report = readJournalReport(file);
    expect(report).toMatchObject({ runs: 1, runsByState: { complete: 1 }, tasksByState: { done: 20 } });
    expect(report.engines).toEqual([
      {
        rung: 'mesh',
        node: 'w1',
        peerId: 'peer-1',
        model: 'tiny',
        attempts: 20,
        passed: 20,
        rejected: 0,
        failed: 0,
        inputTokens: 2_000,
        cachedInputTokens: 200,
        outputTokens: 400,
        reasoningTokens: 0,
        p50Seconds: 1,
        p95Seconds: 1.9,
        costMicros: 0,
      },
    ]);
    expect(readJournalReport(file, { orchestrator: 'gpt-5' }).runs).toBe(0);
    expect(readJournalReport(file, { since: 3_001 }).runs).toBe(0);
  });

  it('tells the task of an attempt that could not be recorded, and nobody else', async () => {
    using journal = openJournal(file);
    await journal.startRun(RUN);
    const [good, bad] = [testTask(), testTask()];
    await Promise.all([journal.queueTask(good, '', 1), journal.queueTask(bad, '', 1)]);
    const again = journal.queueTask(bad, '', 1);
    const third = journal.queueTask(testTask(), '', 1);
    await expect(again).rejects.toMatchObject({ code: 'INTERNAL', message: expect.stringContaining(file) });
    await expect(third).resolves.toBeUndefined();

    journal.endAttempt(bad.id, { ...passed(1, 1, 2), startedAt: 0.5 });
    // On its way to the disk with somebody else's commit, who must not hear of it.
    await journal.setPlan(RUN.id, {});
    await expect(journal.endTask(good.id, { state: 'cancelled', attempts: [] }, 3)).resolves.toBeUndefined();
    await expect(journal.endTask(bad.id, { state: 'cancelled', attempts: [] }, 3)).rejects.toMatchObject({
      code: 'INTERNAL',
    });
    await expect(journal.endRun(RUN.id, 'incomplete', 4)).resolves.toBeUndefined();
  });

  it('never closes over a lost row in silence: the end of the run tells it, or else the closing', async () => {
    const journal = openJournal(file);
    await journal.startRun(RUN);
    journal.endAttempt('no such task', passed(1, 1, 2));
    await expect(journal.endRun(RUN.id, 'complete', 3)).rejects.toMatchObject({
      message: expect.stringMatching(/FOREIGN KEY/),
    });
    journal.endAttempt('no such task', passed(1, 1, 2));
    expect(() => journal[Symbol.dispose]()).toThrow(/FOREIGN KEY/);
    expect(() => journal[Symbol.dispose]()).not.toThrow();
    expect(readJournalReport(file).runsByState).toEqual({ complete: 1 });
  });

  it(verifies('journal.locked', 'and this process goes on meanwhile'), async () => {
    using journal = openJournal(file);
    await journal.startRun(RUN);
    const task = testTask();
    await journal.queueTask(task, '', 1);
    using other = new DatabaseSync(file);
    const before = performance.now();
    other.exec('BEGIN IMMEDIATE');
    // Let go of by this very process: it must get to it.
    setTimeout(() => other.exec('ROLLBACK'), 300);
    await expect(journal.endTask(task.id, { state: 'cancelled', attempts: [] }, 3)).resolves.toBeUndefined();
    other.exec('BEGIN IMMEDIATE');
    setTimeout(() => other.exec('ROLLBACK'), 300);
    await expect(journal.reopenTasks([task.id], 4)).resolves.toBe(1);
    await journal.endRun(RUN.id, 'incomplete', 5);
    expect(readJournalReport(file).tasksByState).toEqual({ queued: 1 });
    // Not the 5 s for which other stores wait for a lock.
    expect(performance.now() - before).toBeLessThan(4_500);
  });

  it('never throws where it must not, also when it can write nothing any more', async () => {
    const journal = openJournal(file);
    await journal.startRun(RUN);
    journal[Symbol.dispose]();
    expect(() => journal.waiting('t', 'all are busy')).not.toThrow();
    expect(() => journal.endAttempt('t', passed(1, 1, 2))).not.toThrow();
    await expect(journal.interruptTask('t')).rejects.toMatchObject({ message: expect.stringContaining('finalized') });
  });

  it('names a damaged file and how to go on, when it is opened and when it is read', async () => {
    {
      using journal = openJournal(file);
      await journal.startRun(RUN);
    }
    const pages = new DatabaseSync(file).prepare('PRAGMA page_size').get();
    const bytes = readFileSync(file);
    bytes.fill(0xee, Number(pages?.['page_size']));
    writeFileSync(file, bytes);
    const damaged = expect.objectContaining({
      code: 'STORE_UNUSABLE',
      message: expect.stringContaining(`${file} is damaged`),
      mend: expect.stringContaining('backup'),
    });
    expect(() => openJournal(file)).toThrow(damaged);
    expect(() => readJournalReport(file)).toThrow(damaged);
  });

  it(verifies('journal.interrupted'), async () => {
    const child = fork(new URL('processes/open-run.ts', import.meta.url), [file], {
      execArgv: ['--conditions=@hanzo/source'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child, 'message');
    const live = openJournal(file);
    await live.startRun({ ...RUN, id: 'live' });
    expect(readJournalReport(file).runsByState).toEqual({ running: 2 });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(readJournalReport(file).runsByState).toEqual({ interrupted: 1, running: 1 });
    using again = openJournal(file);
    live[Symbol.dispose]();
    await again.startRun({ ...RUN, id: 'again' });
    expect(readJournalReport(file).runsByState).toEqual({ interrupted: 1, running: 2 });
  });

  it(verifies('journal.foreign-file'), () => {
    writeFileSync(file, 'this is not a database, it is a letter to the operator. '.repeat(100));
    expect(() => openJournal(file)).toThrow(
      expect.objectContaining({ code: 'STORE_UNUSABLE', message: expect.stringContaining(file) }),
    );
    const newer = join(folder.path, 'newer.db');
    const db = new DatabaseSync(newer);
    db.exec('PRAGMA user_version = 99');
    db.close();
    expect(() => openJournal(newer)).toThrow(
      expect.objectContaining({ code: 'STORE_UNUSABLE', message: expect.stringContaining('newer') }),
    );
  });
});
