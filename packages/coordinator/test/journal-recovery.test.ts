import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openJournal, readJournalReport } from '@hanzo/coordinator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { VERSION_1_TABLES } from './version-1-tables.ts';

const HOUR_MS = 3_600_000;
const RUN = { id: 'run-1', node: 'c', orchestrator: 'local:tiny', workspace: '/w', startedAt: 1_000 };

describe('runs whose process is gone', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'journal.db');
  });
  afterEach(() => folder[Symbol.dispose]());

  function sql(text: string): unknown[] {
    const db = new DatabaseSync(file);
    try {
      return db.prepare(text).all();
    } finally {
      db.close();
    }
  }

  /** A run of this process with one task and one attempt under way, as another process would see it. */
  async function leaveRun(startedAt = RUN.startedAt): Promise<void> {
    using journal = openJournal(file);
    await journal.startRun({ ...RUN, startedAt });
    const task = testTask();
    await journal.queueTask(task, '', startedAt);
    journal.startAttempt(task.id, 1, 'local', { kind: 'local', model: 'tiny' }, startedAt, '');
  }

  const states = (): unknown => ({
    ...readJournalReport(file).runsByState,
    ...readJournalReport(file).tasksByState,
  });

  it('reads a run of a living process as running', async () => {
    await leaveRun();
    expect(states()).toEqual({ running: 1 });
  });

  it('is not misled by a later process with the same pid, and needs no next run to see it', async () => {
    await leaveRun();
    sql(`UPDATE runs SET process_start = process_start || '0'`);
    const report = readJournalReport(file);
    expect(report).toMatchObject({ runsByState: { interrupted: 1 }, tasksByState: { interrupted: 1 } });
    expect(report.engines).toMatchObject([{ attempts: 1, failed: 1 }]);
    expect(sql('SELECT state FROM attempts')).toEqual([{ state: 'interrupted' }]);
  });

  it('is not misled by a reboot', async () => {
    await leaveRun();
    sql(`UPDATE runs SET boot = 'an earlier one'`);
    expect(states()).toEqual({ interrupted: 1 });
  });

  it('waits an hour for a sign of a process in another container', async () => {
    const now = Date.now();
    await leaveRun(now - 2 * HOUR_MS);
    sql(`UPDATE runs SET pid_space = 'pid:[1]'`);
    sql(`UPDATE attempts SET started_at = ${now - HOUR_MS / 2}`);
    expect(states()).toEqual({ running: 1 });
    sql(`UPDATE attempts SET started_at = ${now - 1.5 * HOUR_MS}`);
    expect(states()).toEqual({ interrupted: 1 });
  });

  it('marks a run with its tasks or not at all', async () => {
    await leaveRun();
    sql(`UPDATE runs SET boot = 'an earlier one'`);
    sql(`CREATE TRIGGER stop BEFORE UPDATE OF state ON runs BEGIN SELECT raise(ABORT, 'stopped here'); END`);
    expect(() => openJournal(file)).toThrow(/stopped here/);
    expect(sql('SELECT t.state AS task, a.state AS attempt FROM tasks t JOIN attempts a')).toEqual([
      { task: 'running', attempt: 'running' },
    ]);
  });

  it('lets a run that lives after all say so itself', async () => {
    using journal = openJournal(file);
    await journal.startRun(RUN);
    sql(`UPDATE runs SET boot = 'an earlier one'`);
    expect(states()).toEqual({ interrupted: 1 });
    await journal.endRun(RUN.id, 'complete', 2_000);
    expect(states()).toEqual({ complete: 1 });
  });
});

