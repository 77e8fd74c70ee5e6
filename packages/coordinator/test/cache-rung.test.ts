import {
  HanzoError,
  NO_USAGE,
  silentLogger,
  systemClock,
  type Answer,
  type Gate,
  type Rung,
  type RungName,
  type Sampling,
  type Task,
  type Who,
} from '@hanzo/contracts';
import { CacheRung, Cascade, openTaskBook, type Journal } from '@hanzo/coordinator';
import { memoryCache, routingPolicy, type MemoryCache } from '@hanzo/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { journalOfRun } from './journal-of-run.ts';

const WORKER: Who = { kind: 'worker', node: 'w1', peerId: 'p1', model: 'tiny' };
const FINGERPRINT = 'these models, this policy';

describe('the cache rung', () => {
  let stack: AsyncDisposableStack;
  let journal: Journal;
  let file: string;
  let cache: MemoryCache;
  let asked: Task[];
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    ({ journal, file } = await journalOfRun(stack));
    cache = memoryCache();
    asked = [];
  });
  afterEach(() => stack.disposeAsync());

  /** A worker that says how often it was asked. */
  const worker = (name: RungName = 'mesh', who: Who = WORKER): Rung => ({
    name,
    paid: false,
    unfit: () => undefined,
    attempt: (task) => {
      asked.push(task);
      const answer: Answer = {
        text: `good ${asked.length}`,
        finish: 'stop',
        who,
        usage: { ...NO_USAGE, outputTokens: 5 },
        timings: { queueMs: 0, firstTokenMs: 1, totalMs: 2 },
        costMicros: 7,
      };
      return Promise.resolve(answer);
    },
  });
  const signal = new AbortController().signal;
  const passes: Gate = () => ({ passed: true });
  const execute = (task: Task, { gate = passes, fingerprint = FINGERPRINT, rung = worker() } = {}) => {
    const known = new CacheRung({ cache, fingerprint });
    return new Cascade({
      rungs: [known, rung],
      policy: { localOnly: false, preferLocal: false, routing: routingPolicy(), available: new Set([rung.name]) },
      journal,
      clock: systemClock,
      log: silentLogger,
      onAttempt: (done, attempt) => known.keep(done, attempt),
    }).execute(task, { signal, gate });
  };

  it(verifies('cache.no-second-call', 'for one task'), async () => {
    await execute(testTask({ prompt: 'p' }));
    const outcome = await execute(testTask({ prompt: 'p', title: 'another', timeoutMs: 1, priority: 'low' }));
    expect(asked.length).toBe(1);
    expect(outcome).toMatchObject({
      state: 'done',
      answer: {
        text: 'good 1',
        finish: 'stop',
        who: { kind: 'cache', engine: 'tiny on w1', peer: 'p1', models: ['tiny'], answeredAt: 1_000 },
        usage: NO_USAGE,
        costMicros: 0,
      },
      attempts: [{ number: 1, rung: 'cache', end: { kind: 'passed' } }],
    });
  });

  it(verifies('cache.gated-again'), async () => {
    await execute(testTask({ prompt: 'p' }));
    const gate: Gate = (_, { who }) =>
      who.kind === 'cache' ? { passed: false, gate: 'evidence', reason: 'the file has changed' } : { passed: true };
    const outcome = await execute(testTask({ prompt: 'p' }), { gate });
    expect(outcome).toMatchObject({ state: 'done', answer: { text: 'good 2', who: WORKER } });
    expect(outcome.attempts.map(({ rung, end }) => `${rung} ${end.kind}`)).toEqual(['cache rejected', 'mesh passed']);
    // The new answer has taken the place of the refused one.
    expect([...cache.entries.values()].map(({ value }) => JSON.parse(value) as unknown)).toEqual([
      { text: 'good 2', finish: 'stop', models: ['tiny'] },
    ]);
  });

  it(verifies('cache.gated-again', 'and forgotten when nobody does better'), async () => {
    await execute(testTask({ prompt: 'p' }));
    const gate: Gate = () => ({ passed: false, gate: 'evidence', reason: 'no' });
    expect((await execute(testTask({ prompt: 'p' }), { gate })).state).toBe('undone');
    expect(cache.entries.size).toBe(0);
  });

  it(verifies('cache.only-passed'), async () => {
    await execute(testTask({ prompt: 'refused' }), { gate: () => ({ passed: false, gate: 'evidence', reason: 'no' }) });
    const chances: readonly Sampling[] = [{ temperature: 0.7 }, {}, { temperature: 2 }];
    for (const sampling of chances) await execute(testTask({ prompt: 'chance', sampling }));
    await execute(testTask({ prompt: 'exact' }), { rung: worker('local', { kind: 'tool', tool: 'checker' }) });
    expect([cache.entries.size, asked.length]).toEqual([0, 5]);
    await execute(testTask({ prompt: 'seeded', sampling: { temperature: 0.7, seed: 7 } }));
    expect(cache.entries.size).toBe(1);
  });

  it(verifies('cache.no-noise'), async () => {
    const failing: Rung = {
      ...worker(),
      attempt: () => Promise.reject(new HanzoError('NO_WORKER', 'Nobody is there.')),
    };
    const task = testTask({ prompt: 'never asked' });
    const outcome = await execute(task, { rung: failing });
    expect(outcome).toMatchObject({ state: 'undone', reason: 'mesh: Nobody is there.', attempts: [{ rung: 'mesh' }] });
    using book = openTaskBook(file);
    expect(JSON.stringify(book.find(task.id))).not.toContain('cache');
  });

  it(verifies('cache.no-wrong-hit', 'what may answer'), async () => {
    await execute(testTask({ prompt: 'p' }));
    await execute(testTask({ prompt: 'p' }), { fingerprint: `${FINGERPRINT}.` });
    expect(asked.length).toBe(2);
  });

  it(verifies('cache.never-fails', 'what is no answer'), async () => {
    await execute(testTask({ prompt: 'p' }));
    for (const [key, entry] of cache.entries) cache.entries.set(key, { ...entry, value: '{"text":1}' });
    await execute(testTask({ prompt: 'p' }));
    for (const [key, entry] of cache.entries) cache.entries.set(key, { ...entry, value: 'no JSON' });
    await execute(testTask({ prompt: 'p' }));
    expect(asked.length).toBe(3);
  });
});
