import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { inTransaction, openStore, type StoreKind } from '../src/index.ts';
import { add, desk, errorOf, ids, NOTES, NOTES_2, UNMARKED } from './notes.ts';

const pragma = (db: DatabaseSync, name: string): unknown => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];

/** Several processes that open one file in the same moment; resolves when all have left, with their exit codes. */
async function openTogether(file: string, count: number): Promise<number[]> {
  const children = Array.from({ length: count }, () =>
    fork(new URL('processes/add-note-child.ts', import.meta.url), [file], {
      execArgv: ['--conditions=@hanzo/source'],
    }),
  );
  return Promise.all(children.map(async (child) => ((await once(child, 'exit')) as [number])[0]));
}

describe('a new store', () => {
  it(verifies('store.owner-only'), () => {
    using box = desk();
    const folder = join(box.folder, 'home', 'deep');
    const file = join(folder, 'a b%41?x#ü.db');
    using db = openStore(file, NOTES);
    add(db, 'a');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const suffix of ['', '-wal', '-shm']) expect(statSync(`${file}${suffix}`).mode & 0o777).toBe(0o600);
  });

  it(verifies('store.on-disk'), () => {
    using box = desk();
    using made = openStore(box.file, NOTES);
    using opened = openStore(box.file, NOTES);
    for (const db of [made, opened]) {
      expect(pragma(db, 'journal_mode')).toBe('wal');
      expect(pragma(db, 'synchronous')).toBe(2);
      expect(pragma(db, 'foreign_keys')).toBe(1);
      expect(pragma(db, 'busy_timeout')).toBe(5000);
    }
  });

  it(verifies('store.whole-file'), async () => {
    using box = desk();
    expect(await openTogether(box.file, 6)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(readdirSync(box.folder)).toEqual(['notes.db']);
    using db = openStore(box.file, NOTES_2);
    expect(ids(db)).toHaveLength(6);
  });

  it(verifies('store.whole-file', 'when its tables cannot be made, nothing is left'), () => {
    using box = desk();
    const broken: StoreKind = { ...NOTES, migrations: [...NOTES.migrations, 'CREATE TABLE notes (id TEXT);'] };
    expect(errorOf(() => openStore(box.file, broken))).toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringContaining('already exists'),
    });
    expect(readdirSync(box.folder)).toEqual([]);
  });

  it('does not appear behind a link that leads nowhere', () => {
    using box = desk();
    symlinkSync(join(box.folder, 'unplugged.db'), box.file);
    expect(errorOf(() => openStore(box.file, NOTES))).toMatchObject({ code: 'STORE_UNUSABLE' });
    expect(existsSync(join(box.folder, 'unplugged.db'))).toBe(false);
  });

  it('says what is in the way of its folder', () => {
    using box = desk();
    writeFileSync(join(box.folder, 'file'), '');
    const file = join(box.folder, 'file', 'notes.db');
    expect(errorOf(() => openStore(file, NOTES))).toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringContaining(`The notebook ${file} cannot be used: `),
      mend: expect.stringContaining('folder'),
      details: { path: file },
    });
  });
});