describe('a journal of version 1', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'journal.db');
  });
  afterEach(() => folder[Symbol.dispose]());

  function sql(text: string): void {
    const db = new DatabaseSync(file);
    db.exec(text);
    db.close();
  }

  function makeVersion1(version: number): void {
    const db = new DatabaseSync(file);
    db.exec(VERSION_1_TABLES);
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA user_version = ${version};
      INSERT INTO runs VALUES ('old', ${process.pid}, 'c', 'o', '/w', 'running', 1, NULL), ('done', 1, 'c', 'o', '/w', 'complete', 1, 2);
      INSERT INTO tasks VALUES ('t1', 'old', 'review', 'simple', 't', '{}', 'queued', '', '', 1, NULL), ('t2', 'done', 'review', 'simple', 't', '{}', 'done', '', '', 1, 2);
      INSERT INTO attempts (task_id, number, rung, node, state, cost_micros, started_at, ended_at) VALUES ('t2', 1, 'api', 'api.test', 'passed', 7, 1, 2);`);
    db.close();
  }

  it.each([
    ['whole', 1],
    ['killed before its version was written', 0],
  ])(verifies('store.earlier-files', 'journal of version 1, %s'), async (_, version) => {
    makeVersion1(version);
    const report = readJournalReport(file);
    expect(report.runsByState).toEqual({ complete: 1, interrupted: 1 });
    expect(report.tasksByState).toEqual({ done: 1, interrupted: 1 });
    expect(report.engines).toMatchObject([{ node: 'api.test', passed: 1, costMicros: 7 }]);

    using journal = openJournal(file);
    expect(journal.tasksOf('old')).toEqual([{}]);
    expect(journal.unfinished('old', 0, 9)).toHaveLength(1);
    await journal.startRun(RUN);
    expect(readJournalReport(file).runsByState).toEqual({ complete: 1, interrupted: 1, running: 1 });
    const db = new DatabaseSync(file, { readOnly: true });
    expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 6 });
    db.close();
  });

  it(verifies('store.earlier-files', 'journal of version 2'), () => {
    makeVersion1(1);
    sql(`ALTER TABLE runs ADD COLUMN host TEXT NOT NULL DEFAULT '';
      ALTER TABLE runs ADD COLUMN boot TEXT NOT NULL DEFAULT '';
      ALTER TABLE runs ADD COLUMN pid_space TEXT NOT NULL DEFAULT '';
      ALTER TABLE runs ADD COLUMN process_start TEXT NOT NULL DEFAULT '';
      PRAGMA user_version = 2;`);
    expect(readJournalReport(file).runsByState).toEqual({ complete: 1, interrupted: 1 });
    const fresh = `${file}.fresh`;
    openJournal(fresh)[Symbol.dispose]();
    const [old, made] = [file, fresh].map((path) => {
      const db = new DatabaseSync(path, { readOnly: true });
      const found = [
        db.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all(),
        db.prepare('PRAGMA user_version').get(),
        db.prepare('PRAGMA application_id').get(),
      ];
      db.close();
      return found;
    });
    expect(made).toEqual(old);
  });

  it('stays as it was when it cannot be brought up to date', () => {
    makeVersion1(1);
    const db = new DatabaseSync(file);
    // The second of the new columns is in the way.
    db.exec('ALTER TABLE runs ADD COLUMN boot TEXT');
    expect(() => openJournal(file)).toThrow(expect.objectContaining({ code: 'STORE_UNUSABLE' }));
    expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
    expect(db.prepare(`SELECT count(*) AS n FROM pragma_table_info('runs') WHERE name = 'host'`).get()).toEqual({
      n: 0,
    });
    db.close();
  });

  it('is brought up to date by one of several that open it at once', async () => {
    makeVersion1(1);
    const children = Array.from({ length: 4 }, () =>
      fork(new URL('processes/open-once.ts', import.meta.url), [file], { execArgv: ['--conditions=@hanzo/source'] }),
    );
    const codes = await Promise.all(children.map(async (child) => ((await once(child, 'exit')) as [number])[0]));
    expect(codes).toEqual([0, 0, 0, 0]);
    expect(readJournalReport(file).runs).toBe(2);
  });
});
