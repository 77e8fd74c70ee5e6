import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HanzoError } from '@hanzo/contracts';
import { verifies } from '../../../test/support/verifies.ts';
import {
  inReadTransaction,
  inTransaction,
  isRowFault,
  openStore,
  storeFault,
  storeGuard,
  storeUnusable,
} from '../src/index.ts';
import { add, desk, type Desk, errorOf, ids, NOTES } from './notes.ts';

let box: Desk;
let db: DatabaseSync;
beforeEach(() => {
  box = desk();
  db = openStore(box.file, NOTES);
});
afterEach(() => {
  if (db.isOpen) db.close();
  box[Symbol.dispose]();
});

/** An error as the file system throws it. */
const systemError = (code: string): Error => Object.assign(new Error(`${code}: sorry`), { code, syscall: 'open' });

describe('faults', () => {
  it(verifies('store.full-disk'), () => {
    const guard = storeGuard(box.file, { ...NOTES, fullMend: 'Delete a film.' });
    add(db, 'kept');
    const pages = Number(db.prepare('PRAGMA page_count').get()?.['page_count']);
    db.exec(`PRAGMA max_page_count = ${pages}`);
    const write = (): void => guard(() => inTransaction(db, () => add(db, 'big', 'x'.repeat(100_000))));
    expect(errorOf(write)).toMatchObject({
      code: 'DISK_FULL',
      message: `The notebook ${box.file} has no room: its disk is full.`,
      mend: 'Delete a film.',
      details: { path: box.file },
    });
    db.exec('PRAGMA max_page_count = 1000000');
    expect(ids(db)).toEqual(['kept']);
    write();
    expect(ids(db)).toEqual(['big', 'kept']);
  });

  it.each([
    systemError('ENOSPC'),
    systemError('EDQUOT'),
    // What SQLite throws when there is room for the file, but not for its -shm.
    Object.assign(new Error('disk I/O error'), { errcode: 4874 }),
  ])(verifies('store.full-disk', '%s'), (thrown) => {
    expect(storeFault(thrown, box.file, NOTES)).toMatchObject({
      code: 'DISK_FULL',
      mend: 'Free some space, then try again.',
    });
  });

  it.each([
    [systemError('EACCES'), 'STORE_UNUSABLE', 'cannot be used: EACCES'],
    [new TypeError('a mistake of ours'), 'INTERNAL', 'a mistake of ours'],
    ['a string', 'INTERNAL', 'a string'],
    [new DOMException('stop', 'AbortError'), 'CANCELLED', 'Cancelled.'],
  ])('gives %s the code %s', (thrown, code, says) => {
    expect(storeFault(thrown, box.file, NOTES)).toMatchObject({
      code,
      message: expect.stringContaining(says),
      cause: thrown,
    });
  });

  it('leaves our own errors as they are', () => {
    const own = storeUnusable(box.file, NOTES, 'is closed', 'Open it again.');
    expect(own).toMatchObject({ message: `The notebook ${box.file} is closed.`, mend: 'Open it again.' });
    expect(own.cause).toBeUndefined();
    const again = errorOf(() =>
      storeGuard(
        box.file,
        NOTES,
      )(() => {
        throw own;
      }),
    );
    expect(again).toBe(own);
  });

  it(verifies('store.row-fault'), () => {
    add(db, 'a');
    const twice = ((): unknown => {
      try {
        return add(db, 'a');
      } catch (error) {
        return error;
      }
    })();
    expect(isRowFault(twice)).toBe(true);
    expect(storeFault(twice, box.file, NOTES)).toMatchObject({
      code: 'INTERNAL',
      message: expect.stringMatching(/^The notebook .* refused a row: UNIQUE/),
    });
    expect(isRowFault(Object.assign(new Error('full'), { errcode: 13 }))).toBe(false);
  });

  it('names a lock that another process holds', () => {
    db.exec('PRAGMA busy_timeout = 20');
    using other = new DatabaseSync(box.file);
    other.exec('BEGIN IMMEDIATE');
    expect(errorOf(() => storeGuard(box.file, NOTES)(() => inTransaction(db, () => 1)))).toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringContaining('was locked by other processes'),
      mend: expect.stringContaining('which process'),
    });
    other.exec('ROLLBACK');
  });
});

describe('a transaction', () => {
  it(verifies('store.transaction'), () => {
    expect(inTransaction(db, () => (add(db, 'a'), 7))).toBe(7);
    const failure = new HanzoError('INTERNAL', 'Something else went wrong.');
    const failing = (): void =>
      inTransaction(db, () => {
        add(db, 'b');
        throw failure;
      });
    expect(errorOf(failing)).toBe(failure);
    expect(db.isTransaction).toBe(false);
    using other = new DatabaseSync(box.file);
    expect(ids(other)).toEqual(['a']);
  });

  it(verifies('store.transaction', 'when SQLite or the closing has ended it already'), () => {
    add(db, 'a');
    const poison = db.prepare('INSERT OR ROLLBACK INTO notes VALUES (?, ?)');
    expect(() => inTransaction(db, () => poison.run('a', ''))).toThrow(/UNIQUE/);
    expect(() =>
      inTransaction(db, () => {
        db.close();
        throw new HanzoError('INTERNAL', 'The first one.');
      }),
    ).toThrow('The first one.');
  });

  it('within another one is refused, and the outer one stays whole', () => {
    inTransaction(db, () => {
      add(db, 'outer');
      expect(() => inTransaction(db, () => add(db, 'inner'))).toThrow(/within a transaction/);
      add(db, 'outer 2');
    });
    expect(ids(db)).toEqual(['outer', 'outer 2']);
  });

  it('that only reads sees one state and waits for no writer', () => {
    add(db, 'a');
    using other = new DatabaseSync(box.file);
    inReadTransaction(db, () => {
      expect(ids(db)).toEqual(['a']);
      inTransaction(other, () => add(other, 'b'));
      expect(ids(db)).toEqual(['a']);
    });
    expect(ids(db)).toEqual(['a', 'b']);
  });
});
