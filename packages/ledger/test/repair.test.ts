import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openLedger, planRepair, readLedger, repairLedger, type Repaired } from '../src/index.ts';
import { type Bench, bench, call, cost, errorOf } from './bench.ts';
import { verifies } from '../../../test/support/verifies.ts';

const TRIGGERS = ['calls_added', 'calls_changed', 'calls_deleted'].map((name) => `DROP TRIGGER ${name};`).join('');

/** A closed ledger with calls 1 to 4: settled for 300 of 1,000, released, uncertain for 700, settled for 50. */
async function filled(): Promise<Bench> {
  const box = bench();
  await using ledger = await box.open();
  await ledger.settle(await ledger.send(call(1_000, { key: 'openai', member: 'ada' })), cost(300));
  await ledger.release(await ledger.reserve(call(40)));
  await ledger.markUncertain(await ledger.send(call(700, { runId: 'other' })), 'cut');
  await ledger.settle(await ledger.send(call(900, { key: 'openai' })), cost(50));
  return box;
}

function damage({ path }: Bench, sql: string): void {
  using db = new DatabaseSync(path);
  db.exec(`${TRIGGERS}${sql}`);
}

const repair = ({ path, clock }: Bench, acceptLoss: boolean = false): Repaired =>
  repairLedger({ path, now: clock.now(), acceptLoss });

/** What it is charged with, after it was opened, used and looked through again. */
async function spentSoundly(box: Bench): Promise<number> {
  await using ledger = await box.open();
  expect(ledger.recovered).toMatchObject({ lostCommits: 0 });
  const { spentMicros } = ledger.spent();
  await ledger.settle(await ledger.send(call(10)), cost(0));
  await ledger.close();
  using reader = readLedger(box.path);
  expect(reader?.verify()).toMatchObject({ ok: true, faults: [] });
  const charges = reader?.calls().map(({ chargedMicros }) => chargedMicros) ?? [];
  expect(charges.reduce((sum, micros) => sum + micros)).toBe(spentMicros);
  return spentMicros;
}

describe('a repair', () => {
  it.each([
    ['a text', "UPDATE calls SET why = 'x' WHERE rowid = 1", 1_000 + 700 + 50],
    ['a charge', 'UPDATE calls SET charged_micros = 1 WHERE rowid = 1', 1_000 + 700 + 50],
    ['a charge that is larger', 'UPDATE calls SET charged_micros = 5000 WHERE rowid = 1', 5_000 + 700 + 50],
    ['an absurd worst case', 'UPDATE calls SET worst_micros = 9223372036854775807 WHERE rowid = 1', 300 + 700 + 50],
    ['a state', "UPDATE calls SET state = 'held' WHERE rowid = 3", 300 + 700 + 50],
    ['a checksum', 'UPDATE calls SET checksum = NULL WHERE rowid = 4', 300 + 700 + 900],
    ['a revision', 'UPDATE calls SET revision = -7 WHERE rowid = 2', 300 + 40 + 700 + 50],
    ['times', 'UPDATE calls SET ended_at = -1, sent_at = NULL WHERE rowid = 4', 300 + 700 + 900],
    ['tokens', 'UPDATE calls SET output_tokens = -1 WHERE rowid = 4', 300 + 700 + 900],
    ['sums', 'UPDATE sums SET charged_micros = 9; DELETE FROM sums WHERE scope = char(107, 101, 121)', 1_050],
    ['the row about the whole', 'UPDATE state SET spent_micros = 1, commits = 0', 1_050],
    ['the whole of that row', 'DELETE FROM state', 1_050],
    ['a call in the middle', 'DELETE FROM calls WHERE rowid = 3', 1_050],
    ['the newest call', 'DELETE FROM calls WHERE rowid = 4', 1_050],
    ['the triggers alone', 'SELECT 1', 1_050],
  ])(verifies('ledger.repair', '%s'), async (_, sql, spentMicros) => {
    using box = await filled();
    damage(box, sql);
    const before = readFileSync(box.path);
    const { copy } = repair(box);
    expect(await spentSoundly(box)).toBe(spentMicros);
    expect(readFileSync(copy)).toEqual(before);
  });

  it(verifies('ledger.repair', 'says of each call what it is charged with'), async () => {
    using box = await filled();
    damage(box, "UPDATE calls SET why = 'x' WHERE rowid = 1");
    expect((await errorOf(() => box.open())).mend).toContain('hanzo ledger repair');
    const { damaged } = repair(box);
    using reader = readLedger(box.path);
    const [first] = reader?.calls() ?? [];
    expect(damaged).toEqual([
      { call: first?.id, what: expect.stringContaining('does not match its checksum'), chargedMicros: 1_000 },
    ]);
    expect(first).toMatchObject({ state: 'uncertain', key: 'openai', why: expect.stringContaining('charged in full') });
    expect(
      reader?.standings({ keys: { openai: { dayMicros: 1 } }, members: { ada: { dayMicros: 1 } } }, 1),
    ).toMatchObject([{ spentMicros: 1_050 }, { spentMicros: 1_000 }]);
  });

  it(verifies('ledger.repair', 'leaves what is sound as it is'), async () => {
    using box = await filled();
    using before = readLedger(box.path);
    const calls = before?.calls();
    expect(planRepair(box.path, box.clock.now())).toMatchObject({
      verdict: { ok: true },
      lostMicros: 0,
      futureCalls: 0,
    });
    const done = repair(box);
    expect(done).toMatchObject({ damaged: [], missingCalls: 0, lostMicros: 0, acceptedMicros: 0, movedCalls: 0 });
    expect(before?.calls()).toEqual(calls);
  });

  it(verifies('ledger.repair', 'when nothing is to be trusted'), async () => {
    using box = await filled();
    const bytes = readFileSync(box.path);
    bytes.fill(0xa5, 4096 * 2, 4096 * 6);
    writeFileSync(box.path, bytes);
    const refused = await errorOf(() => repair(box));
    expect(refused).toMatchObject({ code: 'STORE_UNUSABLE', message: expect.stringContaining('cannot be repaired') });
    expect(refused.mend).not.toContain('hanzo ledger repair');
    expect(readFileSync(box.path)).toEqual(bytes);
  });

  it(verifies('ledger.repair', 'not while it is in use'), async () => {
    using box = await filled();
    await using _ledger = await box.open();
    expect((await errorOf(() => repair(box))).message).toContain(`in use by process ${process.pid}`);
    expect(readdirSync(dirname(box.path)).filter((name) => name.includes('before-repair'))).toEqual([]);
  });
});

