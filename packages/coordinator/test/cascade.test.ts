import type { RungPolicy } from '@hanzo/router';
import { routingPolicy } from '@hanzo/testkit';
import {
  HanzoError,
  NO_USAGE,
  silentLogger,
  systemClock,
  type Answer,
  type Gate,
  type LogFacts,
  type Logger,
  type Rung,
  type RungName,
  type Task,
  type TaskEvent,
  type Who,
} from '@hanzo/contracts';
import { Cascade, readJournalReport, type Journal } from '@hanzo/coordinator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { journalOfRun } from './journal-of-run.ts';

const WORKER: Who = { kind: 'worker', node: 'w1', peerId: 'p1', model: 'tiny' };
const API: Who = { kind: 'api', endpoint: 'api.test', requestedModel: 'gpt-5-mini', servedModel: 'gpt-5-mini-2025' };

function answer(text: string, who: Who, costMicros = 0): Answer {
  return {
    text,
    finish: 'stop',
    who,
    usage: { ...NO_USAGE, outputTokens: 5 },
    timings: { queueMs: 0, firstTokenMs: 1, totalMs: 2 },
    costMicros,
  };
}

function rung(name: RungName, attempt: Rung['attempt'], unfit?: string): Rung {
  return { name, paid: name === 'api', unfit: () => unfit, attempt };
}

/** Lets answers pass that say "good". */
const gate: Gate = (_, { text }) =>
  text.includes('good') ? { passed: true } : { passed: false, gate: 'evidence', reason: `"${text}" quotes nothing` };

const policy: RungPolicy = {
  localOnly: false,
  preferLocal: false,
  routing: routingPolicy(),
  available: new Set(['mesh', 'api']),
};

