import type { RungPolicy } from '@hanzo/router';
import { join } from 'node:path';
import {
  HanzoError,
  NO_USAGE,
  silentLogger,
  type Answer,
  type Gate,
  type GateVerdict,
  type Rung,
  type RungContext,
  type TaskEvent,
  type Who,
} from '@hanzo/contracts';
import { manualClock, type ManualClock, routingPolicy } from '@hanzo/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { Cascade } from '../src/cascade/cascade.ts';
import type { Journal } from '../src/journal/journal.ts';
import { openJournal } from '../src/journal/open-journal.ts';
import { openTaskBook } from '../src/journal/sqlite-task-book.ts';
import type { TaskBook } from '../src/journal/task-book.ts';

const WORKER: Who = { kind: 'worker', node: 'w1', peerId: 'p1', model: 'tiny' };
const SHA = 'ab'.repeat(32);

function answer(text: string): Answer {
  const timings = { queueMs: 0, firstTokenMs: 1, totalMs: 2 };
  return { text, finish: 'stop', who: WORKER, usage: { ...NO_USAGE, outputTokens: 5 }, timings, costMicros: 0 };
}

const gate: Gate = (_, { text }) =>
  text.includes('good') ? { passed: true } : { passed: false, gate: 'evidence', reason: 'noise' };

const policy: RungPolicy = {
  localOnly: true,
  preferLocal: false,
  routing: routingPolicy(),
  available: new Set(['mesh']),
};

