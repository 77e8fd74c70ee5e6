import { join } from 'node:path';
import {
  HanzoError,
  NO_USAGE,
  silentLogger,
  type Answer,
  type Attempt,
  type Gate,
  type GateVerdict,
  type Rung,
  type Task,
  type TaskOutcome,
  type Who,
} from '@hanzo/contracts';
import { openLedger, type LedgerCall } from '@hanzo/ledger';
import type { RungPolicy } from '@hanzo/router';
import { manualClock, type ManualClock, routingPolicy } from '@hanzo/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, testTask, until } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { Cascade, openJournal, openTaskBook, readFigures, type Journal } from '../src/index.ts';

const BIG: Who = { kind: 'api', endpoint: 'api.test', requestedModel: 'mini', servedModel: 'big-1', askedModel: 'big' };
const PAID: Answer = {
  text: 'a paid answer',
  finish: 'length',
  who: BIG,
  usage: { inputTokens: 40, cachedInputTokens: 8, outputTokens: 5, reasoningTokens: 2 },
  timings: { queueMs: 1, firstTokenMs: 2, totalMs: 3 },
  costMicros: 777,
};
const START = Date.UTC(2026, 0, 1);
const never: Gate = (_, __, signal) =>
  new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));

describe('an answer whose gate comes to no verdict', () => {
  let stack: DisposableStack;
  let file: string;
  let journal: Journal;
  let clock: ManualClock;
  let asked: number;
  beforeEach(async () => {
    stack = new DisposableStack();
    clock = manualClock(START);
    file = join(stack.use(temporaryFolder()).path, 'journal.db');
    journal = stack.use(openJournal(file));
    asked = 0;
    await journal.startRun({ id: 'run-1', node: 'c', orchestrator: 'o', workspace: '/w', startedAt: START });
  });
  afterEach(() => stack.dispose());

  const api = (): Rung => ({
    name: 'api',
    paid: true,
    unfit: () => undefined,
    attempt: (_, context) => {
      asked += 1;
      context.onStart(BIG);
      context.onText(PAID.text.slice(0, 3));
      return Promise.resolve(PAID);
    },
  });
  const policy: RungPolicy = {
    localOnly: false,
    preferLocal: false,
    routing: routingPolicy(),
    available: new Set(['api']),
  };
  const execute = (
    task: Task,
    gate: Gate,
    { its = journal, signal = new AbortController().signal, watch = [] as Attempt[], rungs = [api()] } = {},
  ): Promise<TaskOutcome> =>
    new Cascade({
      rungs,
      policy,
      journal: its,
      clock,
      log: silentLogger,
      onAttempt: (_, attempt) => watch.push(attempt),
    }).execute(task, { signal, gate });

  /** Leaves the task as a process does that dies while the gate judges. */
  async function dieWhileJudging(task: Task): Promise<Journal> {
    const run = new AbortController();
    const dying = execute(task, never, { signal: run.signal });
    await until(() => asked === 1, 'an answer');
    stack.defer(() => run.abort());
    dying.catch(() => undefined);
    const next = stack.use(openJournal(file));
    // On disk before the gate has said anything.
    using book = openTaskBook(file);
    await until(() => book.find(task.id).tries.some(({ unjudged }) => unjudged), 'an answer on disk');
    expect(book.find(task.id).tries).toMatchObject([
      { state: 'running', answer: PAID.text, costMicros: 777, inputTokens: 40, outputTokens: 5, unjudged: true },
    ]);
    await next.claimRun('run-1', clock.now(), { takeOver: true });
    return next;
  }

  it(verifies('cascade.judged-not-paid-again', 'after a death'), async () => {
    const task = testTask();
    const its = await dieWhileJudging(task);
    const judged: Answer[] = [];
    const watch: Attempt[] = [];
    const outcome = await execute(task, (_, answer) => (judged.push(answer), { passed: true }), { its, watch });
    expect(outcome).toMatchObject({ state: 'done', answer: PAID, attempts: [{ number: 1, end: { kind: 'passed' } }] });
    expect(judged).toEqual([PAID]);
    expect(asked).toBe(1);
    expect(watch).toMatchObject([{ number: 1, rung: 'api', end: { kind: 'passed' } }]);
    expect(its.recorded(task.id)).toMatchObject({ state: 'done', answer: PAID });
    using book = openTaskBook(file);
    expect(book.find(task.id).tries).toMatchObject([{ state: 'passed', unjudged: false, costMicros: 777 }]);
  });

  it(verifies('cascade.judged-not-paid-again', 'and refused then'), async () => {
    const task = testTask();
    const its = await dieWhileJudging(task);
    const refuse: GateVerdict = { passed: false, gate: 'tests', reason: 'no' };
    const seen: string[][] = [];
    const strong: Rung = {
      ...api(),
      attempt: (_, context) => {
        seen.push(
          [...(context.notAgain ?? [])],
          (context.refused ?? []).map(({ text }) => text),
        );
        return Promise.reject(new HanzoError('BUDGET_EXCEEDED', 'No more.'));
      },
    };
    const outcome = await execute(task, () => refuse, { its, rungs: [strong] });
    // The rung has had its try, whoever judged it.
    expect(outcome).toMatchObject({ state: 'undone', attempts: [{ number: 1, end: { kind: 'rejected' } }] });
    expect(seen).toEqual([]);
    await its.reopenTasks([task.id], clock.now());
    await execute(task, () => refuse, { its, rungs: [strong] });
    expect(seen).toEqual([[], [PAID.text]]);
  });

  it(verifies('cascade.judged-not-paid-again', 'after a deadline'), async () => {
    const task = testTask({ deadlineMs: 200 });
    const ended = execute(task, never);
    await until(() => asked === 1, 'an answer');
    await clock.advance(200);
    const outcome = await ended;
    expect(outcome).toMatchObject({
      state: 'undone',
      attempts: [{ end: { kind: 'error', code: 'TIMED_OUT', costMicros: 777, usage: PAID.usage, answer: PAID } }],
    });
    await journal.reopenTasks([task.id], clock.now());
    await expect(execute(task, () => ({ passed: true }))).resolves.toMatchObject({ state: 'done', answer: PAID });
    expect(asked).toBe(1);
  });

  it.each([
    [
      'at once',
      () => {
        throw new Error('a bug in the gate');
      },
    ],
    ['later', () => Promise.reject(new Error('a bug in the gate'))],
  ] satisfies [string, Gate][])(
    'keeps what it cost when the gate itself fails %s, and asks nobody else',
    async (_, gate) => {
      const task = testTask();
      const failed = { end: { kind: 'error', code: 'INTERNAL', costMicros: 777, usage: PAID.usage } };
      await expect(execute(task, gate)).resolves.toMatchObject({ state: 'undone', attempts: [failed] });
      // As long as it cannot be judged, nobody is paid again.
      await journal.reopenTasks([task.id], clock.now());
      await expect(execute(task, gate)).resolves.toMatchObject({ state: 'undone', attempts: [failed] });
      await journal.reopenTasks([task.id], clock.now());
      await expect(execute(task, () => ({ passed: true }))).resolves.toMatchObject({ state: 'done', answer: PAID });
      expect(asked).toBe(1);
    },
  );

  it('is not gone on from as if it were half an answer', async () => {
    const task = testTask();
    const its = await dieWhileJudging(task);
    expect(its.lastPrefix(task.id)).toBeUndefined();
  });

  it('tells its cost, so that no figure calls it lost', async () => {
    const task = testTask();
    const ledgerFile = join(stack.use(temporaryFolder()).path, 'ledger.db');
    await using ledger = await openLedger({ path: ledgerFile, clock, limits: {}, version: '1' });
    const request = { runId: 'run-1', taskId: task.id, model: 'big', endpoint: 'api.test', worstCaseMicros: 1_000 };
    const hold = await ledger.send(request);
    await ledger.settle(hold, { usage: NO_USAGE, costMicros: 777, servedModel: 'big-1' });
    await dieWhileJudging(task);
    const calls: readonly LedgerCall[] = ledger.calls();
    const report = readFigures(file, { now: clock.now(), by: 'engine', calls });
    expect(report.unattended).toEqual([]);
    expect(report.totals).toMatchObject({ spentMicros: 777, journalMicros: 777, usage: PAID.usage });
  });
});
