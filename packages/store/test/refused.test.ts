import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { inTransaction, openStore, type StoreKind } from '../src/index.ts';
import { configure, migrate } from '../src/prepare.ts';
import { add, type Desk, desk, errorOf, NOTES, NOTES_2, UNMARKED } from './notes.ts';

/** A store with several pages, closed. */
function filled(): Desk {
  const box = desk();
  using db = openStore(box.file, NOTES);
  inTransaction(db, () => {
    for (let index = 0; index < 400; index += 1) add(db, `note-${index}`, 'x'.repeat(100));
  });
  return box;
}

function sql(file: string, text: string): void {
  using db = new DatabaseSync(file);
  db.exec(text);
}

interface Case {
  readonly name: string;
  readonly harm: (file: string) => void;
  readonly says: string;
  readonly kind?: StoreKind;
  readonly mend?: string;
}

const CASES: readonly Case[] = [
  {
    name: 'a letter',
    harm: (file) => writeFileSync(file, 'this is a letter to my aunt, long enough to be taken for a header'.repeat(50)),
    says: 'is not a notebook',
  },
  { name: 'emptied', harm: (file) => truncateSync(file, 0), says: 'is empty, so its content was lost' },
  { name: 'cut in half', harm: (file) => truncateSync(file, statSync(file).size / 2), says: 'is damaged' },
  {
    name: 'with pages of noise',
    harm: (file) => {
      const bytes = readFileSync(file);
      bytes.fill(0xa5, 4096 * 3, 4096 * 5);
      writeFileSync(file, bytes);
    },
    says: 'is damaged',
  },
  { name: 'without its version', harm: (file) => sql(file, 'PRAGMA user_version = 0'), says: 'is damaged' },
  {
    name: 'of another program',
    harm: (file) => sql(file, 'PRAGMA application_id = 7'),
    says: 'is a database, but not a notebook',
  },
  {
    name: 'of another kind of ours, for one without a mark',
    harm: () => undefined,
    kind: UNMARKED,
    says: 'is a database, but not a notebook',
  },
  {
    name: 'of a newer hanzo',
    harm: (file) => sql(file, 'PRAGMA user_version = 7'),
    says: 'was written by a newer hanzo: it has table version 7, this hanzo knows 1',
    mend: 'Update hanzo',
  },
];

describe('a store that cannot be trusted', () => {
  it.each(CASES)(verifies('store.refused-unharmed', '$name'), ({ harm, says, kind = NOTES, mend }) => {
    using box = filled();
    harm(box.file);
    const before = readFileSync(box.file);
    const error = errorOf(() => openStore(box.file, kind));
    expect(error).toMatchObject({
      code: 'STORE_UNUSABLE',
      exitCode: 3,
      details: { path: box.file },
      mend: expect.stringContaining(mend ?? kind.damagedMend),
    });
    expect(error.message).toContain(`The notebook ${box.file} ${says}`);
    expect(readFileSync(box.file)).toEqual(before);
    expect(readdirSync(box.folder)).toEqual(['notes.db']);
  });

  it.each([
    ['-wal', NOTES],
    ['-wal', UNMARKED],
    ['-journal', NOTES],
  ])(verifies('store.lost-file', '%s'), (suffix, kind) => {
    using box = desk();
    const copy = join(box.folder, 'kept');
    {
      using db = openStore(box.file, kind);
      add(db, 'a');
      copyFileSync(`${box.file}-wal`, copy);
    }
    rmSync(box.file);
    copyFileSync(copy, `${box.file}${suffix}`);
    expect(errorOf(() => openStore(box.file, kind))).toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringContaining(`is gone, but its journal (${suffix}) is still there`),
      mend: kind.damagedMend,
    });
    expect(existsSync(box.file)).toBe(false);
    expect(readFileSync(`${box.file}${suffix}`)).toEqual(readFileSync(copy));
  });

  it(verifies('store.lost-file', 'emptied, with its -wal, and without a mark'), () => {
    using box = desk();
    writeFileSync(box.file, '');
    writeFileSync(`${box.file}-wal`, 'rows');
    expect(errorOf(() => openStore(box.file, UNMARKED)).message).toContain('is empty, so its content was lost');
    expect(readFileSync(`${box.file}-wal`, 'utf8')).toBe('rows');
  });

  it('is refused where there is no shared memory for the log', () => {
    using db = new DatabaseSync(':memory:');
    expect(errorOf(() => configure(db, '/share/notes.db', NOTES))).toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringContaining('without shared memory'),
      mend: expect.stringContaining('HANZO_HOME'),
    });
  });

  it('is refused when a newer hanzo migrates it while this one waits for the lock', () => {
    using box = filled();
    using db = openStore(box.file, NOTES);
    // Between the look without a lock and the lock.
    const late = new Proxy(db, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        return (...values: unknown[]): unknown => {
          if (values[0] === 'BEGIN IMMEDIATE') sql(box.file, 'PRAGMA user_version = 9');
          return value.apply(target, values) as unknown;
        };
      },
    });
    expect(errorOf(() => migrate(late, box.file, NOTES_2)).message).toContain('newer');
    expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 9 });
  });
});
