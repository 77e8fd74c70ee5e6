import { hideSecret } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { bench, call, cost, errorOf } from './bench.ts';
import { verifies } from '../../../test/support/verifies.ts';

describe('a call', () => {
  it('is held, sent and settled, and keeps everything for the receipt', async () => {
    using box = bench();
    await using ledger = await box.open();
    const hold = await ledger.reserve(call(1000));
    expect(ledger.spent()).toEqual({ spentMicros: 0, uncertainMicros: 0, heldMicros: 1000 });
    await ledger.markSent(hold);
    await ledger.settle(hold, cost(420));
    expect(ledger.spent()).toEqual({ spentMicros: 420, uncertainMicros: 0, heldMicros: 0 });
    const now = box.clock.now();
    expect(ledger.calls()).toEqual([
      {
        id: hold.id,
        runId: 'run',
        taskId: 'task',
        model: 'gpt-5-mini',
        servedModel: 'gpt-5-mini-2025-08-07',
        endpoint: 'api.openai.com',
        version: '2026-11-21',
        key: '',
        member: '',
        serviceTier: 'standard',
        requestId: undefined,
        state: 'settled',
        worstCaseMicros: 1000,
        chargedMicros: 420,
        usage: { inputTokens: 10, cachedInputTokens: 4, outputTokens: 5, reasoningTokens: 2 },
        why: undefined,
        reservedAt: now,
        sentAt: now,
        endedAt: now,
      },
    ]);
  });

  it(verifies('keys.canary', 'in the ledger'), async () => {
    const key = 'sk-canary-of-the-ledger-0123456789';
    hideSecret(key);
    using box = bench();
    await using ledger = await box.open();
    await ledger.settle(await ledger.send(call(1000)), { ...cost(1), servedModel: `m ${key}`, requestId: key });
    await ledger.markUncertain(await ledger.send(call(1000)), `the server said: ${key}`);
    await ledger.release(await ledger.reserve(call(1000)), `no ${key}`);
    const told = ledger.calls().map(({ servedModel, requestId, why }) => [servedModel, requestId, why]);
    expect(told).toEqual([
      ['m [key]', '[key]', undefined],
      [undefined, undefined, 'the server said: [key]'],
      [undefined, undefined, 'no [key]'],
    ]);
  });

  it('that was never sent costs nothing', async () => {
    using box = bench();
    await using ledger = await box.open();
    await ledger.release(await ledger.reserve(call(1000)));
    expect(ledger.spent()).toEqual({ spentMicros: 0, uncertainMicros: 0, heldMicros: 0 });
  });

  it('of unknown cost is charged in full, until its cost is known after all', async () => {
    using box = bench();
    await using ledger = await box.open();
    const hold = await ledger.reserve(call(1000));
    await ledger.markSent(hold);
    await ledger.markUncertain(hold, 'the connection was cut');
    expect(ledger.spent()).toEqual({ spentMicros: 1000, uncertainMicros: 1000, heldMicros: 0 });
    expect(ledger.calls()[0]).toMatchObject({ state: 'uncertain', why: 'the connection was cut' });
    await ledger.settle(hold, cost(10));
    expect(ledger.spent()).toEqual({ spentMicros: 10, uncertainMicros: 0, heldMicros: 0 });
  });

  it('that cost more than was held is recorded in full', async () => {
    using box = bench();
    await using ledger = await box.open({ dayMicros: 1500 });
    const hold = await ledger.reserve(call(1000));
    await ledger.markSent(hold);
    await ledger.settle(hold, cost(1600));
    expect(ledger.spent().spentMicros).toBe(1600);
    expect((await errorOf(() => ledger.reserve(call(0)))).code).toBe('BUDGET_EXCEEDED');
  });

  it('takes no step twice and none back', async () => {
    using box = bench();
    await using ledger = await box.open();
    const hold = await ledger.reserve(call(1000));
    await ledger.markSent(hold);
    expect((await errorOf(() => ledger.markSent(hold))).message).toBe('A call that is sent cannot become sent.');
    expect((await errorOf(() => ledger.release(hold))).code).toBe('INTERNAL');
    await ledger.settle(hold, cost(1));
    for (const step of [
      () => ledger.settle(hold, cost(2)),
      () => ledger.markUncertain(hold, 'x'),
      () => ledger.release(hold),
    ]) {
      expect((await errorOf(step)).code).toBe('INTERNAL');
    }
    expect(ledger.spent().spentMicros).toBe(1);
    expect((await errorOf(() => ledger.settle({ ...hold, id: 'nobody' }, cost(1)))).message).toContain('unknown');
  });

  it.each([-1, 0.5, Number.NaN, Infinity, 2 ** 53])('of %d micro-dollars is a bug', async (micros) => {
    using box = bench();
    await using ledger = await box.open();
    expect((await errorOf(() => ledger.reserve(call(micros)))).code).toBe('INTERNAL');
    expect((await errorOf(() => ledger.reserve(call(1, { runLimitMicros: micros })))).code).toBe('INTERNAL');
    const hold = await ledger.reserve(call(1));
    expect((await errorOf(() => ledger.settle(hold, cost(micros)))).code).toBe('INTERNAL');
  });
});

