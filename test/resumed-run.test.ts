import type { RungPolicy } from '@hanzo/router';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, type Executor, type Rung, silentLogger } from '@hanzo/contracts';
import { Cascade, type Journal, openJournal } from '@hanzo/coordinator';
import { manualClock, routingPolicy } from '@hanzo/testkit';
import { openWorkspace, type Workspace } from '@hanzo/tools';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifies } from './support/verifies.ts';
import { Orchestrator, renderMarkdown, type RunEvent, type RunResult } from '@hanzo/orchestrator';
import { answer, CART, findings, GOOD_FINDING, SUMMARY, TOOL } from '../packages/orchestrator/test/samples.ts';

const FILES = ['a.ts', 'b.ts', 'c.ts', 'd.ts'];
const instructions = 'Review the code for bugs.';
const policy: RungPolicy = {
  localOnly: true,
  preferLocal: false,
  routing: routingPolicy(),
  available: new Set(['tool', 'mesh']),
};

describe('a run that is taken up again', () => {
  let stack: AsyncDisposableStack;
  let workspace: Workspace;
  let folder: string;
  let journal: Journal;
  let asked: string[];
  const clock = manualClock();
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    asked = [];
    folder = stack.adopt(await mkdtemp(join(tmpdir(), 'hanzo-resume-')), (path) => rm(path, { recursive: true }));
    for (const name of FILES) await writeFile(join(folder, name), CART);
    workspace = await openWorkspace(folder);
    journal = stack.use(openJournal(join(folder, '.home', 'journal.db')));
  });
  afterEach(() => stack.disposeAsync());

  /** An engine that takes the same time every time. */
  const engine = (name: Rung['name'], given: Answer): Rung => ({
    name,
    paid: false,
    unfit: () => undefined,
    attempt(task, { onStart }) {
      asked.push(task.id);
      onStart(given.who);
      return Promise.resolve(given);
    },
  });
  const tool = engine('tool', answer(findings('Nothing found.'), { who: TOOL }));
  const mesh = engine('mesh', answer(findings(SUMMARY, GOOD_FINDING)));

  function orchestrator(its: Executor = executor()): Orchestrator {
    return new Orchestrator({ orchestratorModel: 'local:any', executor: its, workspace, clock });
  }
  const executor = (): Cascade => new Cascade({ rungs: [tool, mesh], policy, journal, clock, log: silentLogger });

  /** Runs until so many tasks have ended, with the plan on disk as the command puts it there. */
  async function runUntil(runId: string, count: number): Promise<RunResult> {
    await journal.startRun({
      id: runId,
      node: 'c',
      orchestrator: 'o',
      workspace: folder,
      startedAt: clock.now(),
      instructions,
    });
    const abort = new AbortController();
    let ended = 0;
    const onEvent = (event: RunEvent): void => {
      if (event.kind === 'plan-ready') void journal.setPlan(runId, event.plan);
      if (event.kind !== 'task-end') return;
      ended += 1;
      if (ended === count) abort.abort();
    };
    return await orchestrator().run({ instructions, runId, signal: abort.signal, onEvent, concurrency: 1 });
  }

  /** What a reader of the result sees, whichever run it was. */
  const seen = (result: RunResult): unknown =>
    JSON.parse(JSON.stringify(result).replaceAll('whole', 'RUN').replaceAll('halves', 'RUN'));

  it(verifies('orchestrator.resumed'), async () => {
    const whole = await runUntil('whole', Infinity);
    const done = asked.length;
    asked = [];
    const half = await runUntil('halves', 5);
    expect(half.complete).toBe(false);
    expect(half.counts).toMatchObject({ tasks: 8, done: 5, cancelled: 3 });
    const before = [...asked];
    await journal.endRun('halves', 'cancelled', 2);

    const { plan, instructions: kept, startedAt } = await journal.claimRun('halves', 3);
    const tasks = journal.tasksOf('halves');
    const result = await orchestrator().resume({ runId: 'halves', instructions: kept, plan, tasks, startedAt });
    expect(asked.filter((id) => before.includes(id))).toEqual(before);
    expect(asked).toHaveLength(done);
    expect(seen(result)).toEqual(seen(whole));
    expect(renderMarkdown(result).replaceAll('halves', 'whole')).toBe(renderMarkdown(whole));
  });

  it('makes the tasks that were not written down again, from the same files', async () => {
    const whole = await runUntil('whole', Infinity);
    const tasks = journal.tasksOf('whole').slice(0, 3);
    const its = executor();
    const second = orchestrator({
      execute: (...values) => its.execute(...values),
      executeAll: (_, given, options) => its.executeAll('whole', given, options),
    });
    const result = await second.resume({ runId: 'whole', instructions, plan: whole.plan, tasks });
    expect(result.outcomes).toEqual(whole.outcomes);

    await rm(join(folder, 'a.ts'));
    await expect(second.resume({ runId: 'whole', instructions, plan: whole.plan, tasks: [] })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('changed since'),
      mend: expect.stringContaining('hanzo dev'),
    });
  });

  it(verifies('orchestrator.resumed', 'with the limits that its tasks were made with'), async () => {
    const whole = await runUntil('whole', Infinity);
    const tasks = journal.tasksOf('whole').slice(0, 3);
    const small = new Orchestrator({
      orchestratorModel: 'local:any',
      executor: executor(),
      workspace,
      clock,
      // Another worker is connected today.
      limits: { contextTokens: 2_000, maxOutputTokens: 300 },
    });
    const plan: unknown = JSON.parse(JSON.stringify(whole.plan));
    const result = await small.resume({ runId: 'whole', instructions, plan, tasks });
    expect(result.outcomes).toEqual(whole.outcomes);
  });

  it(verifies('orchestrator.resumed', 'without what cannot be made any more, and says so'), async () => {
    const whole = await runUntil('whole', Infinity);
    const tasks = journal.tasksOf('whole').slice(0, 3);
    await writeFile(join(folder, 'a.ts'), `${CART}// changed\n`);
    const result = await orchestrator().resume({ runId: 'whole', instructions, plan: whole.plan, tasks });
    expect(result).toMatchObject({ complete: false, counts: { tasks: 8, unmade: 5 } });
    const report = renderMarkdown(result);
    expect(report).toContain('INCOMPLETE: 5 of 8 tasks were not done (5 cannot be made any more).');
    expect(report).toContain('5 of 8 tasks cannot be made any more.');
  });

  it('refuses a run without a plan, or with something else in its place', async () => {
    for (const plan of [undefined, {}, 'x', { tasks: [] }]) {
      await expect(orchestrator().resume({ runId: 'r', instructions, plan, tasks: [] })).rejects.toMatchObject({
        code: 'RUN_UNKNOWN',
        mend: expect.stringContaining('hanzo dev'),
      });
    }
  });
});
