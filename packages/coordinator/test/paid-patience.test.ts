import { HanzoError, type ApiModelCard } from '@hanzo/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../test/support/memory-ledger.ts';
import { METERED_CARD } from '../../../test/support/metered-card.ts';
import { apiFault, scriptedApi } from '../../../test/support/scripted-api.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { BudgetLine, type ChainLink } from '../src/index.ts';
import { OK, PaidDesk, WORST } from './paid-desk.ts';

describe('the patience of a paid model', () => {
  let desk: PaidDesk;
  beforeEach(() => {
    desk = new PaidDesk();
  });

  it(verifies('provider.down'), async () => {
    const api = scriptedApi((_, call) => (call < 7 ? apiFault('API_FAILED', { status: 503 }) : OK));
    const care = desk.careWith({ policy: { retryOnRateLimit: false, maxRetries: 0 } });
    const model = desk.paid([desk.link(api)], care);
    for (let call = 0; call < 5; call += 1) await desk.asked(model);
    const before = desk.ledger.calls().length;
    const down = await desk.asked(model);
    expect(down).toMatchObject({ code: 'PROVIDER_DOWN', message: expect.stringMatching(/5 times .* in 5 s/) });
    expect([api.requests.length, desk.ledger.calls().length]).toEqual([5, before]);
    // One call at a time finds out; the rest is twice as long each time.
    await desk.clock.advance(5_000);
    const both = await Promise.all([desk.asked(model), desk.asked(model)]);
    expect(both.map((each) => ('code' in each ? each.code : 'ok'))).toEqual(['API_FAILED', 'PROVIDER_DOWN']);
    await desk.clock.advance(10_000);
    expect(await desk.asked(model)).toMatchObject({ code: 'API_FAILED' });
    await desk.clock.advance(20_000);
    expect(await desk.asked(model)).toMatchObject({ generation: OK });
    expect(await desk.asked(model)).toMatchObject({ generation: OK });
  });

  it('does not take refusals for a provider that is down, and lets a cancelled trial be followed by another one', async () => {
    const care = desk.careWith({ policy: { retryOnRateLimit: false, maxRetries: 0 } });
    const refusing = desk.paid([desk.link(scriptedApi(() => apiFault('RATE_LIMITED', { status: 429 })))], care);
    for (let call = 0; call < 9; call += 1) expect(await desk.asked(refusing)).toMatchObject({ code: 'RATE_LIMITED' });
    const failing = desk.paid(
      [desk.link(scriptedApi((_, call) => (call < 5 ? apiFault('ENDPOINT_UNREACHABLE') : 'hang')))],
      care,
    );
    for (let call = 0; call < 5; call += 1) await desk.asked(failing);
    await desk.clock.advance(5_000);
    const stop = new AbortController();
    const trial = desk.asked(failing, { signal: stop.signal });
    await desk.clock.advance(1);
    expect(await desk.asked(failing)).toMatchObject({ code: 'PROVIDER_DOWN' });
    stop.abort(new HanzoError('CANCELLED', 'Interrupted.'));
    expect(await trial).toMatchObject({ code: 'CANCELLED' });
    const next = desk.asked(failing, { timeoutMs: 10 });
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
    const trial = desk.asked(model, { timeoutMs: 60_000 });
    const other = desk.asked(model, { timeoutMs: 60_000 });
    await desk.clock.advance(5_001);
    expect(await other).toMatchObject({ code: 'API_FAILED' });
    await desk.clock.advance(60_000);
    expect(await trial).toMatchObject({ code: 'TIMED_OUT' });
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