describe('caps', () => {
  it(verifies('ledger.alone-exceeds'), async () => {
    using box = bench();
    await using ledger = await box.open({ hourMicros: 10_000_000 });
    const error = await errorOf(() => ledger.reserve(call(12_340_000)));
    expect(error).toMatchObject({ code: 'BUDGET_EXCEEDED', exitCode: 4, retryable: false });
    expect(error.message).toBe('This call alone exceeds the hourly limit of $10.00: it can cost $12.34.');
    expect(error.mend).toContain('HANZO_HOURLY_LIMIT');
    expect(error.details).toEqual({
      scope: 'hour',
      capMicros: 10_000_000,
      spentMicros: 0,
      heldMicros: 0,
      neededMicros: 12_340_000,
      alone: true,
    });
  });

  it(verifies('ledger.busy-or-spent'), async () => {
    using box = bench();
    await using ledger = await box.open({ dayMicros: 1000 });
    const hold = await ledger.reserve(call(800));
    const busy = await errorOf(() => ledger.reserve(call(300)));
    expect(busy).toMatchObject({ code: 'BUDGET_BUSY', retryable: true, exitCode: 4 });
    expect(busy.message).toBe(
      'Open calls hold the rest of the daily limit of $0.001: $0.00 spent, $0.0008 held, and this call can cost $0.0003.',
    );
    await ledger.markSent(hold);
    await ledger.settle(hold, cost(800));
    const spent = await errorOf(() => ledger.reserve(call(300)));
    expect(spent.code).toBe('BUDGET_EXCEEDED');
    expect(spent.message).toBe(
      'The daily limit of $0.001 is spent: $0.0008 spent, $0.00 held by open calls, and this call can cost $0.0003.',
    );
    expect(spent.mend).toBe('Raise HANZO_DAILY_LIMIT. Or wait: there is room again at 2026-11-22T12:00:00.000Z.');
    expect(await ledger.reserve(call(200))).toBeDefined();
  });

  it('the run’s budget binds its own run only', async () => {
    using box = bench();
    await using ledger = await box.open();
    await ledger.reserve(call(900, { runLimitMicros: 1000 }));
    expect(await errorOf(() => ledger.reserve(call(200, { runLimitMicros: 1000 })))).toMatchObject({
      code: 'BUDGET_BUSY',
      details: { scope: 'run' },
    });
    expect(await ledger.reserve(call(200, { runId: 'other', runLimitMicros: 1000 }))).toBeDefined();
    expect((await errorOf(() => ledger.reserve(call(2000, { runLimitMicros: 1000 })))).mend).toContain('--budget');
  });

  it('hours and days are the last 60 minutes and 24 hours', async () => {
    using box = bench();
    await using ledger = await box.open({ hourMicros: 1000, dayMicros: 1500 });
    const spend = async (micros: number): Promise<void> => {
      const hold = await ledger.reserve(call(micros));
      await ledger.markSent(hold);
      await ledger.settle(hold, cost(micros));
    };
    await spend(1000);
    await box.clock.advance(3_599_999);
    expect(await errorOf(() => ledger.reserve(call(1)))).toMatchObject({ details: { scope: 'hour' } });
    await box.clock.advance(1);
    await spend(500);
    expect(await errorOf(() => ledger.reserve(call(1)))).toMatchObject({ details: { scope: 'day' } });
    await box.clock.advance(23 * 3_600_000);
    await spend(1000);
  });

  it('an old open call still counts', async () => {
    using box = bench();
    await using ledger = await box.open({ hourMicros: 1000 });
    await ledger.markSent(await ledger.reserve(call(1000)));
    await box.clock.advance(5 * 3_600_000);
    expect((await errorOf(() => ledger.reserve(call(1)))).code).toBe('BUDGET_BUSY');
  });

  it('a cap of exactly the cost is enough, and a cap of 0 lets only free calls through', async () => {
    using box = bench();
    await using ledger = await box.open({ dayMicros: 0 });
    expect(await ledger.reserve(call(0))).toBeDefined();
    expect((await errorOf(() => ledger.reserve(call(1)))).code).toBe('BUDGET_EXCEEDED');
  });
});

describe('reports', () => {
  it('by run and by time; open calls are always in', async () => {
    using box = bench();
    await using ledger = await box.open();
    const spend = async (runId: string, micros: number): Promise<void> => {
      const hold = await ledger.reserve(call(micros, { runId }));
      await ledger.markSent(hold);
      await ledger.settle(hold, cost(micros));
    };
    await spend('a', 1);
    await box.clock.advance(1000);
    const later = box.clock.now();
    await spend('b', 10);
    await spend('a', 100);
    await ledger.reserve(call(1000, { runId: 'a' }));
    expect(ledger.spent({ runId: 'a' })).toEqual({ spentMicros: 101, uncertainMicros: 0, heldMicros: 1000 });
    expect(ledger.spent({ since: later })).toMatchObject({ spentMicros: 110, heldMicros: 1000 });
    expect(ledger.spent({ runId: 'a', since: later })).toMatchObject({ spentMicros: 100 });
    expect(ledger.calls({ runId: 'a' }).map((row) => row.chargedMicros)).toEqual([1, 100, 0]);
    expect(ledger.calls({ since: later })).toHaveLength(3);
  });
});

describe('closing', () => {
  it('ends open holds, then refuses work; closing twice is harmless', async () => {
    using box = bench();
    const ledger = await box.open();
    await ledger.reserve(call(1));
    await ledger.markSent(await ledger.reserve(call(20)));
    await ledger.close();
    await ledger.close();
    expect(await errorOf(() => ledger.reserve(call(1)))).toMatchObject({ code: 'STORE_UNUSABLE' });
    await using again = await box.open();
    expect(again.recovered).toMatchObject({ released: 0, uncertain: 0 });
    expect(again.spent()).toEqual({ spentMicros: 20, uncertainMicros: 20, heldMicros: 0 });
  });

  it('a second ledger of the same process leaves the first one’s holds alone', async () => {
    using box = bench();
    await using first = await box.open();
    const hold = await first.reserve(call(5));
    await using second = await box.open();
    expect(second.recovered).toMatchObject({ released: 0, uncertain: 0 });
    await second.close();
    await first.markSent(hold);
    await first.settle(hold, cost(5));
    expect(first.spent().spentMicros).toBe(5);
  });
});
