import { readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openLedger, readLedger } from '../src/index.ts';
import { bench, call, cost, errorOf } from './bench.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { VERSION_1_TABLES } from './version-1-tables.ts';

/** Names, sizes, times and contents of all files in the ledger's folder; of shared memory the name alone. */
function folderOf(path: string): unknown {
  const folder = dirname(path);
  return readdirSync(folder)
    .toSorted()
    .map((name) => {
      const file = `${folder}/${name}`;
      const { mtimeMs, size } = statSync(file);
      return name.endsWith('-shm') ? name : [name, mtimeMs, size, readFileSync(file).toString('base64')];
    });
}

function lookAtAll(path: string): void {
  using reader = readLedger(path);
  reader?.calls();
  reader?.spent({ runId: 'run' });
  reader?.standings({ dayMicros: 5, keys: { openai: { hourMicros: 1 } } }, 1_000);
  reader?.verify();
}

describe('looking at a ledger', () => {
  it(verifies('ledger.reads-only', 'none'), () => {
    using box = bench();
    expect(readLedger(box.path)).toBeUndefined();
    expect(readdirSync(dirname(box.path))).toEqual([]);
  });

  it(verifies('ledger.reads-only', 'not in use'), async () => {
    using box = bench();
    {
      await using ledger = await box.open();
      await ledger.settle(await ledger.send(call(1_000)), cost(300));
    }
    const before = folderOf(box.path);
    lookAtAll(box.path);
    expect(folderOf(box.path)).toEqual(before);
  });

  it(verifies('ledger.reads-only', 'in use'), async () => {
    using box = bench();
    await using ledger = await box.open();
    await ledger.settle(await ledger.send(call(1_000)), cost(300));
    await ledger.send(call(20));
    const before = folderOf(box.path);
    lookAtAll(box.path);
    expect(folderOf(box.path)).toEqual(before);
    using reader = readLedger(box.path);
    expect(reader?.spent()).toEqual({ spentMicros: 300, uncertainMicros: 0, heldMicros: 20 });
    // It sees what happens meanwhile.
    await ledger.send(call(4));
    expect(reader?.spent().heldMicros).toBe(24);
  });

  it(verifies('ledger.reads-only', 'opened by somebody else while it is looked at'), async () => {
    using box = bench();
    await (await box.open()).close();
    using reader = readLedger(box.path);
    expect(reader?.calls()).toEqual([]);
    const ledger = await box.open();
    await ledger.settle(await ledger.send(call(1_000)), cost(300));
    expect(reader?.calls()).toHaveLength(1);
    expect(reader?.verify().ok).toBe(true);
    await ledger.close();
    expect(reader?.spent().spentMicros).toBe(300);
  });

  it(verifies('ledger.reads-only', 'of version 1'), () => {
    using box = bench();
    {
      using db = new DatabaseSync(box.path);
      db.exec(`PRAGMA journal_mode = WAL; ${VERSION_1_TABLES}
        INSERT INTO calls (id, session, run_id, task_id, model, endpoint, version, state, worst_micros, charged_micros, served_model, reserved_at, sent_at, ended_at)
          VALUES ('c', 's', 'run', 't', 'm', 'e', 'v', 'settled', 50, 40, 'm', 1, 1, 2);`);
    }
    const before = folderOf(box.path);
    using reader = readLedger(box.path);
    expect(reader?.calls({ key: '' })).toMatchObject([
      { id: 'c', key: '', serviceTier: 'standard', chargedMicros: 40 },
    ]);
    expect(reader?.calls({ key: 'openai' })).toEqual([]);
    expect(reader?.standings({ dayMicros: 100 }, 3)).toMatchObject([{ scope: 'day', spentMicros: 40 }]);
    expect(reader?.verify()).toEqual({ calls: 1, unchecked: 1, ok: true, faults: [] });
    expect(folderOf(box.path)).toEqual(before);
  });

  it(verifies('ledger.reader-fresh', 'written and closed by others'), async () => {
    using box = bench();
    await (await box.open()).close();
    using reader = readLedger(box.path);
    for (let calls = 1; calls <= 3; calls += 1) {
      await using ledger = await box.open();
      await ledger.settle(await ledger.send(call(1_000)), cost(300));
      await ledger.close();
      // It was looked at when nobody had it open, and again when nobody has.
      expect(reader?.calls()).toHaveLength(calls);
      expect(reader?.spent().spentMicros).toBe(300 * calls);
    }
    expect(reader?.verify()).toMatchObject({ ok: true });
  });

  it(verifies('ledger.reader-fresh', 'another file in its place'), async () => {
    using box = bench();
    using other = bench();
    await (await box.open()).close();
    {
      await using ledger = await other.open();
      await ledger.send(call(5));
    }
    const busy = await box.open();
    using reader = readLedger(box.path);
    expect(reader?.calls()).toEqual([]);
    await busy.close();
    renameSync(other.path, box.path);
    expect(reader?.calls()).toHaveLength(1);
  });

  it.each([true, false])(verifies('ledger.by-any-name', 'in use: %s'), async (isInUse) => {
    using box = bench();
    const link = `${box.path}.link`;
    await (await box.open()).close();
    symlinkSync(box.path, link);
    using reader = readLedger(link);
    expect(reader?.calls()).toEqual([]);
    const options = { path: link, clock: box.clock, limits: {}, version: 'v' };
    await using ledger = isInUse ? await box.open() : await openLedger(options);
    await ledger.settle(await ledger.send(call(1_000)), cost(300));
    expect(ledger.spent().spentMicros).toBe(300);
    expect(reader?.spent().spentMicros).toBe(300);
    expect(readdirSync(dirname(box.path)).filter((name) => name.startsWith('ledger.db.link'))).toEqual([
      'ledger.db.link',
    ]);
  });

  it('one after another are the same as all at once, and can be the newest only', { timeout: 20_000 }, async () => {
    using box = bench();
    await using ledger = await box.open();
    await Promise.all(Array.from({ length: 2_500 }, (_, n) => ledger.reserve(call(1, { runId: `run-${n % 3}` }))));
    using reader = readLedger(box.path);
    const all = reader?.calls() ?? [];
    expect(all).toHaveLength(2_500);
    expect([...(reader?.eachCall() ?? [])]).toEqual(all);
    expect([...(reader?.eachCall({ runId: 'run-1' }) ?? [])]).toEqual(all.filter(({ runId }) => runId === 'run-1'));
    expect(reader?.calls({ limit: 2, newestFirst: true })).toEqual(all.slice(-2).toReversed());
    expect(reader?.calls({ runId: 'run-0', limit: 1 })).toEqual(all.slice(0, 1));
    expect(reader?.runIds('run', 2)).toEqual(['run-0', 'run-2']);
    expect(reader?.runIds('run-1', 2)).toEqual(['run-1']);
    expect(reader?.runIds('nope', 2)).toEqual([]);
  });

  it('what is no ledger is refused with a sentence', async () => {
    using box = bench();
    writeFileSync(box.path, 'a letter '.repeat(1_000));
    expect(await errorOf(() => readLedger(box.path))).toMatchObject({ code: 'STORE_UNUSABLE' });
    rmSync(box.path);
    await (await box.open()).close();
    {
      using db = new DatabaseSync(box.path);
      db.exec('PRAGMA user_version = 9');
    }
    expect((await errorOf(() => readLedger(box.path))).message).toContain('newer hanzo: it has table version 9');
  });

  it('by model, key, member, state and time', async () => {
    using box = bench();
    await using ledger = await box.open();
    const start = box.clock.now();
    await ledger.settle(await ledger.send(call(10, { model: 'a', key: 'openai', member: 'ada' })), cost(1));
    await box.clock.advance(1_000);
    await ledger.settle(await ledger.send(call(10, { model: 'b', key: 'anthropic', serviceTier: 'flex' })), {
      ...cost(2),
      servedTier: 'standard',
      requestId: 'req_1',
      usage: { ...cost(2).usage, cacheWriteTokens: 3 },
    });
    await ledger.send(call(10, { model: 'b', member: 'ada', serviceTier: 'flex' }));
    using reader = readLedger(box.path);
    const charged = (filter: Parameters<typeof ledger.calls>[0]): number[] | undefined =>
      reader?.calls(filter).map(({ chargedMicros }) => chargedMicros);
    expect(charged({ model: 'b' })).toEqual([2, 0]);
    expect(charged({ key: 'openai' })).toEqual([1]);
    expect(charged({ member: 'ada' })).toEqual([1, 0]);
    expect(charged({ member: 'ada', state: 'sent' })).toEqual([0]);
    expect(charged({ until: start + 1 })).toEqual([1]);
    expect(charged({ since: start + 1 })).toEqual([2, 0]);
    expect(charged({ since: start, until: start + 1_001 })).toEqual([1, 2]);
    expect(reader?.calls({ key: 'anthropic' })[0]).toMatchObject({
      serviceTier: 'standard',
      requestId: 'req_1',
      usage: { cacheWriteTokens: 3 },
    });
    expect(reader?.calls({ state: 'sent' })[0]).toMatchObject({ serviceTier: 'flex', requestId: undefined });
  });
});

describe('an older hanzo', () => {
  it(verifies('ledger.older-hanzo'), async () => {
    using box = bench();
    using old = new DatabaseSync(box.path);
    old.exec(`PRAGMA journal_mode = WAL; ${VERSION_1_TABLES}`);
    // Prepared before the ledger was brought up to date, as by a process that is still running.
    const insert = old.prepare(
      `INSERT INTO calls (id, session, run_id, task_id, model, endpoint, version, state, worst_micros, reserved_at, sent_at)
       VALUES (?, 's', 'r', 't', 'm', 'e', 'v', 'sent', 50, 1, 1)`,
    );
    insert.run('before');
    await using ledger = await box.open();
    expect(ledger.recovered.uncertain).toBe(1);
    expect(() => insert.run('after')).toThrow('too old');
    expect(() => old.exec("UPDATE calls SET charged_micros = 0, state = 'settled'")).toThrow('too old');
    expect(() => old.exec('DELETE FROM calls')).toThrow('never deleted');
    expect(ledger.spent().spentMicros).toBe(50);
  });
});
