import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { HanzoError } from '@hanzo/contracts';
import { inTransaction } from '@hanzo/store';
import { manualClock } from '@hanzo/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { GroupCommit, type Fence } from '../src/journal/group-commit.ts';

const ROOM = 2_000_000_000;

describe('group commit', () => {
  let stack: DisposableStack;
  let file: string;
  let db: DatabaseSync;
  let group: GroupCommit;
  let insert: StatementSync;
  beforeEach(() => {
    stack = new DisposableStack();
    file = join(stack.use(temporaryFolder()).path, 'group.db');
    db = stack.adopt(new DatabaseSync(file, { timeout: 20 }), (open) => open.isOpen && open.close());
    db.exec(`PRAGMA journal_mode = WAL; CREATE TABLE parents (id TEXT PRIMARY KEY, text TEXT) STRICT;
      CREATE TABLE children (parent TEXT REFERENCES parents (id)) STRICT;`);
    insert = db.prepare('INSERT INTO parents VALUES (?, ?)');
    group = new GroupCommit(db, file);
  });
  afterEach(() => stack.dispose());

  const add = (id: string, text = ''): Promise<void> => {
    group.write(id, insert, id, text);
    return group.commit(id);
  };
  const ids = (): unknown[] =>
    db
      .prepare('SELECT id FROM parents ORDER BY id')
      .all()
      .map((row) => row['id']);
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

  it('keeps a failure that nobody waited for, and tells it once, to the next commit of its owner', async () => {
    await add('a');
    group.write('a', insert, 'a', 'again');
    await turn();
    await expect(add('b')).resolves.toBeUndefined();
    await expect(group.commit('a')).rejects.toMatchObject({
      code: 'INTERNAL',
      message: expect.stringMatching(/UNIQUE/),
    });
    await expect(group.commit('a')).resolves.toBeUndefined();
  });

  it('tells a commit without owner of everything that was lost, and nobody twice', async () => {
    group.write('child', db.prepare('INSERT INTO children VALUES (?)'), 'nobody');
    await turn();
    await expect(group.commit()).rejects.toMatchObject({ message: expect.stringMatching(/FOREIGN KEY/) });
    expect(group.finish()).toBeUndefined();
  });

  it('lets a bad row fail alone', async () => {
    const orphan = db.prepare('INSERT INTO children VALUES (?)');
    const first = add('a', 'first');
    const twin = add('a', 'second');
    const innocent = add('b');
    group.write('orphan', orphan, 'nobody');
    const bad = group.commit('orphan');
    const last = add('c');
    const settled = await Promise.allSettled([first, twin, innocent, bad, last]);
    expect(settled.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(ids()).toEqual(['a', 'b', 'c']);
    expect(db.prepare('SELECT text FROM parents WHERE id = ?').get('a')).toEqual({ text: 'first' });
  });

  it('says which file has no room, loses nothing that was on disk, and goes on when there is room again', async () => {
    await add('a');
    const pages = Number(db.prepare('PRAGMA page_count').get()?.['page_count']);
    db.exec(`PRAGMA max_page_count = ${pages}`);
    const settled = await Promise.allSettled([add('b'), add('c', 'x'.repeat(100_000)), add('d')]);
    const refused = {
      status: 'rejected',
      reason: {
        code: 'DISK_FULL',
        message: expect.stringMatching(/group\.db has no room: its disk is full/),
        mend: expect.stringContaining('Free some space'),
        details: { path: file },
      },
    };
    expect(settled).toMatchObject([refused, refused, refused]);
    expect(db.isTransaction).toBe(false);
    db.exec(`PRAGMA max_page_count = ${ROOM}`);
    await add('e');
    expect(ids()).toEqual(['a', 'e']);
  });

  it(verifies('journal.kept'), async () => {
    await add('a');
    const keep = (id: string, text: string): void =>
      group.add({ owner: id, statement: insert, values: [id, text], isKept: true });
    const pages = Number(db.prepare('PRAGMA page_count').get()?.['page_count']);
    db.exec(`PRAGMA max_page_count = ${pages}`);
    keep('b', 'x'.repeat(100_000));
    const refused = { code: 'DISK_FULL' };
    await expect(group.commit('b')).rejects.toMatchObject(refused);
    group.add({
      owner: 'b',
      statement: db.prepare('UPDATE parents SET text = ? WHERE id = ?'),
      values: ['after', 'b'],
      isKept: true,
      mustChange: () => new HanzoError('INTERNAL', 'It is not there.'),
    });
    await expect(group.commit('b')).rejects.toMatchObject(refused);
    await expect(add('c')).rejects.toMatchObject(refused);
    db.exec(`PRAGMA max_page_count = ${ROOM}`);
    // Told once, and not again when it went well in the end.
    await expect(group.commit()).resolves.toBeUndefined();
    expect(ids()).toEqual(['a', 'b']);
    expect(db.prepare('SELECT text FROM parents WHERE id = ?').get('b')).toEqual({ text: 'after' });
    expect(group.finish()).toBeUndefined();
  });

  it('writes what nobody waits for within 25 ms, and tells of its failure at the next commit', async () => {
    const clock = manualClock();
    group = new GroupCommit(db, file, clock);
    for (const id of ['a', 'b']) group.write(id, insert, id, '');
    await clock.advance(24);
    expect(ids()).toEqual([]);
    await clock.advance(1);
    expect(ids()).toEqual(['a', 'b']);
    group.write('b', insert, 'b', 'again');
    await clock.advance(25);
    await expect(group.commit('a')).resolves.toBeUndefined();
    await expect(group.commit('b')).rejects.toMatchObject({ message: expect.stringMatching(/UNIQUE/) });
    // Closed before its time has come.
    group.write('c', insert, 'c', '');
    expect(group.finish()).toBeUndefined();
    db.close();
    group.write('late', insert, 'late', '');
    await clock.advance(50);
    expect(clock.pending).toBe(0);
  });

  /** Another process writes, and does not end. */
  function hold(): DatabaseSync {
    const other = stack.adopt(new DatabaseSync(file), (open) => open.close());
    other.exec('BEGIN IMMEDIATE');
    return other;
  }

  it(verifies('journal.locked'), async () => {
    const clock = manualClock();
    group = new GroupCommit(db, file, clock);
    const other = hold();
    const told: string[] = [];
    const tell = (id: string): Promise<unknown> => add(id).then(() => told.push(id));
    const rename = db.prepare('UPDATE parents SET text = ? WHERE id = ?');
    group.write('a', insert, 'a', 'first');
    group.write('a', rename, 'second', 'a');
    const first = group.commit('a').then(() => told.push('a'));
    await turn();
    const second = tell('b');
    const alone = group.alone(() => ids());
    await clock.advance(9_000);
    expect(told).toEqual([]);
    other.exec('ROLLBACK');
    await clock.advance(500);
    await Promise.all([first, second]);
    expect(told).toEqual(['a', 'b']);
    await expect(alone).resolves.toEqual(['a', 'b']);
    expect(db.prepare('SELECT text FROM parents WHERE id = ?').get('a')).toEqual({ text: 'second' });
    await expect(add('c')).resolves.toBeUndefined();
    await clock.advance(25);
    expect(clock.pending).toBe(0);
  });

  it(verifies('journal.locked', 'it tries seldom, because each try holds up this process'), async () => {
    const clock = manualClock();
    group = new GroupCommit(db, file, clock);
    const other = hold();
    const before = performance.now();
    for (let n = 0; n < 100; n += 1) {
      void add(`a${n}`);
      await turn();
    }
    // The first one tries for 20 ms.
    expect(performance.now() - before).toBeLessThan(500);
    other.exec('ROLLBACK');
    await clock.advance(250);
    expect(ids()).toHaveLength(100);
  });

  it('says that another process holds the file when it does not let go of it', async () => {
    const clock = manualClock();
    group = new GroupCommit(db, file, clock);
    const other = hold();
    group.write('quiet', insert, 'quiet', '');
    const locked = {
      status: 'rejected',
      reason: {
        code: 'STORE_UNUSABLE',
        message: expect.stringContaining('was locked by other processes'),
        mend: expect.stringContaining('which process'),
      },
    };
    const settled = Promise.allSettled([add('a'), group.alone(() => inTransaction(db, () => ids()))]);
    await clock.advance(10_500);
    await expect(settled).resolves.toMatchObject([locked, locked]);
    other.exec('ROLLBACK');
    await expect(add('a')).resolves.toBeUndefined();
    expect(group.finish()).toMatchObject({ code: 'STORE_UNUSABLE' });
    expect(ids()).toEqual(['a']);
  });

  it('tells the first error, not that of a transaction that SQLite had ended itself', async () => {
    const poison = db.prepare('INSERT OR ROLLBACK INTO parents VALUES (?, ?)');
    await add('a');
    group.write('poison', poison, 'a', '');
    const told = group.commit('poison');
    const after = add('b');
    await expect(told).rejects.toMatchObject({ message: expect.stringMatching(/UNIQUE/) });
    await expect(after).rejects.toMatchObject({ message: expect.stringMatching(/UNIQUE/) });
    await expect(add('b')).resolves.toBeUndefined();
  });

  it('settles those who wait when it is finished, and returns what nobody heard of', async () => {
    const waiting = add('a');
    group.write('quiet', insert, 'a', 'again');
    const refused = add('a');
    expect(group.finish()).toMatchObject({ code: 'INTERNAL' });
    db.close();
    await expect(waiting).resolves.toBeUndefined();
    await expect(refused).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(add('late')).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it('lets a statement fail that changes nothing though it must, alone, and counts what the others change', async () => {
    await add('a');
    const update = db.prepare('UPDATE parents SET text = ? WHERE id = ?');
    const counts: number[] = [];
    const change = (id: string): Promise<void> => {
      const mustChange = (): HanzoError => new HanzoError('TAKEN_OVER', `${id} is gone.`);
      const onChanged = (rows: number): unknown => counts.push(rows);
      group.add({ owner: id, statement: update, values: ['new', id], mustChange, onChanged });
      return group.commit(id);
    };
    const settled = await Promise.allSettled([change('a'), change('b'), add('c')]);
    expect(settled).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'TAKEN_OVER' } },
      { status: 'fulfilled' },
    ]);
    expect(counts).toEqual([1]);
    expect(ids()).toEqual(['a', 'c']);
    expect(db.prepare('SELECT text FROM parents WHERE id = ?').get('a')).toEqual({ text: 'new' });
  });

  it('writes nothing behind a fence that has fallen, asks it once per transaction, and keeps the rest', async () => {
    let asked = 0;
    let isMine = true;
    const fence: Fence = {
      problem: () => {
        asked += 1;
        expect(db.isTransaction).toBe(true);
        return isMine ? undefined : new HanzoError('TAKEN_OVER', 'Another process has it.');
      },
    };
    const fenced = (id: string): Promise<void> => {
      group.add({ owner: id, statement: insert, values: [id, ''], fence });
      return group.commit(id);
    };
    await Promise.all([fenced('a'), fenced('b')]);
    expect(asked).toBe(1);
    isMine = false;
    const settled = await Promise.allSettled([fenced('c'), add('d'), fenced('e')]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
    expect(settled[2]).toMatchObject({ reason: { code: 'TAKEN_OVER' } });
    expect(ids()).toEqual(['a', 'b', 'd']);
    expect(asked).toBe(2);
  });
});
