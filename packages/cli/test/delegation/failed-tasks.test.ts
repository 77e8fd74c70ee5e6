import { openTaskBook } from '@hanzo/coordinator';
import { taskToDelegate } from '../../src/commands/delegate/task/delegate-task.ts';
import { tasksToHint } from '../../src/commands/dev/delegation/hints.ts';
import { writeRecord } from '../../src/commands/dev/run/run-record.ts';
import { loadSetting, type Setting } from '../../src/setting.ts';
import { listeningTerminal } from '../conversation/listening-terminal.ts';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { cluesOfTask } from '../../src/commands/delegate/task/clues-of-task.ts';
import { failedTasks, worthDelegating } from '../../src/commands/dev/delegation/failed-tasks.ts';
import { hintLines } from '../../src/commands/dev/delegation/hints.ts';
import { journalOf, type FailedRun, type Try } from './failed-journal.ts';

const REFUSED: Try = { answer: 'return 0;', because: 'expected 3 to be 4' };
const RUN = '1a2b3c4d-0000-4000-8000-000000000000';

function runWith(...tries: readonly Try[]): FailedRun {
  return { id: RUN, tasks: [{ paths: ['src/till.ts'], tries }] };
}

/** Runs in which the same task fails once each. */
function runsWith(count: number, change: Partial<FailedRun['tasks'][number]> = {}): readonly FailedRun[] {
  return Array.from({ length: count }, (_, at) => ({
    id: at === 0 ? RUN : `2222${at}ddd-0000-4000-8000-000000000000`,
    tasks: [{ paths: ['src/till.ts', 'src/cart.ts'], tries: [REFUSED], ...(at > 0 && change) }],
  }));
}

async function hintsOf(runs: readonly FailedRun[]): Promise<readonly string[]> {
  using journal = await journalOf(runs);
  using book = openTaskBook(journal.file);
  return hintLines(worthDelegating(failedTasks(book, RUN)), {});
}

describe('tasks that failed', () => {
  it(verifies('delegate-dev.hint', 'after three tries'), async () => {
    expect(await hintsOf([runWith(REFUSED, REFUSED)])).toEqual([]);
    const line = 'task 1a2b3c4d.1 (review src/till.ts) failed 3 times: delegate? hanzo delegate --task 1a2b3c4d.1';
    expect(await hintsOf([runWith(REFUSED, { code: 'TIMED_OUT' }, REFUSED)])).toEqual([line]);
    expect(
      hintLines([{ id: 'x', shortId: 'a.1', title: 'a\u001b[2Jb\nc', failures: 3, runs: 1 }], { home: '/my home' }),
    ).toEqual([
      expect.stringMatching(
        /^task a\.1 \(a\P{Cc}*b c\) failed 3 times: delegate\? hanzo delegate --task a\.1 --home '\/my home'$/u,
      ),
    ]);
  });

  it(verifies('cli.same-home', 'a list of failed tasks'), () => {
    const many = [1, 2, 3, 4].map((at) => ({
      id: `${RUN}-${at}`,
      shortId: `a.${at}`,
      title: 't',
      failures: 3,
      runs: 1,
    }));
    expect(hintLines(many, { home: '/my home' }).at(-1)).toBe(
      "and 1 task more: hanzo tasks list --dead --run 1a2b3c4d --home '/my home'",
    );
  });

  it(verifies('delegate-dev.after-stays', 'what nobody tried is no failure'), async () => {
    const untried = (
      ['CREDENTIALS_REJECTED', 'BUDGET_EXCEEDED', 'NO_WORKER', 'RATE_LIMITED', 'OVERTAKEN'] as const
    ).map((code): Try => ({ code }));
    expect(await hintsOf([runWith(...untried, REFUSED, REFUSED)])).toEqual([]);
    expect(
      await hintsOf([
        { id: RUN, tasks: [{ paths: ['a.ts'], tries: [REFUSED, REFUSED, REFUSED], state: 'cancelled' }] },
      ]),
    ).toEqual([]);
    expect(
      await hintsOf([{ id: RUN, tasks: [{ paths: ['a.ts'], kind: 'critic', tries: [REFUSED, REFUSED, REFUSED] }] }]),
    ).toEqual([]);
  });

  it(verifies('delegate-dev.hint', 'after three runs'), async () => {
    expect(await hintsOf(runsWith(2))).toEqual([]);
    expect(await hintsOf(runsWith(3))).toEqual([expect.stringContaining('failed in 3 runs: delegate?')]);
    expect(await hintsOf(runsWith(3, { paths: ['src/cart.ts', 'src/till.ts'] }))).toHaveLength(1);
    // A run of each kind does not count, so that two of three are left at most.
    const others = [
      { kind: 'docs' },
      { paths: ['src/till.ts'] },
      { state: 'done' },
      { tries: [{ code: 'NO_WORKER' }] },
    ] as const;
    const runs = others.flatMap((other, at) =>
      runsWith(2, other)
        .slice(1)
        .map((run) => ({ ...run, id: `${at}${run.id}` })),
    );
    expect(await hintsOf([...runsWith(2), ...runs])).toEqual([]);
    const elsewhere = runsWith(3).map((run, at) => (at === 0 ? run : { ...run, workspace: '/projects/other' }));
    expect(await hintsOf(elsewhere)).toEqual([]);
  });
});