describe('a store that is there', () => {
  it(verifies('store.owner-only', 'also one that was copied back for everybody to read'), () => {
    using box = desk();
    openStore(box.file, NOTES).close();
    chmodSync(box.file, 0o644);
    using db = openStore(box.file, NOTES);
    add(db, 'a');
    for (const suffix of ['', '-wal', '-shm']) expect(statSync(`${box.file}${suffix}`).mode & 0o077).toBe(0);
  });

  it('of somebody else stays as it is', () => {
    using box = desk();
    const foreign = new DatabaseSync(box.file);
    foreign.exec('PRAGMA application_id = 7; CREATE TABLE t (id TEXT)');
    foreign.close();
    chmodSync(box.file, 0o644);
    expect(errorOf(() => openStore(box.file, NOTES))).toMatchObject({ code: 'STORE_UNUSABLE' });
    expect(statSync(box.file).mode & 0o777).toBe(0o644);
  });

  it(verifies('store.looked-through'), () => {
    using box = desk();
    const note = `${box.file}.sound`;
    {
      using db = openStore(box.file, NOTES);
      inTransaction(db, () => {
        for (let n = 0; n < 40; n += 1) add(db, `n${n}`, 'x'.repeat(500_000));
      });
    }
    openStore(box.file, NOTES).close();
    expect(statSync(note).mode & 0o777).toBe(0o600);
    breakIndex(box.file);
    const damaged = { code: 'STORE_UNUSABLE', message: expect.stringContaining('is damaged') };
    // Found sound a moment ago: it is not looked through again.
    openStore(box.file, NOTES).close();
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    utimesSync(note, yesterday, yesterday);
    expect(errorOf(() => openStore(box.file, NOTES))).toMatchObject(damaged);
    utimesSync(note, new Date(), new Date());
    openStore(box.file, NOTES).close();
    // Another file in its place is not the one that was sound.
    copyFileSync(box.file, `${box.file}.backup`);
    renameSync(`${box.file}.backup`, box.file);
    expect(errorOf(() => openStore(box.file, NOTES))).toMatchObject(damaged);
  });

  /** Makes the index of the primary key wrong, which only looking through the file tells. */
  function breakIndex(file: string): void {
    using db = new DatabaseSync(file, { defensive: false });
    const page = Number(db.prepare(`SELECT rootpage FROM sqlite_schema WHERE type = 'index'`).get()?.['rootpage']);
    const size = Number(pragma(db, 'page_size'));
    db.close();
    const handle = openSync(file, 'r+');
    writeSync(handle, Buffer.alloc(100, 0x7f), 0, 100, page * size - 100);
    closeSync(handle);
  }
});

describe('an older store', () => {
  function older(file: string): void {
    using db = openStore(file, NOTES);
    add(db, 'old');
  }

  it(verifies('store.migrated'), async () => {
    using box = desk();
    older(box.file);
    expect(await openTogether(box.file, 4)).toEqual([0, 0, 0, 0]);
    using db = openStore(box.file, NOTES_2);
    expect(ids(db)).toHaveLength(5);
    expect(db.prepare('SELECT colour FROM notes WHERE id = ?').get('old')).toEqual({ colour: 'white' });
    expect(pragma(db, 'user_version')).toBe(2);
    expect(pragma(db, 'application_id')).toBe(NOTES.applicationId);
  });

  it(verifies('store.migrated', 'a step that fails leaves it as it was'), () => {
    using box = desk();
    older(box.file);
    const broken: StoreKind = { ...NOTES_2, migrations: [...NOTES_2.migrations, 'this is no SQL;'] };
    expect(errorOf(() => openStore(box.file, broken))).toMatchObject({ code: 'STORE_UNUSABLE' });
    using db = openStore(box.file, NOTES);
    expect(pragma(db, 'user_version')).toBe(1);
    expect(Object.keys(db.prepare('SELECT * FROM notes').get() ?? {})).toEqual(['id', 'text']);
  });

  it.each([
    ['empty', ''],
    ['without tables', 'PRAGMA journal_mode = WAL;'],
    ['with tables, without a version', `${UNMARKED.migrations[0] ?? ''} INSERT INTO notes VALUES ('begun', '');`],
  ])('without a mark is finished when its making was interrupted (%s)', (_, sql) => {
    using box = desk();
    writeFileSync(box.file, '');
    const begun = new DatabaseSync(box.file);
    begun.exec(sql);
    begun.close();
    using db = openStore(box.file, UNMARKED);
    add(db, 'new');
    expect(ids(db)).toContain('new');
    expect(ids(db).includes('begun')).toBe(sql.includes('begun'));
    expect(pragma(db, 'user_version')).toBe(1);
  });
});