describe('a task that stops, and goes on', () => {
  let stack: DisposableStack;
  let file: string;
  let journal: Journal;
  let book: TaskBook;
  let clock: ManualClock;
  beforeEach(async () => {
    stack = new DisposableStack();
    // What is put on disk must be whole numbers, whatever was measured.
    clock = manualClock(Date.UTC(2026, 0, 1), 1e-6);
    file = join(stack.use(temporaryFolder()).path, 'journal.db');
    journal = stack.use(openJournal(file));
    book = stack.use(openTaskBook(file));
    await journal.startRun({ id: 'run-1', node: 'c', orchestrator: 'o', workspace: '/w', startedAt: 1 });
  });
  afterEach(() => stack.dispose());

  const mesh = (attempt: Rung['attempt'], judged?: Rung['judged']): Rung => ({
    name: 'mesh',
    paid: false,
    unfit: () => undefined,
    attempt,
    ...(judged && { judged }),
  });
  const cascade = (rung: Rung, its = journal): Cascade =>
    new Cascade({ rungs: [rung], policy, journal: its, clock, log: silentLogger });
  const signal = new AbortController().signal;

  /** Never answers; says when it was started. */
  function hanging(whenStarted: (context: RungContext) => void = () => undefined): Rung {
    return mesh((_, context) => {
      context.onStart(WORKER);
      whenStarted(context);
      return new Promise((_resolve, reject) => {
        if (context.signal.aborted) reject(context.signal.reason);
        context.signal.addEventListener('abort', () => reject(context.signal.reason), { once: true });
      });
    });
  }
  const onDisk = (): Promise<void> => journal.setPlan('run-1', {});

  it(verifies('cascade.deadline'), async () => {
    const task = testTask({ deadlineMs: 5_000 });
    const outcome = cascade(hanging()).execute(task, { signal, gate });
    await clock.advance(4_999);
    await onDisk();
    expect(book.find(task.id).state).toBe('running');
    await clock.advance(1);
    await expect(outcome).resolves.toMatchObject({
      state: 'undone',
      reason: 'TIMED_OUT: The task was not done within its 5000 ms, waiting included.',
      attempts: [{ end: { kind: 'error', code: 'TIMED_OUT' } }],
    });
    expect(book.find(task.id)).toMatchObject({ state: 'undone' });
    expect(clock.pending).toBe(0);
  });

  it(verifies('cascade.deadline', 'counted from when it was accepted, also by an earlier process'), async () => {
    const task = testTask({ deadlineMs: 5_000 });
    await journal.acceptTasks([task], clock.now());
    await clock.advance(6_000);
    const never = mesh(() => Promise.reject(new HanzoError('INTERNAL', 'must not be asked')));
    await expect(cascade(never).execute(task, { signal, gate })).resolves.toMatchObject({
      state: 'undone',
      reason: expect.stringContaining('TIMED_OUT'),
      attempts: [],
    });
  });

  it(verifies('cascade.cancel-one'), async () => {
    const [mine, other] = [testTask(), testTask()];
    const climbing = cascade(hanging());
    const abort = new AbortController();
    const outcomes = [mine, other].map((task) => climbing.execute(task, { signal: abort.signal, gate }));
    await clock.advance(10);
    expect(book.requestCancel(mine.id, 5)).toBe('asked');
    await clock.advance(500);
    await expect(outcomes[0]).resolves.toMatchObject({
      state: 'cancelled',
      attempts: [{ end: { kind: 'error', code: 'CANCELLED', message: 'The task was cancelled.' } }],
    });
    expect(book.list().map(({ id, state }) => [id, state])).toEqual([
      [other.id, 'running'],
      [mine.id, 'cancelled'],
    ]);
    abort.abort();
    await expect(outcomes[1]).resolves.toMatchObject({ state: 'cancelled' });
    expect(book.find(other.id).state).toBe('interrupted');
    expect(clock.pending).toBe(0);
  });

  it('is not begun when somebody asked to cancel it while it was queued', async () => {
    const task = testTask();
    await journal.acceptTasks([task], 1);
    book.requestCancel(task.id, 5);
    const outcome = await cascade(hanging()).execute(task, { signal, gate });
    expect(outcome).toEqual({ state: 'cancelled', attempts: [] });
    expect(book.find(task.id).state).toBe('cancelled');
  });

  it(verifies('cascade.taken-over'), async () => {
    const task = testTask();
    const started = Promise.withResolvers<void>();
    const outcome = cascade(hanging(() => started.resolve())).execute(task, { signal, gate });
    const settled = Promise.allSettled([outcome]);
    await started.promise;
    await onDisk();
    const heir = stack.use(openJournal(file));
    await heir.claimRun('run-1', clock.now(), { takeOver: true });
    await clock.advance(500);
    await expect(settled).resolves.toMatchObject([{ status: 'rejected', reason: { code: 'TAKEN_OVER' } }]);
    expect(book.find(task.id)).toMatchObject({ state: 'queued', tries: [{ state: 'interrupted' }] });
  });

  it('lets an end stand that somebody else has written meanwhile', async () => {
    const task = testTask();
    const answered = Promise.withResolvers<Answer>();
    const started = Promise.withResolvers<void>();
    const rung = mesh((_, { onStart }) => {
      onStart(WORKER);
      started.resolve();
      return answered.promise;
    });
    const outcome = cascade(rung).execute(task, { signal, gate });
    await started.promise;
    // Somebody took this process for dead.
    const other = stack.use(openJournal(file));
    await other.endTask(task.id, { state: 'cancelled', attempts: [] }, 5);
    answered.resolve(answer('good'));
    await expect(outcome).resolves.toMatchObject({ state: 'cancelled' });
    expect(book.find(task.id)).toMatchObject({ state: 'cancelled', endedAt: 5 });
  });

  it(verifies('cascade.not-again'), async () => {
    const task = testTask();
    const first = await cascade(mesh(() => Promise.resolve(answer('good')))).execute(task, { signal, gate });
    const never = mesh(() => Promise.reject(new HanzoError('INTERNAL', 'must not be asked')));
    const events: TaskEvent[] = [];
    const again = await cascade(never).execute(task, { signal, gate, onEvent: (event) => events.push(event) });
    expect(again).toEqual(first);
    expect(events.map(({ kind }) => kind)).toEqual(['task-queued', 'task-end']);
  });

  it('ends a task whose answer had passed when the coordinator died, without asking again', async () => {
    const task = testTask();
    await journal.takeUp(task, '', 1);
    const passed = { kind: 'passed', answer: answer('good') } as const;
    journal.endAttempt(task.id, { number: 1, rung: 'mesh', who: WORKER, startedAt: 1, endedAt: 2, end: passed });
    await onDisk();
    const never = mesh(() => Promise.reject(new HanzoError('INTERNAL', 'must not be asked')));
    await expect(cascade(never).execute(task, { signal, gate })).resolves.toMatchObject({
      state: 'done',
      answer: { text: 'good' },
    });
    expect(book.find(task.id).state).toBe('done');
  });

  it(verifies('cascade.goes-on'), async () => {
    const task = testTask();
    const abort = new AbortController();
    const half = cascade(
      hanging(({ onText, onWeights }) => {
        onWeights?.('tiny', SHA);
        onText('Once ');
        onText('upon');
      }),
    ).execute(task, { signal: abort.signal, gate });
    await clock.advance(10);
    abort.abort();
    await half;

    const prefixes: unknown[] = [];
    const rest = mesh((_, { prefix, onStart, onText }) => {
      prefixes.push(prefix);
      onStart(WORKER);
      onText('Once upon');
      onText(' a good time');
      return Promise.resolve(answer('Once upon a good time'));
    });
    const outcome = await cascade(rest).execute(task, { signal, gate });
    expect(prefixes).toMatchObject([{ text: 'Once upon', model: 'tiny', modelSha256: SHA }]);
    expect(outcome).toMatchObject({
      state: 'done',
      attempts: [
        { number: 1, end: { kind: 'error', code: 'CANCELLED', message: 'The run was cancelled.' } },
        { number: 2, end: { kind: 'passed' } },
      ],
    });
    expect(book.find(task.id).tries.map(({ state, answer: text }) => [state, text])).toEqual([
      ['error', 'Once upon'],
      ['passed', 'Once upon a good time'],
    ]);
  });

  it('keeps text at most once a second, and only when it can be gone on from', async () => {
    const kept: string[] = [];
    const checkpoint = journal.checkpoint.bind(journal);
    journal.checkpoint = (taskId, number, text, sha) => {
      kept.push(text);
      checkpoint(taskId, number, text, sha);
    };
    const started: RungContext[] = [];
    const abort = new AbortController();
    const outcome = cascade(hanging((context) => started.push(context))).execute(testTask(), {
      signal: abort.signal,
      gate,
    });
    await clock.advance(1_500);
    started[0]?.onText('a');
    expect(kept).toEqual([]);
    started[0]?.onWeights?.('tiny', SHA);
    for (const piece of 'bcdef') {
      started[0]?.onText(piece);
      await clock.advance(400);
    }
    expect(kept).toEqual(['ab', 'abcde']);
    abort.abort();
    await outcome;
    expect(kept).toEqual(['ab', 'abcde', 'abcdef']);
  });

  it('records why a task waits, once for each reason, and forgets it when it is taken', async () => {
    const reasons: string[] = [];
    const waiting = journal.waiting.bind(journal);
    journal.waiting = (taskId, why) => {
      reasons.push(why);
      waiting(taskId, why);
    };
    const task = testTask();
    const rung = mesh(async (_, { onWait, onStart }) => {
      for (const why of ['all are busy', 'all are busy', 'nobody is there']) onWait?.(why);
      await onDisk();
      expect(book.find(task.id)).toMatchObject({ state: 'queued', waiting: 'nobody is there' });
      onStart(WORKER);
      return answer('good');
    });
    await cascade(rung).execute(task, { signal, gate });
    expect(reasons).toEqual(['all are busy', 'nobody is there']);
    expect(book.find(task.id)).toMatchObject({ state: 'done', waiting: '' });
  });

  it(verifies('cascade.extra'), async () => {
    const task = testTask();
    const events: TaskEvent[] = [];
    const error = new HanzoError('OVERTAKEN', 'w1 was faster.', {
      details: { usage: { ...NO_USAGE, outputTokens: 9 } },
    });
    const rung = mesh((_, { onStart, onExtra }) => {
      onStart(WORKER);
      const who: Who = { ...WORKER, node: 'w2', peerId: 'p2' };
      onExtra?.({ who, why: 'w1 is slow', startedAt: clock.now(), endedAt: clock.now(), error });
      return Promise.resolve(answer('good'));
    });
    const outcome = await cascade(rung).execute(task, { signal, gate, onEvent: (event) => events.push(event) });
    expect(outcome).toMatchObject({
      state: 'done',
      attempts: [
        { number: 2, who: { node: 'w2' }, end: { kind: 'error', code: 'OVERTAKEN', usage: { outputTokens: 9 } } },
        { number: 1, who: { node: 'w1' }, end: { kind: 'passed' } },
      ],
    });
    expect(events.filter(({ kind }) => kind.startsWith('attempt')).map(({ kind }) => kind)).toEqual([
      'attempt-start',
      'attempt-end',
    ]);
    expect(book.find(task.id)).toMatchObject({
      attempts: 1,
      tries: [{ extra: false }, { extra: true, outputTokens: 9 }],
    });
    expect(journal.recorded(task.id)).toEqual(outcome);
  });

  it('tells the rung what the gate said of its answer', async () => {
    const heard: [string, GateVerdict][] = [];
    const judged: Rung['judged'] = (_, { text }, verdict) => heard.push([text, verdict]);
    for (const text of ['good', 'bad'])
      await cascade(mesh(() => Promise.resolve(answer(text)), judged)).execute(testTask(), { signal, gate });
    expect(heard).toEqual([
      ['good', { passed: true }],
      ['bad', { passed: false, gate: 'evidence', reason: 'noise' }],
    ]);
  });

  it('does not do one task twice at the same time', async () => {
    const task = testTask();
    const abort = new AbortController();
    const climbing = cascade(hanging());
    const first = climbing.execute(task, { signal: abort.signal, gate });
    await expect(climbing.execute(task, { signal, gate })).rejects.toMatchObject({ code: 'INTERNAL' });
    abort.abort();
    await expect(first).resolves.toMatchObject({ state: 'cancelled' });
  });
});
