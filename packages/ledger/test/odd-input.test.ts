import { describe, expect, it } from 'vitest';
import { readLedger } from '../src/index.ts';
import { type Bench, bench, call, cost, errorOf } from './bench.ts';
import { verifies } from '../../../test/support/verifies.ts';

function expectSound({ path }: Bench): void {
  using reader = readLedger(path);
  expect(reader?.verify()).toMatchObject({ ok: true, faults: [] });
}

describe('texts', () => {
  it.each([
    ['half a character', 'cut\ud83d', 'cut\ufffd'],
    ['the other half', '\ude00cut', '\ufffdcut'],
    ['a zero', 'a\0b\0', 'a\0b\0'],
    ['a byte order mark', '\ufeffa', '\ufeffa'],
    ['many lines', 'a\r\n\u2028b', 'a\r\n\u2028b'],
  ])(verifies('ledger.odd-texts', '%s'), async (_, text, kept) => {
    using box = bench();
    {
      await using ledger = await box.open({ keys: { [kept]: { dayMicros: 5_000 } } });
      const names = { runId: text, taskId: text, model: text, endpoint: text, key: text, member: text };
      const limits = { runLimitMicros: 5_000 };
      await ledger.settle(await ledger.send(call(1_000, { ...names, ...limits })), {
        ...cost(900),
        servedModel: text,
        requestId: text,
      });
      await ledger.markUncertain(await ledger.send(call(1_000, names)), text);
      await ledger.release(await ledger.reserve(call(1_000, names)), text);
      expect(ledger.calls().map(({ why }) => why)).toEqual([undefined, kept, kept]);
      expect(ledger.calls()[0]).toMatchObject({ runId: kept, servedModel: kept, requestId: kept, member: kept });
      // Its caps still count it.
      for (const more of [{ runLimitMicros: 5_000 }, {}])
        expect((await errorOf(() => ledger.send(call(4_000, { ...names, ...more })))).code).toBe('BUDGET_EXCEEDED');
    }
    expectSound(box);
    await (await box.open()).close();
    expectSound(box);
  });
});

describe('amounts', () => {
  it(verifies('ledger.absurd-amounts', 'of a request'), async () => {
    using box = bench();
    await using ledger = await box.open();
    const refused = await errorOf(() => ledger.send(call(1e12 + 1)));
    expect(refused).toMatchObject({ code: 'BUDGET_EXCEEDED', mend: expect.stringContaining('price') });
    expect(ledger.calls()).toEqual([]);
  });

  it.each([
    ['a cost', { costMicros: 1e12 + 1 }],
    ['tokens', { usage: { ...cost(1).usage, inputTokens: 2e9 } }],
  ])(verifies('ledger.absurd-amounts', 'of a settlement: %s'), async (_, absurd) => {
    using box = bench();
    await using ledger = await box.open();
    const hold = await ledger.send(call(1_000));
    expect((await errorOf(() => ledger.settle(hold, { ...cost(1), ...absurd }))).code).toBe('INTERNAL');
    // As whoever paid does then.
    await ledger.markUncertain(hold, 'its cost could not be recorded');
    expect(ledger.spent()).toMatchObject({ spentMicros: 1_000, uncertainMicros: 1_000 });
    expectSound(box);
  });

  it(verifies('ledger.absurd-amounts', 'more than can be counted'), { timeout: 30_000 }, async () => {
    using box = bench();
    await using ledger = await box.open();
    // 2^53 micro-dollars are 9007 million dollars.
    const each = async (): Promise<boolean> => {
      try {
        await ledger.settle(await ledger.send(call(1_000)), cost(1e12));
        return true;
      } catch {
        return false;
      }
    };
    const done = await Promise.all(Array.from({ length: 9_100 }, each));
    expect(done.filter((isDone) => isDone).length).toBe(9_007);
    expect(ledger.spent()).toMatchObject({ spentMicros: 9_007e12 });
    expect((await errorOf(() => ledger.send(call(1e12)))).message).toContain('more than it can count');
    await ledger.close();
    expectSound(box);
    await (await box.open()).close();
  });
});