describe('a restored backup', () => {
  /** The backup knows of $0.00105, and $0.003 were spent since. */
  async function restored(): Promise<Bench> {
    const box = await filled();
    copyFileSync(box.path, `${box.path}.backup`);
    {
      await using ledger = await box.open();
      await ledger.settle(await ledger.send(call(5_000)), cost(3_000));
    }
    copyFileSync(`${box.path}.backup`, box.path);
    return box;
  }

  it(verifies('ledger.missing-told'), async () => {
    using box = await restored();
    using reader = readLedger(box.path);
    expect(reader?.missing()).toMatchObject({ micros: 3_000 });
    const verdict = reader?.verify();
    expect(verdict?.faults.map(({ what }) => what).join()).toMatch(
      /The newest \d+ changes are missing, worth up to \$0\.003:/,
    );
    await (await box.open()).close();
    expect(reader?.missing()).toBeUndefined();
    expect(reader?.verify()).toMatchObject({ ok: true });
  });

  it(verifies('ledger.refusal-reasons', 'lost'), async () => {
    using box = await restored();
    {
      await using ledger = await box.open({ dayMicros: 4_100 });
      const refused = await errorOf(() => ledger.send(call(100)));
      expect(refused).toMatchObject({ code: 'BUDGET_EXCEEDED', mend: expect.stringContaining('repair --accept-loss') });
      expect(refused.message).toContain('$0.003 of it is what the ledger has lost');
    }
    expect(planRepair(box.path, box.clock.now())).toMatchObject({ verdict: { ok: true }, lostMicros: 3_000 });
    expect(repair(box, true)).toMatchObject({ acceptedMicros: 3_000, lostMicros: 0 });
    expect(await spentSoundly(box)).toBe(1_050);
  });

  it.each([
    [false, 4_050],
    [true, 1_050],
  ])(verifies('ledger.repair', 'of what is missing, accepted: %s'), async (acceptLoss, spentMicros) => {
    using box = await restored();
    expect(repair(box, acceptLoss).lostMicros).toBe(acceptLoss ? 0 : 3_000);
    expect(await spentSoundly(box)).toBe(spentMicros);
  });
});

describe('a clock that was wrong once', () => {
  it(verifies('ledger.refusal-reasons', 'of the future'), async () => {
    using box = bench();
    const now = box.clock.now();
    await box.clock.advance(5 * 365 * 86_400_000);
    {
      await using ledger = await box.open();
      await ledger.settle(await ledger.send(call(900)), cost(900));
    }
    const later = { path: box.path, now };
    expect(planRepair(box.path, now)).toMatchObject({ verdict: { ok: true }, futureCalls: 1 });
    const open = {
      path: box.path,
      clock: { ...box.clock, now: () => now },
      limits: { dayMicros: 1_000 },
      version: 'v',
    };
    {
      await using ledger = await openLedger(open);
      const refused = await errorOf(() => ledger.send(call(200)));
      expect(refused.message).toContain('$0.0009 of it ended in the future, in 1 call');
      expect(refused.mend).toContain('`hanzo ledger repair` moves them to now');
    }
    expect(repairLedger(later)).toMatchObject({ movedCalls: 1, damaged: [] });
    using reader = readLedger(box.path);
    expect(reader?.calls()).toMatchObject([{ state: 'settled', chargedMicros: 900, endedAt: now }]);
    expect(reader?.standings({ dayMicros: 1 }, now + 86_400_000)).toMatchObject([{ spentMicros: 0 }]);
  });
});
