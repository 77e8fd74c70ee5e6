import { copyFileSync, existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { type Bench, bench, call, cost, errorOf } from './bench.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { readLedger } from '../src/index.ts';
import { LEDGER } from '../src/ledger-store.ts';
import { VERSION_1_TABLES } from './version-1-tables.ts';
import { lifeOfProcess, ownIdentity } from '../src/process-identity.ts';

/** A ledger with something in it, closed. */
async function filled(): Promise<Bench> {
  const box = bench();
  await using ledger = await box.open();
  for (let index = 0; index < 200; index += 1) {
    const hold = await ledger.reserve(call(10, { taskId: `task-${index}-${'x'.repeat(100)}` }));
    await ledger.markSent(hold);
    await ledger.settle(hold, cost(7));
  }
  return box;
}

async function refuses(box: Bench, says: string): Promise<void> {
  const before = readFileSync(box.path);
  const error = await errorOf(() => box.open());
  expect(error).toMatchObject({ code: 'STORE_UNUSABLE', exitCode: 3, details: { path: box.path } });
  expect(error.message).toContain(box.path);
  expect(error.message).toContain(says);
  expect(error.mend).toBeTruthy();
  expect(readFileSync(box.path), 'a refused file must stay as it is').toEqual(before);
}

describe('a damaged ledger is refused and left as it is', () => {
  it('that is no database', async () => {
    using box = bench();
    writeFileSync(box.path, 'this is a letter to my aunt, long enough to be taken for a header'.repeat(50));
    await refuses(box, 'is not a ledger');
  });
  it('that is empty', async () => {
    using box = await filled();
    truncateSync(box.path, 0);
    await refuses(box, 'is empty');
  });
  it('that was cut', async () => {
    using box = await filled();
    truncateSync(box.path, Math.floor(statSync(box.path).size / 2));
    await refuses(box, 'is damaged');
  });
  it('with a page of noise in it', async () => {
    using box = await filled();
    const bytes = readFileSync(box.path);
    bytes.fill(0xa5, 4096 * 3, 4096 * 5);
    writeFileSync(box.path, bytes);
    await refuses(box, 'is damaged');
  });
  it('that belongs to another program', async () => {
    using box = bench();
    const db = new DatabaseSync(box.path);
    db.exec('CREATE TABLE calls (id TEXT)');
    db.close();
    await refuses(box, 'not a ledger');
  });
  it('that a newer hanzo wrote', async () => {
    using box = await filled();
    const db = new DatabaseSync(box.path);
    db.exec('PRAGMA user_version = 7');
    db.close();
    await refuses(box, 'table version 7');
  });
  it('whose file is gone while its journal is there', async () => {
    using box = bench();
    await using ledger = await box.open();
    await ledger.reserve(call(1));
    const copy = join(dirname(box.path), 'kept-wal');
    copyFileSync(`${box.path}-wal`, copy);
    await ledger.close();
    rmSync(box.path);
    copyFileSync(copy, `${box.path}-wal`);
    expect((await errorOf(() => box.open())).message).toContain('is gone');
    expect(existsSync(box.path)).toBe(false);
  });
  it('in a folder that cannot be made', async () => {
    using box = bench();
    rmSync(dirname(box.path), { recursive: true });
    writeFileSync(dirname(box.path), 'in the way');
    expect(await errorOf(() => box.open())).toMatchObject({ code: 'STORE_UNUSABLE', details: { path: box.path } });
  });
});

/** Tables, indexes and triggers, and the marks of the file. */
function schemaOf(path: string): unknown {
  using db = new DatabaseSync(path);
  return [
    ...db.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all(),
    db.prepare('PRAGMA application_id').get(),
    db.prepare('PRAGMA user_version').get(),
  ];
}

describe('the file', () => {
  it(verifies('store.earlier-files', 'ledger'), async () => {
    using box = bench();
    const db = new DatabaseSync(box.path);
    db.exec(`PRAGMA journal_mode = WAL; ${VERSION_1_TABLES}
      INSERT INTO calls (id, session, run_id, task_id, model, endpoint, version, state, worst_micros, charged_micros, reserved_at, ended_at)
        VALUES ('c', 'gone', 'run', 't', 'm', 'e', 'v', 'settled', 50, 40, 1, 2), ('d', 'gone', 'run', 't', 'm', 'e', 'v', 'sent', 7, 0, 1, NULL);
      UPDATE calls SET sent_at = 1; UPDATE calls SET served_model = 'm' WHERE id = 'c';`);
    db.close();
    await using ledger = await box.open();
    expect(ledger.recovered).toMatchObject({ released: 0, uncertain: 1 });
    expect(ledger.spent()).toEqual({ spentMicros: 47, uncertainMicros: 7, heldMicros: 0 });
    await ledger.reserve(call(1));
    using fresh = bench();
    await (await fresh.open()).close();
    expect(schemaOf(box.path)).toEqual(schemaOf(fresh.path));
    expect(VERSION_1_TABLES).toContain(LEDGER.migrations[0]?.trim());
    const sums = ledger.calls().map(({ key, member, serviceTier, state }) => ({ key, member, serviceTier, state }));
    expect(sums[0]).toEqual({ key: '', member: '', serviceTier: 'standard', state: 'settled' });
  });

  it(verifies('ledger.old-checksums'), async () => {
    using box = bench();
    {
      using db = new DatabaseSync(box.path);
      db.exec(`PRAGMA journal_mode = WAL; ${VERSION_1_TABLES}
        INSERT INTO calls (id, session, run_id, task_id, model, endpoint, version, state, worst_micros, charged_micros, served_model, reserved_at, sent_at, ended_at)
          VALUES ('c', 's', 'run', 't', 'm', 'e', 'v', 'settled', 50, 40, 'm', 1, 1, 2);`);
    }
    using reader = readLedger(box.path);
    expect(reader?.verify()).toEqual({ calls: 1, unchecked: 1, ok: true, faults: [] });
    await using ledger = await box.open();
    await ledger.close();
    expect(reader?.verify()).toEqual({ calls: 1, unchecked: 0, ok: true, faults: [] });
  });

  it('can be read by its owner only, and leaves no drafts behind', async () => {
    using box = await filled();
    expect(statSync(box.path).mode & 0o777).toBe(0o600);
    await using ledger = await box.open();
    expect(ledger.spent().spentMicros).toBe(1400);
    expect(existsSync(`${box.path}-wal`)).toBe(true);
    expect(statSync(`${box.path}-wal`).mode & 0o777).toBe(0o600);
  });
  it('a lock that does not go away is an error, not a wait for ever', async () => {
    using box = bench();
    await using ledger = await box.open();
    const other = new DatabaseSync(box.path);
    other.exec('BEGIN IMMEDIATE');
    const startedAt = performance.now();
    expect((await errorOf(() => ledger.reserve(call(1)))).message).toContain('locked by other processes');
    expect(performance.now() - startedAt).toBeGreaterThan(4000);
    other.exec('ROLLBACK');
    other.close();
    expect(await ledger.reserve(call(1))).toBeDefined();
  });
});

describe('whose holds may be ended', () => {
  const own = ownIdentity();
  it.each([
    ['this process', own, 'alive'],
    ['a pid that nobody has', { ...own, pid: 2 ** 22 + 1 }, 'dead'],
    ['a pid that somebody else has now', { ...own, processStart: '1' }, 'dead'],
    ['a process from before a reboot', { ...own, boot: 'earlier' }, 'dead'],
    ['a process of another machine', { ...own, boot: 'other', host: 'elsewhere' }, 'unknown'],
    ['a process of another container', { ...own, pidSpace: 'pid:[1]' }, 'unknown'],
  ])('%s: %#', (_, identity, life) => {
    expect(lifeOfProcess(identity, own)).toBe(life);
  });

  it('out of sight: left alone for an hour, then ended as if dead', async () => {
    using box = bench();
    const db = new DatabaseSync(box.path);
    db.exec(`PRAGMA journal_mode = WAL; ${VERSION_1_TABLES}`);
    db.prepare('INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)').run(
      'far',
      1,
      'elsewhere',
      'other',
      'x',
      'y',
      box.clock.now(),
    );
    db.prepare(
      `INSERT INTO calls (id, session, run_id, task_id, model, endpoint, version, state, worst_micros, reserved_at, sent_at)
       VALUES ('c', 'far', 'r', 't', 'm', 'e', 'v', 'sent', 50, ?, ?)`,
    ).run(box.clock.now(), box.clock.now());
    db.close();
    await using early = await box.open();
    expect(early.recovered).toMatchObject({ released: 0, uncertain: 0 });
    await box.clock.advance(3_600_001);
    await using late = await box.open();
    expect(late.recovered).toMatchObject({ released: 0, uncertain: 1 });
    expect(late.spent()).toEqual({ spentMicros: 50, uncertainMicros: 50, heldMicros: 0 });
  });
});
