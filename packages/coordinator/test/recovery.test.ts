import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { HanzoError, systemClock } from '@hanzo/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, until } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { openJournal } from '../src/journal/open-journal.ts';

/** 200 by hand. */
const KILLS = Number(process.env['HANZO_KILLS'] ?? 25);
const TASKS = 40 * KILLS;

interface Said {
  readonly accepted?: number;
  readonly ended?: number;
  readonly failed?: string;
  readonly epoch?: number;
  readonly code?: string;
}

class Program {
  readonly child: ChildProcess;
  readonly said: (Said | string)[] = [];
  readonly #exit: Promise<unknown>;

  constructor(name: string, ...values: (string | number)[]) {
    this.child = fork(new URL(`processes/${name}`, import.meta.url), values.map(String), {
      execArgv: ['--conditions=@hanzo/source'],
    });
    this.child.on('message', (message: Said | string) => this.said.push(message));
    this.#exit = once(this.child, 'exit');
  }

  /** The last value that it said under this name. */
  last<Name extends keyof Said>(name: Name): Said[Name] | undefined {
    return this.said.filter((one) => typeof one === 'object').findLast((one) => one[name] !== undefined)?.[name];
  }

  async ended(): Promise<void> {
    await this.#exit;
  }

  async kill(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.#exit;
  }
}

describe('a coordinator that dies', () => {
  let stack: AsyncDisposableStack;
  let file: string;
  beforeEach(() => {
    stack = new AsyncDisposableStack();
    file = join(stack.use(temporaryFolder()).path, 'journal.db');
  });
  afterEach(() => stack.disposeAsync());

  function start(name: string, ...values: (string | number)[]): Program {
    return stack.adopt(new Program(name, file, ...values), (program) => program.kill());
  }

  function sql(text: string): readonly Record<string, unknown>[] {
    const db = new DatabaseSync(file, { timeout: 5_000 });
    try {
      return db.prepare(text).all();
    } finally {
      db.close();
    }
  }

  /** Counts how often each task became done, whoever said so. */
  function countEnds(): void {
    openJournal(file)[Symbol.dispose]();
    sql('CREATE TABLE ends (task_id TEXT NOT NULL) STRICT');
    sql(`CREATE TRIGGER count_ends AFTER UPDATE OF state ON tasks WHEN new.state = 'done' AND old.state <> 'done'
      BEGIN INSERT INTO ends VALUES (new.id); END`);
  }

  const summary = (): unknown =>
    sql(`SELECT (SELECT count(*) FROM tasks) AS tasks, (SELECT count(*) FROM tasks WHERE state = 'done') AS done,
      (SELECT count(*) FROM ends) AS ends, (SELECT count(DISTINCT task_id) FROM ends) AS different`)[0];

  it(
    verifies('journal.killed-anywhere'),
    async () => {
      countEnds();
      let accepted = 0;
      for (let kills = 0; kills < KILLS; kills += 1) {
        const program = start('work-backlog.ts', TASKS, 40);
        // One in five dies while it starts, the others in their work.
        if (kills % 5 > 0) await until(() => program.said.includes('begun'), 'a coordinator at work');
        await systemClock.sleep(Math.random() * 120);
        await program.kill();
        accepted = Math.max(accepted, program.last('accepted') ?? 0);
        expect(sql('SELECT count(*) AS n FROM tasks')[0]?.['n']).toBeGreaterThanOrEqual(accepted);
        expect(program.last('failed')).toBeUndefined();
      }
      expect(sql(`SELECT count(*) AS n FROM tasks WHERE state <> 'done'`)[0]?.['n']).toBeGreaterThan(0);
      const last = start('work-backlog.ts', TASKS, 1);
      await last.ended();
      expect(last.said.at(-1)).toEqual({ ended: TASKS });
      expect(summary()).toEqual({ tasks: TASKS, done: TASKS, ends: TASKS, different: TASKS });
      expect(sql(`SELECT count(*) AS n FROM attempts WHERE state = 'running'`)).toEqual([{ n: 0 }]);
      expect(Number(sql('SELECT epoch FROM runs')[0]?.['epoch'])).toBeGreaterThan(KILLS / 2);
    },
    20_000 + KILLS * 2_000,
  );

  it(verifies('journal.one-owner'), async () => {
    const first = start('work-backlog.ts', 100, 50);
    await until(() => first.said.includes('working'), 'a run');
    await first.kill();
    const rivals = Array.from({ length: 4 }, () => start('claim-once.ts', 'run-1'));
    await until(() => rivals.every(({ said }) => said.includes('ready')), 'everybody ready');
    for (const { child } of rivals) child.send('go');
    await until(() => rivals.every(({ said }) => said.length === 2), 'everybody has tried');
    expect(rivals.filter((rival) => rival.last('epoch') === 2)).toHaveLength(1);
    expect(rivals.filter((rival) => rival.last('code') === 'RUN_BUSY')).toHaveLength(3);
  });

  it(verifies('journal.fenced', 'a process that was stopped and wakes up'), async () => {
    countEnds();
    // Mostly idle: a process that is stopped in the middle of a commit keeps the file locked.
    const stopped = start('work-backlog.ts', 300, 400, 4);
    await until(() => stopped.said.includes('working'), 'a run');
    using journal = openJournal(file);
    await takeOver(journal, stopped.child);
    journal[Symbol.dispose]();
    expect(sql('SELECT epoch FROM runs')).toEqual([{ epoch: 2 }]);
    // This process lives on, so that the heir could not claim the run from it.
    sql(`UPDATE runs SET state = 'interrupted'`);
    const heir = start('work-backlog.ts', 300, 1);
    await heir.ended();
    expect(heir.said.at(-1)).toEqual({ ended: 300 });
    const before = sql('SELECT * FROM tasks, attempts ON task_id = id ORDER BY id, number');

    stopped.child.kill('SIGCONT');
    await stopped.ended();
    expect(stopped.last('failed')).toBe('TAKEN_OVER');
    expect(sql('SELECT * FROM tasks, attempts ON task_id = id ORDER BY id, number')).toEqual(before);
    expect(summary()).toEqual({ tasks: 300, done: 300, ends: 300, different: 300 });
  });
});

/** Stops the process and claims its run. One that was stopped in the middle of a commit holds the file: it goes on a little. */
async function takeOver(journal: ReturnType<typeof openJournal>, owner: ChildProcess): Promise<void> {
  for (;;) {
    owner.kill('SIGSTOP');
    try {
      await journal.claimRun('run-1', systemClock.now(), { takeOver: true });
      return;
    } catch (error) {
      if (!(error instanceof HanzoError) || error.code !== 'STORE_UNUSABLE') throw error;
      owner.kill('SIGCONT');
      await systemClock.sleep(7);
    }
  }
}
