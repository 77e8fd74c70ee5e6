import { describe, expect, it } from 'vitest';
import type { Ledger, LedgerLimits } from '../src/index.ts';
import { readLedger } from '../src/index.ts';
import { bench, call, cost, errorOf } from './bench.ts';
import { verifies } from '../../../test/support/verifies.ts';

const HOUR_MS = 3_600_000;

async function spend(ledger: Ledger, micros: number, more: Parameters<typeof call>[1] = {}): Promise<void> {
  await ledger.settle(await ledger.send(call(micros, more)), cost(micros));
}

describe('caps of keys and members', () => {
  const limits: LedgerLimits = {
    dayMicros: 10_000,
    keys: { openai: { dayMicros: 1_000, hourMicros: 600 }, 'a.b': { dayMicros: 0 } },
    members: { ada: { hourMicros: 500 }, bob: { dayMicros: 300 } },
  };

  it.each([
    [
      { key: 'openai' },
      601,
      'key-hour',
      'openai',
      'the hourly limit of the key openai of $0.0006',
      'keys.openai.hourlyUsd',
    ],
    [{ key: 'a.b' }, 1, 'key-day', 'a.b', 'the daily limit of the key a.b of $0.00', 'limits.keys.a.b.dailyUsd'],
    [
      { member: 'ada' },
      501,
      'member-hour',
      'ada',
      'the hourly limit of the member ada',
      'limits.members.ada.hourlyUsd',
    ],
    [{ member: 'bob' }, 301, 'member-day', 'bob', 'the daily limit of the member bob', 'limits.members.bob.dailyUsd'],
  ])(verifies('ledger.key-and-member', '%o'), async (whose, micros, scope, name, says, raise) => {
    using box = bench();
    await using ledger = await box.open(limits);
    const error = await errorOf(() => ledger.send(call(micros, whose)));
    expect(error).toMatchObject({
      code: 'BUDGET_EXCEEDED',
      exitCode: 4,
      message: expect.stringContaining(says),
      mend: expect.stringContaining(raise),
      details: { scope, name, spentMicros: 0, heldMicros: 0, neededMicros: micros, alone: true },
    });
    // Nobody else is bound by it.
    await ledger.send(call(micros, { key: 'other', member: 'eve' }));
    await ledger.send(call(micros));
  });

  it(verifies('ledger.key-and-member', 'spent, held, until when'), async () => {
    using box = bench();
    await using ledger = await box.open(limits);
    const key = { key: 'openai' };
    await spend(ledger, 400, key);
    await spend(ledger, 5_000);
    const hold = await ledger.reserve(call(150, { ...key, member: 'ada' }));
    expect(await errorOf(() => ledger.reserve(call(100, key)))).toMatchObject({
      code: 'BUDGET_BUSY',
      message:
        'Open calls hold the rest of the hourly limit of the key openai of $0.0006: $0.0004 spent, $0.00015 held, and this call can cost $0.0001.',
      mend: expect.stringContaining('limits.keys.openai.hourlyUsd'),
      details: { scope: 'key-hour', name: 'openai', capMicros: 600, spentMicros: 400, heldMicros: 150 },
    });
    await box.clock.advance(HOUR_MS / 2);
    await ledger.release(hold);
    await spend(ledger, 200, key);
    expect(await errorOf(() => ledger.reserve(call(300, key)))).toMatchObject({
      code: 'BUDGET_EXCEEDED',
      mend: 'Raise limits.keys.openai.hourlyUsd in config.json. Or wait: there is room again at 2026-11-21T13:00:00.000Z.',
      details: { spentMicros: 600, freeAt: Date.parse('2026-11-21T13:00:00Z') },
    });
    await box.clock.advance(HOUR_MS / 2);
    await spend(ledger, 300, key);
    using reader = readLedger(box.path);
    expect(reader?.standings(limits, box.clock.now())).toEqual([
      { scope: 'day', name: '', capMicros: 10_000, spentMicros: 5_900, heldMicros: 0 },
      { scope: 'key-hour', name: 'openai', capMicros: 600, spentMicros: 500, heldMicros: 0 },
      { scope: 'key-day', name: 'openai', capMicros: 1_000, spentMicros: 900, heldMicros: 0 },
      { scope: 'key-day', name: 'a.b', capMicros: 0, spentMicros: 0, heldMicros: 0 },
      { scope: 'member-hour', name: 'ada', capMicros: 500, spentMicros: 0, heldMicros: 0 },
      { scope: 'member-day', name: 'bob', capMicros: 300, spentMicros: 0, heldMicros: 0 },
    ]);
  });

  it('a key that is called like a part of every object has no cap', async () => {
    using box = bench();
    await using ledger = await box.open(limits);
    expect(await ledger.reserve(call(700, { key: 'constructor', member: 'toString' }))).toBeDefined();
  });
});

describe('windows', () => {
  it(verifies('ledger.rolling'), async () => {
    using box = bench();
    await using ledger = await box.open({ hourMicros: 1_000 });
    // Within one minute of the sums, and one in the next.
    const offsets = [1, 17_000, 59_999, 60_000, 61_234];
    for (const [index, offset] of offsets.entries()) {
      await box.clock.advance(offset - (offsets[index - 1] ?? 0));
      await spend(ledger, 200);
    }
    const start = Date.parse('2026-11-21T12:00:00Z');
    for (const offset of offsets) {
      await box.clock.advance(start + offset + HOUR_MS - 1 - box.clock.now());
      const refused = await errorOf(() => ledger.reserve(call(200)));
      expect(refused.details['freeAt'], String(offset)).toBe(start + offset + HOUR_MS);
      await box.clock.advance(1);
      await spend(ledger, 200);
    }
  });

  it(verifies('ledger.rolling', 'against a plain sum'), async () => {
    using box = bench();
    const limits = { hourMicros: 1_000_000, keys: { a: { hourMicros: 1_000_000 } } };
    await using ledger = await box.open(limits);
    const ended: { at: number; micros: number; key: string }[] = [];
    using reader = readLedger(box.path);
    for (let step = 1; step <= 120; step += 1) {
      await box.clock.advance((step * 7_919) % 100_003);
      const micros = (step * 31) % 997;
      const key = step % 3 === 0 ? 'a' : 'b';
      await spend(ledger, micros, { key });
      ended.push({ at: box.clock.now(), micros, key });
      const since = box.clock.now() - HOUR_MS;
      const recent = ended.filter(({ at }) => at > since);
      const sum = (calls: typeof ended): number => calls.reduce((total, { micros: each }) => total + each, 0);
      expect(reader?.standings(limits, box.clock.now()).map(({ spentMicros }) => spentMicros)).toEqual([
        sum(recent),
        sum(recent.filter((entry) => entry.key === 'a')),
      ]);
    }
  });

  it('a charge that is corrected leaves the window in which it was', async () => {
    using box = bench();
    await using ledger = await box.open({ hourMicros: 1_000 });
    const hold = await ledger.send(call(900));
    await ledger.markUncertain(hold, 'cut');
    expect((await errorOf(() => ledger.reserve(call(200)))).code).toBe('BUDGET_EXCEEDED');
    await box.clock.advance(60_000);
    await ledger.settle(hold, cost(100));
    expect(await ledger.reserve(call(900))).toBeDefined();
    expect((await errorOf(() => ledger.reserve(call(1)))).code).toBe('BUDGET_BUSY');
  });
});