describe('the cascade', () => {
  let stack: AsyncDisposableStack;
  let journal: Journal;
  let file: string;
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    ({ journal, file } = await journalOfRun(stack));
  });
  afterEach(() => stack.disposeAsync());

  const cascade = (rungs: readonly Rung[], changes = {}): Cascade =>
    new Cascade({ rungs, policy: { ...policy, ...changes }, journal, clock: systemClock, log: silentLogger });
  const signal = new AbortController().signal;

  it(verifies('cascade.first-passed'), async () => {
    const mesh = rung('mesh', () => Promise.resolve(answer('good', WORKER)));
    const api = rung('api', () => Promise.reject(new HanzoError('INTERNAL', 'must not be asked')));
    await expect(cascade([mesh, api]).execute(testTask(), { signal, gate })).resolves.toMatchObject({
      state: 'done',
      answer: { who: WORKER },
      attempts: [{ number: 1, rung: 'mesh' }],
    });
  });

  it(verifies('cascade.escalates'), async () => {
    const weak = rung('mesh', (_, context) => {
      context.onStart(WORKER);
      return Promise.resolve(answer('noise', WORKER));
    });
    const api = rung('api', () => Promise.resolve(answer('good', API, 1_234)));
    const events: TaskEvent[] = [];
    const outcome = await cascade([weak, api]).execute(testTask(), {
      signal,
      gate,
      onEvent: (event) => events.push(event),
    });
    expect(outcome).toMatchObject({
      state: 'done',
      answer: { who: API, costMicros: 1_234 },
      attempts: [
        { number: 1, rung: 'mesh', who: WORKER, end: { kind: 'rejected', gate: 'evidence' } },
        { number: 2, rung: 'api', end: { kind: 'passed' } },
      ],
    });
    expect(events.map((event) => event.kind)).toEqual([
      'task-queued',
      'attempt-start',
      'attempt-end',
      'task-escalated',
      'attempt-end',
      'task-end',
    ]);

    const dead = rung('mesh', () => Promise.reject(new HanzoError('NO_WORKER', 'No worker.')));
    await expect(cascade([dead, api]).execute(testTask(), { signal, gate })).resolves.toMatchObject({
      state: 'done',
      attempts: [{ end: { kind: 'error', code: 'NO_WORKER' } }, { end: { kind: 'passed' } }],
    });
  });

  it(verifies('cascade.local-only'), async () => {
    const mesh = rung('mesh', () => Promise.resolve(answer('noise', WORKER)));
    let asked = 0;
    const api = rung('api', () => {
      asked++;
      return Promise.resolve(answer('good', API));
    });
    const outcome = await cascade([mesh, api], { localOnly: true }).execute(testTask(), { signal, gate });
    expect(outcome).toMatchObject({ state: 'undone', reason: expect.stringContaining('quotes nothing') });
    expect(asked).toBe(0);
  });

  it(verifies('cascade.undone'), async () => {
    const mesh = rung('mesh', () => Promise.resolve(answer('noise', WORKER)));
    const api = rung('api', () => Promise.reject(new HanzoError('CREDENTIALS_REJECTED', 'The key was refused.')));
    const outcome = await cascade([mesh, api]).execute(testTask(), { signal, gate });
    expect(outcome).toMatchObject({ state: 'undone', reason: expect.stringMatching(/evidence gate.*key was refused/) });
  });

  it('asks no paid rung in a local run, even if the router said so', async () => {
    const dear = { ...rung('mesh', () => Promise.resolve(answer('good', API))), paid: true };
    const outcome = await cascade([dear], { localOnly: true }).execute(testTask(), { signal, gate });
    expect(outcome).toMatchObject({ state: 'undone', reason: 'mesh: the run allows nothing that is paid' });
  });

  it('is cancelled, not undone, when the run is', async () => {
    const controller = new AbortController();
    const mesh = rung('mesh', (_, context) => {
      context.onStart(WORKER);
      controller.abort(new HanzoError('CANCELLED', 'stop'));
      return Promise.reject(context.signal.reason as Error);
    });
    await expect(cascade([mesh]).execute(testTask(), { signal: controller.signal, gate })).resolves.toMatchObject({
      state: 'cancelled',
    });
  });

  it('gives each try of a moved task its own number, and text only to the newest', async () => {
    const mesh = rung('mesh', (_, context) => {
      context.onStart(WORKER);
      context.onText('half');
      context.onLost(new HanzoError('PEER_LOST', 'gone'));
      context.onStart({ ...WORKER, node: 'w2' } as Who);
      context.onText('good');
      return Promise.resolve(answer('good', { ...WORKER, node: 'w2' } as Who));
    });
    const texts: string[] = [];
    const outcome = await cascade([mesh]).execute(testTask(), {
      signal,
      gate,
      onEvent: (event) => event.kind === 'text-delta' && texts.push(`${event.attempt}:${event.text}`),
    });
    expect(texts).toEqual(['1:half', '2:good']);
    expect(outcome.attempts).toMatchObject([
      { number: 1, end: { kind: 'error', code: 'PEER_LOST' } },
      { number: 2, who: { node: 'w2' }, end: { kind: 'passed' } },
    ]);
  });

  it(verifies('journal.every-attempt'), async () => {
    const mesh = rung('mesh', (_, context) => {
      context.onStart(WORKER, 'the only one');
      return Promise.resolve(answer('noise', WORKER));
    });
    const api = rung('api', () => Promise.resolve(answer('good', API, 1_234)));
    await cascade([mesh, api]).execute(testTask(), { signal, gate });
    await journal.endRun('run-1', 'complete', 2);
    expect(readJournalReport(file).engines).toMatchObject([
      { rung: 'api', node: 'api.test', model: 'gpt-5-mini-2025', passed: 1, costMicros: 1_234 },
      { rung: 'mesh', node: 'w1', peerId: 'p1', model: 'tiny', rejected: 1 },
    ]);
  });

  it('keeps a done and paid answer when the journal cannot record the end, and says so loudly, once per run', async () => {
    const lines: { level: string; facts: LogFacts | undefined }[] = [];
    const line =
      (level: string): Logger['warn'] =>
      (_, facts) =>
        lines.push({ level, facts });
    journal.endTask = () =>
      Promise.reject(new HanzoError('STORE_UNUSABLE', 'The journal has no room.', { mend: 'Free some.' }));
    const api = rung('api', () => Promise.resolve(answer('good', API, 1_234)));
    const cascading = new Cascade({
      rungs: [api],
      policy,
      journal,
      clock: systemClock,
      log: { debug: line('debug'), info: line('info'), warn: line('warn') },
    });
    const events: TaskEvent[] = [];
    const options = { signal, gate, onEvent: (event: TaskEvent) => events.push(event) };
    const task = testTask();
    const done = { state: 'done', answer: { text: 'good', who: API, costMicros: 1_234 } };
    await expect(cascading.execute(task, options)).resolves.toMatchObject(done);
    expect(events.at(-1)).toMatchObject({ kind: 'task-end', taskId: task.id, outcome: done });
    await expect(cascading.execute(testTask(), options)).resolves.toMatchObject(done);
    const facts = { outcome: 'done', code: 'STORE_UNUSABLE', why: 'The journal has no room.', mend: 'Free some.' };
    expect(lines).toMatchObject([
      { level: 'warn', facts: { ...facts, task: task.id } },
      { level: 'info', facts },
    ]);
  });

  it('starts nothing when the journal does not take the task', async () => {
    let asked = 0;
    const api = rung('api', () => {
      asked++;
      return Promise.resolve(answer('good', API));
    });
    const task = { ...testTask(), runId: 'no such run' };
    const events: TaskEvent[] = [];
    const execution = cascade([api]).execute(task, { signal, gate, onEvent: (event) => events.push(event) });
    await expect(execution).rejects.toMatchObject({ message: expect.stringMatching(/FOREIGN KEY/) });
    expect(asked).toBe(0);
    expect(events).toEqual([]);
  });

  const ENGINES: readonly (readonly [RungName, Who, { node: string; model: string; peerId: string }])[] = [
    ['tool', { kind: 'tool', tool: 'node --check' }, { node: 'node --check', model: '', peerId: '' }],
    ['local', { kind: 'local', model: 'tiny' }, { node: 'this machine', model: 'tiny', peerId: '' }],
    ['mesh', WORKER, { node: 'w1', model: 'tiny', peerId: 'p1' }],
    ['api', API, { node: 'api.test', model: 'gpt-5-mini-2025', peerId: '' }],
  ];
  const OTHER: Who = { kind: 'worker', node: 'w9', peerId: 'p9', model: 'other' };

  describe.each(ENGINES)('an answer of the %s rung', (name, who, row) => {
    it.each([
      ['passes, told before', 'good', [who]],
      ['passes, never told before', 'good', []],
      ['passes, told otherwise before', 'good', [OTHER]],
      ['is rejected', 'noise', []],
    ] as const)('is recorded with who gave it when it %s', async (_, text, told) => {
      const only = rung(name, (_task, context) => {
        for (const early of told) context.onStart(early);
        return Promise.resolve(answer(text, who));
      });
      const task: Task = { ...testTask(), kind: name === 'tool' ? 'check' : 'review' };
      const outcome = await cascade([only], { available: new Set([name]) }).execute(task, { signal, gate });
      expect(outcome.attempts.map((attempt) => attempt.who)).toEqual([who]);
      await journal.endRun('run-1', 'complete', 2);
      expect(readJournalReport(file).engines).toMatchObject([{ rung: name, ...row, attempts: 1 }]);
    });
  });

  it(verifies('cascade.listener'), async () => {
    const warnings: LogFacts[] = [];
    const log: Logger = { ...silentLogger, warn: (_, facts) => warnings.push(facts ?? {}) };
    const mesh = rung('mesh', (_, { onStart, onText }) => {
      onStart(WORKER);
      onText('good');
      return Promise.resolve(answer('good', WORKER));
    });
    const broken = new Cascade({ rungs: [mesh], policy, journal, clock: systemClock, log });
    const onEvent = (): never => {
      throw new TypeError('nowhere to print');
    };
    await expect(broken.execute(testTask(), { signal, gate, onEvent })).resolves.toMatchObject({
      state: 'done',
      attempts: [{ end: { kind: 'passed' } }],
    });
    expect(warnings).toEqual([{ kind: 'task-queued', why: 'nowhere to print' }]);
    const options = { signal, gateFor: () => gate, onEvent, concurrency: () => 2 };
    const runs = await Array.fromAsync(broken.executeAll('run-1', [testTask(), testTask()], options));
    expect(runs.map(({ outcome }) => outcome.state)).toEqual(['done', 'done']);
    expect(warnings).toHaveLength(2);
  });

  it.each([
    ['nobody', undefined],
    ['a worker without a name', { ...WORKER, node: '' }],
    ['an endpoint without a name', { ...API, endpoint: '' }],
    ['a tool without a name', { kind: 'tool', tool: '' }],
    ['a model without a name', { kind: 'local', model: '' }],
  ])('takes no answer of %s, and still counts what it cost', async (_, nobody) => {
    const api = rung('api', () => Promise.resolve(answer('good', nobody as Who, 99)));
    await expect(cascade([api]).execute(testTask(), { signal, gate })).resolves.toMatchObject({
      state: 'undone',
      reason: expect.stringContaining('without the name of its engine'),
      attempts: [{ end: { kind: 'error', code: 'INTERNAL', costMicros: 99 } }],
    });
  });
});
