import { copyFileSync, existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { type Bench, bench, call, cost, errorOf } from './bench.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { VERSION_1_TABLES } from './version-1-tables.ts';
import { lifeOfProcess, ownIdentity } from '../src/process-identity.ts';

/** A ledger with something in it, closed. */
function filled(): Bench {
  const box = bench();
  using ledger = box.open();
  for (let index = 0; index < 200; index += 1) {
    const hold = ledger.reserve(call(10, { taskId: `task-${index}-${'x'.repeat(100)}` }));
    ledger.markSent(hold);
    ledger.settle(hold, cost(7));
  }
  return box;
}

function refuses(box: Bench, says: string): void {
  const before = readFileSync(box.path);
  const error = errorOf(() => box.open());
  expect(error).toMatchObject({ code: 'STORE_UNUSABLE', exitCode: 3, details: { path: box.path } });
  expect(error.message).toContain(box.path);
  expect(error.message).toContain(says);
  expect(error.mend).toBeTruthy();
  expect(readFileSync(box.path), 'a refused file must stay as it is').toEqual(before);
}

describe('a damaged ledger is refused and left as it is', () => {
  it('that is no database', () => {
    using box = bench();
    writeFileSync(box.path, 'this is a letter to my aunt, long enough to be taken for a header'.repeat(50));
    refuses(box, 'is not a ledger');
  });
  it('that is empty', () => {
    using box = filled();
    truncateSync(box.path, 0);
    refuses(box, 'is empty');
  });
  it('that was cut', () => {
    using box = filled();
    truncateSync(box.path, Math.floor(statSync(box.path).size / 2));
    refuses(box, 'is damaged');
  });
  it('with a page of noise in it', () => {
    using box = filled();
    const bytes = readFileSync(box.path);
    bytes.fill(0xa5, 4096 * 3, 4096 * 5);
    writeFileSync(box.path, bytes);
    refuses(box, 'is damaged');
  });
  it('that belongs to another program', () => {
    using box = bench();
    const db = new DatabaseSync(box.path);
    db.exec('CREATE TABLE calls (id TEXT)');
    db.close();
    refuses(box, 'not a ledger');
  });
  it('that a newer hanzo wrote', () => {
    using box = filled();
    const db = new DatabaseSync(box.path);
    db.exec('PRAGMA user_version = 7');
    db.close();
    refuses(box, 'table version 7');
  });
  it('whose file is gone while its journal is there', () => {
    using box = bench();
    using ledger = box.open();
    ledger.reserve(call(1));
    const copy = join(dirname(box.path), 'kept-wal');
    copyFileSync(`${box.path}-wal`, copy);
    ledger.close();
    rmSync(box.path);
    copyFileSync(copy, `${box.path}-wal`);
    expect(errorOf(() => box.open()).message).toContain('is gone');
    expect(existsSync(box.path)).toBe(false);
  });
  it('in a folder that cannot be made', () => {
    using box = bench();
    rmSync(dirname(box.path), { recursive: true });
    writeFileSync(dirname(box.path), 'in the way');
    expect(errorOf(() => box.open())).toMatchObject({ code: 'STORE_UNUSABLE', details: { path: box.path } });
  });
});

describe('the file', () => {
  it(verifies('store.earlier-files', 'ledger'), () => {
    using box = bench();
    const db = new DatabaseSync(box.path);
    db.exec(`PRAGMA journal_mode = WAL; ${VERSION_1_TABLES}
      INSERT INTO calls (id, session, run_id, task_id, model, endpoint, version, state, worst_micros, charged_micros, reserved_at, ended_at)
        VALUES ('c', 'gone', 'run', 't', 'm', 'e', 'v', 'settled', 50, 40, 1, 2), ('d', 'gone', 'run', 't', 'm', 'e', 'v', 'sent', 7, 0, 1, NULL);`);
    const tables = db.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all();
    db.close();
    using ledger = box.open();
    expect(ledger.recovered).toEqual({ released: 0, uncertain: 1 });
    expect(ledger.spent()).toEqual({ spentMicros: 47, uncertainMicros: 7, heldMicros: 0 });
    ledger.reserve(call(1));
    using fresh = bench();
    fresh.open().close();
    const now = new DatabaseSync(fresh.path);
    expect(now.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all()).toEqual(tables);
    expect(now.prepare('PRAGMA application_id').get()).toEqual({ application_id: 0x484e5a4c });
    expect(now.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
    now.close();
  });
  it('can be read by its owner only, and leaves no drafts behind', () => {
    using box = filled();
    expect(statSync(box.path).mode & 0o777).toBe(0o600);
    using ledger = box.open();
    expect(ledger.spent().spentMicros).toBe(1400);
    expect(existsSync(`${box.path}-wal`)).toBe(true);
    expect(statSync(`${box.path}-wal`).mode & 0o777).toBe(0o600);
  });
  it('a lock that does not go away is an error, not a wait for ever', () => {
    using box = bench();
    using ledger = box.open();
    const other = new DatabaseSync(box.path);
    other.exec('BEGIN IMMEDIATE');
    const startedAt = performance.now();
    expect(errorOf(() => ledger.reserve(call(1))).message).toContain('locked by other processes');
    expect(performance.now() - startedAt).toBeGreaterThan(4000);
    other.exec('ROLLBACK');
    other.close();
    expect(ledger.reserve(call(1))).toBeDefined();
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
    const db = ((): DatabaseSync => {
      box.open().close();
      return new DatabaseSync(box.path);
    })();
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
      `INSERT INTO calls (id, session, run_id, task_id, model, endpoint, version, state, worst_micros, reserved_at)
       VALUES ('c', 'far', 'r', 't', 'm', 'e', 'v', 'sent', 50, ?)`,
    ).run(box.clock.now());
    db.close();
    using early = box.open();
    expect(early.recovered).toEqual({ released: 0, uncertain: 0 });
    await box.clock.advance(3_600_001);
    using late = box.open();
    expect(late.recovered).toEqual({ released: 0, uncertain: 1 });
    expect(late.spent()).toEqual({ spentMicros: 50, uncertainMicros: 50, heldMicros: 0 });
  });
});
