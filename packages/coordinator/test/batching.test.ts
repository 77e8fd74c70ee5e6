import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HanzoError, silentLogger } from '@hanzo/contracts';
import type { Ledger } from '@hanzo/ledger';
import { manualClock, type ManualClock } from '@hanzo/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../test/support/memory-ledger.ts';
import { apiFault } from '../../../test/support/scripted-api.ts';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import {
  BatchFile,
  BatchingProvider,
  BudgetLine,
  CallCare,
  endLeftBatch,
  MeteredModel,
  PaidModel,
  ProviderHealth,
  type Metered,
  type PaidEvent,
} from '../src/index.ts';
import { answered, CARD, FakeBatches, WORST } from './fake-batches.ts';

describe('a provider that makes batches', () => {
  let stack: DisposableStack;
  let folder: string;
  let clock: ManualClock;
  let ledger: Ledger;
  let api: FakeBatches;
  let events: PaidEvent[];
  let warnings: string[];
  beforeEach(() => {
    stack = new DisposableStack();
    folder = join(stack.use(temporaryFolder()).path, 'batches');
    clock = manualClock();
    ledger = memoryLedger(clock);
    api = new FakeBatches();
    events = [];
    warnings = [];
  });
  afterEach(() => stack.dispose());

  /** As a process of the run has it. */
  const model = (its: ManualClock = clock, health = new ProviderHealth(its)): MeteredModel => {
    const book = new BatchFile(folder, 'run-1');
    const tell = (event: PaidEvent): void => void events.push(event);
    const parts = { api, endpoint: 'api.test', model: CARD.name, book, clock: its, tell, health };
    const provider = new BatchingProvider(parts);
    const log = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
    return new MeteredModel({ provider, ledger, card: CARD, endpoint: 'api.test', runId: 'run-1', clock: its, log });
  };
  const asked = (
    from: MeteredModel,
    task: string,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<Metered> => {
    const request = { system: '', prompt: task, output: { kind: 'text' }, maxOutputTokens: 100, sampling: {} } as const;
    return from.generate({ ...request, serviceTier: 'batch' }, { signal }, task);
  };
  const states = (): string[] => ledger.calls().map(({ state, chargedMicros }) => `${state} ${chargedMicros}`);
  const file = (): string => join(folder, 'run-1.json');

  it(verifies('batch.together'), async () => {
    const from = model();
    const first = asked(from, 't1');
    await clock.advance(1_900);
    const second = asked(from, 't2');
    await clock.advance(1_900);
    expect([api.submitted.length, ledger.spent().heldMicros]).toEqual([0, 2 * WORST]);
    await clock.advance(100);
    expect(api.submitted.map((items) => items.map(({ request }) => [request.prompt, request.serviceTier]))).toEqual([
      [
        ['t1', 'batch'],
        ['t2', 'batch'],
      ],
    ]);
    await clock.advance(2_000 + 30_000);
    expect(api.looks).toBe(2);
    api.done = answered;
    await clock.advance(59_999);
    expect(api.looks).toBe(2);
    await clock.advance(1);
    expect(await Promise.all([first, second])).toMatchObject([
      { generation: { text: 'to t1' }, costMicros: 10 },
      { generation: { text: 'to t2' }, costMicros: 10 },
    ]);
    expect(states()).toEqual(['settled 10', 'settled 10']);
    expect(events.map((event) => event.kind === 'api-batch' && event.state)).toEqual([
      'sending',
      'submitted',
      'working',
      'ended',
    ]);
    expect(events.at(-1)).toMatchObject({ ended: 2, done: 2, why: expect.stringContaining('2 of 2 answered') });
    expect(existsSync(file())).toBe(false);
  });

  it('sends a full batch at once, and looks every 5 minutes in the end', async () => {
    const from = model();
    const all = ['t1', 't2', 't3', 't4'].map((task) => asked(from, task));
    await clock.advance(0);
    expect(api.submitted.map((items) => items.length)).toEqual([3]);
    await clock.advance(3_600_000);
    const before = api.looks;
    await clock.advance(600_000);
    expect(api.looks - before).toBe(4);
    api.done = answered;
    await clock.advance(300_000);
    expect(await Promise.all(all)).toHaveLength(4);
  });

  it('gives each its own end, and charges nothing for what was not done', async () => {
    api.done = (item) =>
      item.request.prompt === 't1' ? answered(item) : { kind: 'failed', error: apiFault('API_FAILED') };
    const from = model();
    const both = [asked(from, 't1'), asked(from, 't2').catch((error: unknown) => error)];
    await clock.advance(5_000);
    expect(await Promise.all(both)).toMatchObject([{ generation: { text: 'to t1' } }, { code: 'API_FAILED' }]);
    expect(states()).toEqual(['settled 10', 'settled 0']);
  });

  it('says when the budget fits only some of them at a time', async () => {
    ledger = memoryLedger(clock, 2 * WORST);
    const line = new BudgetLine(ledger, clock);
    const book = new BatchFile(folder, 'run-1');
    const tell = (event: PaidEvent): void => void events.push(event);
    const parts = { api, endpoint: 'api.test', model: CARD.name, book, clock, tell, waiting: () => line.waiting };
    const provider = new BatchingProvider(parts);
    const small = new MeteredModel({ provider, ledger, card: CARD, endpoint: 'api.test', runId: 'run-1', clock, line });
    api.done = answered;
    const all = ['t1', 't2', 't3'].map((task) => asked(small, task));
    await clock.advance(10_000);
    expect((await Promise.all(all)).map(({ generation }) => generation.text)).toEqual(['to t1', 'to t2', 'to t3']);
    expect(events.filter((event) => event.kind === 'api-batch' && event.state === 'sending')).toMatchObject([
      {
        why: 'sending a batch of 2 to api.test: the budget fits no more at a time, and 1 more wait until it is answered',
      },
      { why: 'sending a batch of 1 to api.test' },
    ]);
  });

  it('says again and again that a batch is still worked on', async () => {
    const call = asked(model(), 't1');
    await clock.advance(3_600_000);
    const told = events.filter((event) => event.kind === 'api-batch' && event.state === 'working');
    expect(told.length).toBeGreaterThan(8);
    expect(told.at(-1)).toMatchObject({
      why: expect.stringMatching(/works, 1 of 1 ended after \d\d min of up to 24 h/),
    });
    api.unseen = apiFault('API_FAILED');
    await clock.advance(600_000);
    expect(events.at(-1)).toMatchObject({
      why: expect.stringMatching(/cannot be looked at .*; it is looked at again/),
    });
    [api.unseen, api.done] = [undefined, answered];
    await clock.advance(300_000);
    await call;
  });

  it('fails all when the batch is refused, and charges nothing', async () => {
    api.refuse = apiFault('QUOTA_EXHAUSTED');
    const from = model();
    const both = ['t1', 't2'].map((task) => asked(from, task).catch((error: unknown) => error));
    await clock.advance(2_000);
    expect(await Promise.all(both)).toMatchObject([{ code: 'QUOTA_EXHAUSTED' }, { code: 'QUOTA_EXHAUSTED' }]);
    expect(states()).toEqual(['settled 0', 'settled 0']);
  });

  it(verifies('batch.one-failure'), async () => {
    const policy = { retryOnRateLimit: false, maxRetries: 2 };
    const care = new CallCare({ clock, policy, onEvent: (event) => void events.push(event) });
    const paid = new PaidModel({
      chain: [{ model: model(clock, care.health), serviceTier: 'batch' }],
      care,
      runId: 'run-1',
    });
    api.refuse = apiFault('API_FAILED', { status: 500, charged: 'unknown' });
    const all = ['t1', 't2'].map((task) => {
      const request = {
        system: '',
        prompt: task,
        output: { kind: 'text' },
        maxOutputTokens: 100,
        sampling: {},
      } as const;
      return paid.ask(request, { taskId: task, signal: new AbortController().signal });
    });
    await clock.advance(2_000);
    expect([api.tries, care.health.rest('api.test')]).toEqual([[2], undefined]);
    api.refuse = undefined;
    api.done = answered;
    await clock.advance(10_000);
    expect((await Promise.all(all)).map(({ generation }) => generation.text)).toEqual(['to t1', 'to t2']);
    expect(api.tries).toEqual([2, 2]);
    expect(events).toContainEqual(
      expect.objectContaining({ why: expect.stringContaining('in full for each request; try 2 of 3 in 1 s') }),
    );
  });

  it('does not hold up others while a batch is worked on by a provider that had rested', async () => {
    const care = new CallCare({ clock, random: () => 0 });
    const failed = apiFault('API_FAILED', { status: 500 });
    for (let call = 0; call < 5; call += 1) care.health.admit('api.test').failed(failed);
    const link = { model: model(clock, care.health), serviceTier: 'batch' } as const;
    const paid = new PaidModel({ chain: [link], care, runId: 'run-1' });
    const request = { system: '', prompt: 't', output: { kind: 'text' }, maxOutputTokens: 100, sampling: {} } as const;
    const call = paid.ask(request, { taskId: 't1', signal: new AbortController().signal });
    await clock.advance(8_000);
    expect([api.tries, care.health.rest('api.test')]).toEqual([[1], undefined]);
    api.done = answered;
    await clock.advance(60_000);
    expect(await call).toMatchObject({ generation: { text: 'to t' } });
  });

  it(verifies('batch.unanswered'), async () => {
    const stop = new AbortController();
    api.gate = Promise.withResolvers<void>().promise;
    const from = model();
    const both = ['t1', 't2'].map((task) => asked(from, task, stop.signal).catch((error: unknown) => error));
    await clock.advance(5_000);
    stop.abort(new HanzoError('CANCELLED', 'Interrupted.'));
    await clock.advance(19_999);
    expect(ledger.spent().heldMicros).toBe(2 * WORST);
    await clock.advance(1);
    const unanswered = { code: 'CANCELLED', message: expect.stringMatching(/did not say in 20 s whether it has/) };
    expect(await Promise.all(both)).toMatchObject([unanswered, unanswered]);
    expect(events.map((event) => event.kind === 'api-batch' && event.why).slice(1)).toEqual([
      'api.test has not said yet whether it has the batch of 2: waiting for up to 20 s',
      'api.test did not say in 20 s whether it has the batch of 2: charged in full',
    ]);
    expect([states(), clock.pending]).toEqual([[`uncertain ${WORST}`, `uncertain ${WORST}`], 0]);
  });

  it('keeps its answers in the book until the ledger knows of them', async () => {
    const call = asked(model(), 't1');
    await clock.advance(2_000);
    const { settle } = ledger;
    const known = Promise.withResolvers<void>();
    ledger.settle = async (hold, settlement) => {
      await settle(hold, settlement);
      await known.promise;
    };
    api.done = answered;
    await clock.advance(2_000);
    expect([states(), existsSync(file())]).toEqual([['settled 10'], true]);
    // Whoever takes it up now has the answer, at the price that it had.
    ledger.settle = settle;
    const again = asked(model(), 't1');
    await clock.advance(2_000);
    expect(await again).toMatchObject({ generation: { text: 'to t1' }, costMicros: 10 });
    expect([warnings, existsSync(file())]).toEqual([[], false]);
    known.resolve();
    await call;
  });

  it(verifies('batch.left'), async () => {
    const before = manualClock();
    const dying = model(before);
    for (const task of ['t1', 't2']) void asked(dying, task).catch(() => undefined);
    await before.advance(2_000);
    const book = new BatchFile(folder, 'run-1');
    const records = book.list();
    for (const { entries } of records)
      for (const { hold } of entries) await ledger.markUncertain(hold, 'its process died');
    api.done = (item) =>
      item.request.prompt === 't1' ? answered(item) : { kind: 'failed', error: apiFault('CANCELLED') };
    const parts = { api, book, model: model(), clock, tell: (event: PaidEvent) => void events.push(event) };
    const charges = await Promise.all(records.map((record) => endLeftBatch(record, parts)));
    expect([charges, states()]).toEqual([[10], ['settled 10', 'settled 0']]);
    expect([api.cancelled, existsSync(file())]).toEqual([['batch-1'], false]);
    expect(events.at(-1)).toMatchObject({ why: expect.stringContaining('1 of 2 answered, 1 cancelled') });
  });

  it(verifies('batch.cancelled'), async () => {
    const stop = new AbortController();
    const from = model();
    const both = ['t1', 't2'].map((task) => asked(from, task, stop.signal).catch((error: unknown) => error));
    await clock.advance(5_000);
    api.done = (item) => (item.id === 'item-1' ? answered(item) : { kind: 'failed', error: apiFault('CANCELLED') });
    stop.abort(new HanzoError('CANCELLED', 'Interrupted.'));
    await clock.advance(0);
    expect(await Promise.all(both)).toMatchObject([{ generation: { text: 'to t1' } }, { code: 'CANCELLED' }]);
    expect([api.cancelled, states()]).toEqual([['batch-1'], ['settled 10', 'settled 0']]);
  });

  it(verifies('batch.cancelled', 'before it left'), async () => {
    const stop = new AbortController();
    const call = asked(model(), 't1', stop.signal).catch((error: unknown) => error);
    await clock.advance(1_000);
    stop.abort(new HanzoError('CANCELLED', 'Interrupted.'));
    expect(await call).toMatchObject({ code: 'CANCELLED' });
    await clock.advance(60_000);
    expect([api.submitted, states()]).toEqual([[], ['settled 0']]);
  });

  it.each(['while it is submitted', 'later'])('goes on for the others when one is stopped %s', async (when) => {
    const stop = new AbortController();
    const gate = Promise.withResolvers<void>();
    api.gate = gate.promise;
    const from = model();
    const stopped = asked(from, 't1', stop.signal).catch((error: unknown) => error);
    const other = asked(from, 't2');
    await clock.advance(2_000);
    const cancel = (): void => stop.abort(new HanzoError('CANCELLED', 'The task was cancelled.'));
    if (when !== 'later') cancel();
    gate.resolve();
    await clock.advance(1_000);
    cancel();
    await clock.advance(0);
    // It is in the batch, so it will be done and charged.
    expect(await stopped).toMatchObject({ code: 'CANCELLED', details: { costMicros: WORST } });
    api.done = answered;
    await clock.advance(1_000);
    expect(await other).toMatchObject({ generation: { text: 'to t2' } });
    expect([api.cancelled, states()]).toEqual([[], [`uncertain ${WORST}`, 'settled 10']]);
  });

  it('charges in full what its provider does not tell of in time, until the run is taken up again', async () => {
    const stop = new AbortController();
    const call = asked(model(), 't1', stop.signal).catch((error: unknown) => error);
    await clock.advance(5_000);
    stop.abort(new HanzoError('CANCELLED', 'Interrupted.'));
    await clock.advance(20_000);
    expect(await call).toMatchObject({ code: 'CANCELLED', message: expect.stringContaining('taken up again') });
    expect(states()).toEqual([`uncertain ${WORST}`]);
    api.done = answered;
    const again = asked(model(), 't1');
    await clock.advance(2_000);
    expect(await again).toMatchObject({ generation: { text: 'to t1' }, costMicros: 10 });
    expect(states()).toEqual(['settled 10']);
    expect(clock.pending).toBe(0);
  });

  it(verifies('batch.resumed'), async () => {
    const dying = model();
    for (const task of ['t1', 't2', 't3']) void asked(dying, task).catch(() => undefined);
    await clock.advance(2_000);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    // Killed: what was sent is uncertain for whoever opens the ledger next.
    const holds = (JSON.parse(readFileSync(file(), 'utf8')) as { batches: { entries: { hold: never }[] }[] }).batches;
    for (const { hold } of holds[0]?.entries ?? []) await ledger.markUncertain(hold, 'its process died');
    api.done = answered;
    const from = model();
    const all = ['t1', 't2', 't4'].map((task) => asked(from, task));
    await clock.advance(4_000);
    expect((await Promise.all(all)).map(({ generation }) => generation.text)).toEqual(['to t1', 'to t2', 'to t4']);
    // Only the task that no batch had is asked anew; the other one is still waited for.
    expect(api.submitted.map((items) => items.map(({ request }) => request.prompt))).toEqual([
      ['t1', 't2', 't3'],
      ['t4'],
    ]);
    expect(states()).toEqual(['settled 10', 'settled 10', `uncertain ${WORST}`, 'settled 10']);
    expect(readFileSync(file(), 'utf8')).toContain('item-3');
    expect(events).toContainEqual(expect.objectContaining({ state: 'taken-up', total: 3 }));
  });

  it('asks anew for what an earlier process had cancelled, and leaves alone what stays unknown', async () => {
    // Its time stands still from then on.
    const before = manualClock();
    const dying = model(before);
    for (const task of ['t1', 't2']) void asked(dying, task).catch(() => undefined);
    await before.advance(2_000);
    const holds = (JSON.parse(readFileSync(file(), 'utf8')) as { batches: { entries: { hold: never }[] }[] }).batches;
    for (const { hold } of holds[0]?.entries ?? []) await ledger.markUncertain(hold, 'its process died');
    api.done = ({ request }) =>
      request.prompt === 't1'
        ? { kind: 'failed', error: apiFault('CANCELLED') }
        : { kind: 'failed', error: apiFault('API_FAILED', { charged: 'unknown' }) };
    const from = model();
    const both = ['t1', 't2'].map((task) => asked(from, task).catch((error: unknown) => error));
    await clock.advance(4_000);
    // A code that may be tried again, not one that ends the task.
    expect(await Promise.all(both)).toMatchObject([{ code: 'API_FAILED' }, { code: 'API_FAILED' }]);
    expect(states()).toEqual(['settled 0', `uncertain ${WORST}`]);
    expect(warnings).toEqual([]);
  });

  it('never gives the answer of one request to another one, and survives a file that cannot be read', async () => {
    const dying = model();
    void asked(dying, 't1').catch(() => undefined);
    await clock.advance(2_000);
    api.done = answered;
    const request = { prompt: 't1', output: { kind: 'text' }, maxOutputTokens: 100, sampling: {} } as const;
    const other = { ...request, system: 'Other words.', serviceTier: 'batch' } as const;
    const changed = model().generate(other, { signal: new AbortController().signal }, 't1');
    await clock.advance(4_000);
    await changed;
    const told = events.map((event) => (event.kind === 'api-batch' ? event.state : event.kind));
    expect(told.filter((state) => state === 'outdated' || state === 'taken-up')).toEqual(['outdated']);
    expect(api.submitted).toHaveLength(2);
    writeFileSync(file(), '{"v":1,"batches":[');
    const torn = asked(model(), 't1');
    await clock.advance(4_000);
    expect(await torn).toMatchObject({ costMicros: 10 });
  });
});
