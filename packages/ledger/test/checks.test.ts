import { copyFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { readLedger, type Verdict } from '../src/index.ts';
import { type CallRow, callRow, checksumOf, SELECTED } from '../src/call-row.ts';
import { type Bench, bench, call, cost, errorOf } from './bench.ts';
import { verifies } from '../../../test/support/verifies.ts';

/** A closed ledger with a call of each state that a closed one can have, by their task ids. */
async function closed(): Promise<Bench> {
  const box = bench();
  await using ledger = await box.open();
  await ledger.settle(await ledger.send(call(1_000, { taskId: 'settled', key: 'openai', member: 'ada' })), cost(300));
  await ledger.release(await ledger.reserve(call(1_000, { taskId: 'released' })));
  await ledger.markUncertain(await ledger.send(call(1_000, { taskId: 'uncertain' })), 'cut');
  return box;
}

/** Writes past the rules: as if the triggers were not there. With `signed`, the checksum is made to fit. */
function tamper(path: string, taskId: string, change: Partial<CallRow>, signed: boolean): string {
  using db = new DatabaseSync(path);
  db.exec('DROP TRIGGER IF EXISTS calls_changed');
  const before = callRow(db.prepare(`SELECT ${SELECTED} FROM calls WHERE task_id = ?`).get(taskId) ?? {});
  const after = { ...before, ...change };
  const next = signed ? { ...after, checksum: checksumOf(after) } : after;
  const names = Object.keys(next).filter((name) => name !== 'rowid');
  db.prepare(`UPDATE calls SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE rowid = ?`).run(
    ...names.map((name) => next[name as keyof CallRow] as SQLInputValue),
    next.rowid,
  );
  return before.id;
}

function verdictOf(path: string): Verdict | undefined {
  using reader = readLedger(path);
  return reader?.verify();
}

describe('a look through the ledger', () => {
  it.each([
    ['settled', { request_id: 'another' }],
    ['settled', { served_model: 'n' }],
    ['settled', { model: 'gpt-5-nano' }],
    ['settled', { reserved_at: 1 }],
    ['released', { why: 'never Sent' }],
    ['uncertain', { key: 'openai' }],
    ['uncertain', { checksum: null }],
  ] as const)(verifies('ledger.flipped-row', '%s, %o'), async (taskId, change) => {
    using box = await closed();
    expect(verdictOf(box.path)).toEqual({ calls: 3, unchecked: 0, ok: true, faults: [] });
    const id = tamper(box.path, taskId, change, false);
    const damaged = 'the row was damaged';
    expect(verdictOf(box.path)?.faults.find((fault) => fault.call === id)?.what).toContain(damaged);
    const refused = await errorOf(() => box.open());
    expect(refused).toMatchObject({ code: 'STORE_UNUSABLE', mend: expect.stringContaining('backup') });
    expect(refused.message).toContain(id);
    expect(refused.message).toContain(damaged);
  });

  it.each([
    ['settled', { ended_at: null }, 'is settled, but has no time of its end'],
    ['settled', { served_model: null }, 'is settled, but has no model that served'],
    ['released', { charged_micros: 5 }, 'is released, but is charged (charged $0.000005, at most $0.001)'],
    ['released', { why: null }, 'is released, but does not say why'],
    ['uncertain', { charged_micros: 999 }, 'is uncertain, but is not charged in full'],
    ['uncertain', { state: 'held' }, 'is held, but has an end, or a model that served'],
    ['uncertain', { state: 'sent', sent_at: null }, 'is sent, but has no time at which it was sent'],
    ['settled', { output_tokens: -1 }, 'has output_tokens -1'],
  ] as const)(verifies('ledger.state-rules', '%s, %o'), async (taskId, change, says) => {
    using box = await closed();
    const id = tamper(box.path, taskId, change, true);
    const faults = verdictOf(box.path)?.faults.filter((fault) => fault.call === id);
    expect(faults?.map(({ what }) => what).join(' ')).toContain(`The call ${id} ${says}`);
  });

  it.each([
    ["UPDATE sums SET charged_micros = 5 WHERE scope = 'key'", 'The sum of key openai'],
    ["DELETE FROM sums WHERE scope = 'member'", 'The sum of member ada'],
    ["UPDATE sums SET minute = minute + 1 WHERE scope = 'all'", 'The sum of all'],
    ['UPDATE state SET commits = 1', 'The row about the whole does not match its checksum'],
    ['DELETE FROM state', 'The row about the whole is lost'],
    ["DROP TRIGGER calls_deleted; DELETE FROM calls WHERE task_id = 'settled'", 'Of 3 calls, 1 are missing.'],
    ['DROP TRIGGER calls_deleted; DELETE FROM calls WHERE rowid = 3', 'Of 3 calls, 1 are missing.'],
    ['DROP TRIGGER calls_changed; UPDATE calls SET worst_micros = 9223372036854775807', 'far too large'],
  ])(verifies('ledger.flipped-row', 'not in a call: %s'), async (sql, says) => {
    using box = await closed();
    {
      using db = new DatabaseSync(box.path);
      db.exec(sql);
    }
    expect(
      verdictOf(box.path)
        ?.faults.map(({ what }) => what)
        .join('\n'),
    ).toContain(says);
    expect((await errorOf(() => box.open())).code).toBe('STORE_UNUSABLE');
  });

  it('a call that was damaged while the ledger is open is not made to look whole', async () => {
    using box = bench();
    await using ledger = await box.open();
    const hold = await ledger.send(call(1_000, { taskId: 'sent' }));
    tamper(box.path, 'sent', { worst_micros: 1 }, false);
    const refused = await errorOf(() => ledger.settle(hold, cost(400)));
    expect(refused).toMatchObject({ code: 'STORE_UNUSABLE', message: expect.stringContaining(hold.id) });
    // So that closing can end it.
    tamper(box.path, 'sent', { worst_micros: 1_000 }, false);
  });
});

describe('what was lost', () => {
  /** Spends, and loses the journal with all of it. */
  async function lose(box: Bench): Promise<void> {
    await (await box.open()).close();
    const before = readFileSync(box.path);
    const ledger = await box.open();
    await ledger.settle(await ledger.send(call(1_000)), cost(300));
    await ledger.send(call(500));
    await ledger.reserve(call(7_000));
    copyFileSync(`${box.path}.mark`, `${box.path}.mark-then`);
    await ledger.close();
    writeFileSync(box.path, before);
    copyFileSync(`${box.path}.mark-then`, `${box.path}.mark`);
  }

  it(verifies('ledger.lost-commits'), async () => {
    using box = bench();
    await lose(box);
    await using ledger = await box.open({ hourMicros: 1_000 });
    expect(ledger.recovered).toMatchObject({ lostCommits: 5, lostMicros: 800 });
    expect(ledger.spent()).toEqual({ spentMicros: 800, uncertainMicros: 800, heldMicros: 0 });
    expect(ledger.calls()).toMatchObject([
      { state: 'uncertain', chargedMicros: 800, why: 'lost in damage: the newest 5 commits of the ledger are gone' },
    ]);
    expect((await errorOf(() => ledger.send(call(300)))).code).toBe('BUDGET_EXCEEDED');
    await ledger.close();
    await using again = await box.open();
    expect(again.recovered).toEqual({ released: 0, uncertain: 0, lostCommits: 0, lostMicros: 0 });
    expect(verdictOf(box.path)?.ok).toBe(true);
  });

  it('is nothing when the mark belongs to another ledger, is torn, or was never made', async () => {
    using box = bench();
    await lose(box);
    const mark = readFileSync(`${box.path}.mark`);
    for (const offset of [0, 8, 16, 24]) {
      const torn = Buffer.from(mark);
      for (let at = offset; at < torn.length; at += 32) torn[at] = (torn[at] ?? 0) ^ 1;
      writeFileSync(`${box.path}.mark`, torn);
      await using ledger = await box.open();
      expect(ledger.recovered).toMatchObject({ lostCommits: 0, lostMicros: 0 });
    }
    writeFileSync(`${box.path}.mark`, mark);
    rmSync(box.path);
    await using fresh = await box.open();
    expect(fresh.recovered).toMatchObject({ lostCommits: 0, lostMicros: 0 });
    rmSync(`${box.path}.mark`);
    await using without = await box.open();
    expect(without.recovered).toMatchObject({ lostCommits: 0, lostMicros: 0 });
  });

  it('the mark can be read by its owner only', async () => {
    using box = await closed();
    expect(statSync(`${box.path}.mark`).mode & 0o777).toBe(0o600);
  });
});
