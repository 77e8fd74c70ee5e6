import { HanzoError, type ApiModelCard } from '@hanzo/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../test/support/memory-ledger.ts';
import { METERED_CARD } from '../../../test/support/metered-card.ts';
import { apiFault, scriptedApi } from '../../../test/support/scripted-api.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { BudgetLine, type ChainLink } from '../src/index.ts';
import { OK, PaidDesk, WORST } from './paid-desk.ts';

const NO_RETRIES = { retryOnRateLimit: false, maxRetries: 0 };

describe('the patience of a paid model', () => {
  let desk: PaidDesk;
  beforeEach(() => {
    desk = new PaidDesk();
  });

  it(verifies('provider.down'), async () => {
    const api = scriptedApi(() => apiFault('API_FAILED', { status: 503 }));
    const model = desk.paid([desk.link(api)], desk.careWith({ policy: NO_RETRIES, random: () => 0 }));
    for (let call = 0; call < 5; call += 1) await desk.asked(model);
    const next = desk.asked(model);
    await desk.clock.advance(4_999);
    expect([api.requests.length, desk.ledger.calls().length]).toEqual([5, 5]);
    expect(desk.told.at(-1)).toBe('wait api.test failed again and again: it is left alone for another 5 s');
    await desk.clock.advance(1);
    expect(await next).toMatchObject({ code: 'API_FAILED' });
    // One call at a time finds out; the rest is twice as long each time, and waited for five times.
    for (const restMs of [10_000, 20_000, 40_000, 80_000]) {
      const trial = desk.asked(model);
      await desk.clock.advance(restMs - 1);
      const before = api.requests.length;
      await desk.clock.advance(1);
      expect(await trial).toMatchObject({ code: 'API_FAILED' });
      expect(api.requests).toHaveLength(before + 1);
    }
    const down = await desk.asked(model);
    expect(down).toMatchObject({ code: 'PROVIDER_DOWN', message: expect.stringMatching(/10 times .* in 3 min/) });
  });

  it(verifies('provider.passing'), async () => {
    const wellAt = desk.clock.now() + 12_000;
    const api = scriptedApi(() => (desk.clock.now() < wellAt ? apiFault('API_FAILED', { status: 503 }) : OK));
    const policy = { retryOnRateLimit: false, maxRetries: 2 };
    const model = desk.paid([desk.link(api)], desk.careWith({ policy, random: () => 0 }));
    const all = Array.from({ length: 40 }, (_, n) => desk.asked(model, { taskId: `t${n}` }));
    await desk.clock.advance(30_000);
    const ends = (await Promise.all(all)).map((each) => ('code' in each ? each.code : 'ok'));
    expect(Map.groupBy(ends, (end) => end).get('ok')).toHaveLength(40);
  });

  it(verifies('provider.no-money'), async () => {
    const down = desk.firstFails(apiFault('API_FAILED'), 5);
    const care = desk.careWith({ policy: NO_RETRIES, random: () => 0 });
    for (let call = 0; call < 5; call += 1) await desk.asked(desk.paid([desk.link(down)], care));
    await desk.clock.advance(5_000);
    // All that there is is held by a call to another provider.
    desk.ledger = memoryLedger(desk.clock, WORST);
    const line = new BudgetLine(desk.ledger, desk.clock);
    const other = { ...scriptedApi(() => 'hang'), name: 'other.test' };
    const stop = new AbortController();
    const busy = desk.asked(desk.paid([desk.link(other, {}, line)], care), { signal: stop.signal });
    await desk.clock.advance(0);
    const poor = desk.asked(desk.paid([desk.link(down, {}, line)], care));
    await desk.clock.advance(0);
    const rich = new PaidDesk();
    expect(await rich.asked(rich.paid([rich.link(down)], care))).toMatchObject({ generation: OK });
    stop.abort(new HanzoError('CANCELLED', 'Interrupted.'));
    await busy;
    await desk.clock.advance(30_000);
    expect(await poor).toMatchObject({ code: 'BUDGET_EXCEEDED' });
  });

  it('waits for the call that finds out, and makes another one when that was cancelled', async () => {
    const care = desk.careWith({ policy: NO_RETRIES, random: () => 0 });
    const refusing = desk.paid([desk.link(scriptedApi(() => apiFault('RATE_LIMITED', { status: 429 })))], care);
    for (let call = 0; call < 9; call += 1) expect(await desk.asked(refusing)).toMatchObject({ code: 'RATE_LIMITED' });
    const api = scriptedApi((_, call) => (call < 5 ? apiFault('ENDPOINT_UNREACHABLE') : 'hang'));
    const failing = desk.paid([desk.link(api)], care);
    for (let call = 0; call < 5; call += 1) await desk.asked(failing);
    await desk.clock.advance(5_000);
    const stop = new AbortController();
    const trial = desk.asked(failing, { signal: stop.signal });
    await desk.clock.advance(1);
    const next = desk.asked(failing, { timeoutMs: 10 });
    const late = desk.asked(failing, { deadlineAt: desk.clock.now() + 50 });
    await desk.clock.advance(100);
    expect(api.requests).toHaveLength(6);
    expect(await late).toMatchObject({ code: 'PROVIDER_DOWN' });
    stop.abort(new HanzoError('CANCELLED', 'Interrupted.'));
    expect(await trial).toMatchObject({ code: 'CANCELLED' });
    await desk.clock.advance(10);
    expect(await next).toMatchObject({ code: 'TIMED_OUT' });
  });

  it(verifies('budget.waits'), async () => {
    desk.ledger = memoryLedger(desk.clock, WORST + 30);
    const line = new BudgetLine(desk.ledger, desk.clock);
    const answers = [1, 2].map(() => Promise.withResolvers<{ text: string }>());
    const api = scriptedApi((_, call) => answers[call]?.promise ?? OK);
    const model = desk.paid([desk.link(api, {}, line)]);
    const first = desk.asked(model);
    await desk.clock.advance(0);
    const second = desk.asked(model, { taskId: 'second' });
    await desk.clock.advance(5_000);
    expect([api.requests.length, desk.ledger.calls().length]).toEqual([1, 1]);
    expect(desk.told.at(-1)).toMatch(/^wait waits for room in the budget: Open calls hold/);
    answers[0]?.resolve(OK);
    await desk.clock.advance(0);
    expect(api.requests).toHaveLength(2);
    answers[1]?.resolve(OK);
    expect(await Promise.all([first, second])).toMatchObject([{ costMicros: 20 }, { costMicros: 20 }]);
  });

  it(verifies('budget.waits', 'not for ever'), async () => {
    desk.ledger = memoryLedger(desk.clock, WORST + 30);
    const line = new BudgetLine(desk.ledger, desk.clock);
    const model = desk.paid([
      desk.link(
        scriptedApi(() => 'hang'),
        {},
        line,
      ),
    ]);
    void desk.asked(model);
    await desk.clock.advance(0);
    const patient = desk.asked(model);
    const hasty = desk.asked(model, { deadlineAt: desk.clock.now() + 2_000 });
    await desk.clock.advance(2_001);
    expect(await hasty).toMatchObject({ code: 'BUDGET_BUSY' });
    await desk.clock.advance(28_000);
    expect(await patient).toMatchObject({ code: 'BUDGET_BUSY', message: expect.stringContaining('Open calls hold') });
    expect(desk.ledger.calls()).toHaveLength(1);
  });

  it('waits twice as long each time, and at least until a provider that rests may be asked', async () => {
    const api = desk.firstFails(apiFault('API_FAILED', { status: 500 }), 5);
    const times: number[] = [];
    const start = desk.clock.now();
    const care = desk.careWith({ policy: { retryOnRateLimit: false, maxRetries: 9 } });
    const answer = desk.asked(desk.paid([desk.link(api)], care), { onTry: () => times.push(desk.clock.now() - start) });
    await desk.clock.advance(60_000);
    expect(await answer).toMatchObject({ generation: OK });
    // The fifth failure opens the breaker for 5 s, and 8 s of waiting are longer than that.
    expect(times).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500]);
    const quick = desk.careWith({ policy: { retryOnRateLimit: false, maxRetries: 9 }, random: () => 0 });
    const second = desk.asked(desk.paid([desk.link(desk.firstFails(apiFault('API_FAILED'), 5))], quick));
    await desk.clock.advance(4_999);
    expect(desk.ledger.calls()).toHaveLength(6 + 5);
    await desk.clock.advance(1);
    expect(await second).toMatchObject({ generation: OK });
  });

  it('tells its own failure, and not that the provider is down, to a call that had been under way', async () => {
    const care = desk.careWith({ policy: { retryOnRateLimit: false, maxRetries: 9 }, random: () => 0 });
    const model = desk.paid([desk.link(scriptedApi((_, call) => (call < 5 ? apiFault('API_FAILED') : 'hang')))], care);
    const deadlineAt = desk.clock.now() + 30_000;
    const both = [0, 1].map(() => desk.asked(model, { timeoutMs: 60_000, deadlineAt }));
    await desk.clock.advance(30_001);
    expect(await Promise.race(both)).toMatchObject({ code: 'API_FAILED' });
    await desk.clock.advance(60_000);
    const codes = (await Promise.all(both)).map((each) => 'code' in each && each.code);
    expect(codes).toEqual(expect.arrayContaining(['API_FAILED', 'TIMED_OUT']));
  });

  it('takes refusals with a status below 500 for signs of life', async () => {
    const care = desk.careWith({ policy: { retryOnRateLimit: false, maxRetries: 0 } });
    const model = desk.paid([desk.link(scriptedApi(() => apiFault('API_FAILED', { status: 408 })))], care);
    for (let call = 0; call < 9; call += 1) expect(await desk.asked(model)).toMatchObject({ code: 'API_FAILED' });
  });

  it('serves those who wait for room in the budget in the order of their coming', async () => {
    desk.ledger = memoryLedger(desk.clock, WORST + 60);
    const answers = [0, 1, 2].map(() => Promise.withResolvers<{ text: string }>());
    const api = scriptedApi((_, call) => answers[call]?.promise ?? OK);
    const model = desk.paid([desk.link(api, {}, new BudgetLine(desk.ledger, desk.clock))]);
    const calls = ['a', 'b', 'c'].map((taskId) => desk.asked(model, { taskId }));
    for (const { resolve } of answers) {
      await desk.clock.advance(0);
      expect(desk.ledger.calls().filter(({ state }) => state === 'sent')).toHaveLength(1);
      resolve(OK);
    }
    await Promise.all(calls);
    expect(desk.ledger.calls().map(({ taskId }) => taskId)).toEqual(['a', 'b', 'c']);
  });

  it('gives batches no time limit but their own', async () => {
    const card = { tierPrices: { batch: METERED_CARD.price } } as Partial<ApiModelCard>;
    const slow = Promise.withResolvers<{ text: string }>();
    const inBatch: ChainLink = {
      ...desk.link(
        scriptedApi(() => slow.promise),
        card,
      ),
      serviceTier: 'batch',
    };
    const answer = desk.asked(desk.paid([inBatch]), { timeoutMs: 1_000 });
    await desk.clock.advance(3_600_000);
    slow.resolve(OK);
    expect(await answer).toMatchObject({ generation: OK });
  });
});