describe('a task that had to stay on own machines', () => {
  it.each([
    ['--local-only', { localOnly: true }],
    ['confidential', { dataClass: 'confidential' }],
  ] as const)(verifies('delegate-dev.task-stays', '%s'), async (_, flags) => {
    const runs = [runWith(REFUSED, REFUSED, REFUSED)].map((run) => ({ ...run, plan: writeRecord(flags, undefined) }));
    using journal = await journalOf(runs);
    const paths = { journal: journal.file } as Setting['paths'];
    expect(tasksToHint({ runId: RUN, complete: false }, { paths })).toEqual([]);
    const { terminal } = listeningTerminal();
    const { home } = journal;
    const { catalogue } = loadSetting({ home }, terminal);
    const parts = { stdin: process.stdin, terminal, catalogue };
    const task = `${RUN}-1`;
    await expect(taskToDelegate({ home, task }, {}, parts)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('It is not said who may see'),
      mend: expect.stringContaining('--model local:<name>'),
    });
    // Whoever names a model has said who may see it.
    const { input } = await taskToDelegate({ home, task, model: 'gpt-4o' }, {}, parts);
    expect(input.issue).toContain('review src/till.ts');
  });
});

describe('an issue of a task', () => {
  it(verifies('delegate-dev.task', 'what was answered, and why it was refused'), async () => {
    const long = 'x'.repeat(5_000);
    using journal = await journalOf([runWith({ answer: long, because: 'the first' }, { code: 'API_FAILED' }, REFUSED)]);
    using book = openTaskBook(journal.file);
    const clues = cluesOfTask(book.find(`${RUN}-1`), 'Mend the till.');
    expect(clues.issue).toContain('review: review src/till.ts) has no accepted answer after 3 failed tries');
    expect(clues.files).toEqual(['src/till.ts']);
    expect(clues.context).toContain('What was wanted of the whole run: Mend the till.');
    expect(clues.context).toContain('Look at the rounding.');
    // Files go along as they are now.
    expect(clues.context).not.toContain('const total');
    expect(clues.context.split('Mend the till.')).toHaveLength(2);
    expect(clues.attemptedFixes).toHaveLength(2);
    expect(clues.attemptedFixes[0]?.length).toBeLessThan(2_000);
    expect(clues.attemptedFixes[1]).toMatch(
      /^try 3 by gpt-5-2025 at api\.example\.org answered, refused by the tests gate: expected 3 to be 4\nreturn 0;$/,
    );
    expect(clues.logs.split('\n')).toEqual([
      expect.stringContaining('try 1 by gpt-5-2025 at api.example.org: refused by the tests gate: the first'),
      expect.stringContaining('error API_FAILED: it ended with API_FAILED'),
      expect.stringContaining('expected 3 to be 4'),
    ]);
  });

  it(verifies('delegate-dev.task', 'of nothing that is done'), async () => {
    using journal = await journalOf([
      {
        id: RUN,
        tasks: [
          { paths: ['a.ts'], tries: [REFUSED], state: 'done' },
          { paths: ['b.ts'], tries: [] },
        ],
      },
    ]);
    using book = openTaskBook(journal.file);
    expect(() => cluesOfTask(book.find(`${RUN}-1`), '')).toThrow(expect.objectContaining({ code: 'USAGE' }));
    expect(cluesOfTask(book.find(`${RUN}-2`), '').issue).toContain('was not done');
  });
});
