import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { A, bench } from './changes-bench.ts';

describe('a book of changes of before', () => {
  it(verifies('devTools.undo', 'sets of a book from before sets could take files away'), async () => {
    using at = bench();
    const { id } = at.make({ path: 'src/a.txt', before: A, after: 'changed' });
    await at.changes.apply(id);
    const db = new DatabaseSync(at.file);
    // As version 1 had it.
    db.exec(`CREATE TABLE files_1 (
        set_id TEXT NOT NULL REFERENCES sets (id) ON DELETE CASCADE, path TEXT NOT NULL,
        before TEXT REFERENCES blobs (hash), after TEXT NOT NULL REFERENCES blobs (hash),
        PRIMARY KEY (set_id, path)
      ) STRICT;
      INSERT INTO files_1 SELECT set_id, path, before, after FROM files; DROP TABLE files; ALTER TABLE files_1 RENAME TO files;
      PRAGMA user_version = 1;`);
    db.close();
    using changes = at.open();
    expect(changes.get(id)).toMatchObject({ state: 'applied', files: [{ path: 'src/a.txt' }] });
    await changes.undo(id);
    expect(at.read('src/a.txt')).toBe(A);
    const gone = changes.make({
      workspace: at.root,
      runId: 'run',
      title: 'delete',
      files: [{ path: 'src/a.txt', before: A, after: undefined }],
      checks: [],
    });
    await changes.apply(gone.id);
    expect(at.read('src/a.txt')).toBeUndefined();
  });

  it(verifies('built-in.mode', 'also from the book of changes'), async () => {
    using at = bench();
    const modeOf = (path: string): number => statSync(join(at.root, path)).mode & 0o777;
    chmodSync(join(at.root, 'src/a.txt'), 0o600);
    const gone = at.make({ path: 'src/a.txt', before: A, after: undefined });
    await at.changes.apply(gone.id);
    await at.changes.undo(gone.id);
    expect(modeOf('src/a.txt')).toBe(0o600);
    const made = at.make({ path: 'own.txt', before: undefined, after: 'x', mode: 0o640 });
    await at.changes.apply(made.id);
    await at.changes.undo(made.id);
    await at.changes.redo(made.id);
    expect(modeOf('own.txt')).toBe(0o640);
  });

  it('keeps no text that no set needs, also beside sets that take files away', async () => {
    using at = bench();
    const gone = at.make({ path: 'src/a.txt', before: A, after: undefined });
    await at.changes.apply(gone.id);
    const refused = at.make({ path: 'src/b.txt', before: 'other', after: 'new' });
    at.changes.discard(refused.id);
    // One that is applied is discarded by nobody.
    at.changes.discard(gone.id);
    expect(at.changes.list().map(({ id }) => id)).toEqual([gone.id]);
    const db = new DatabaseSync(at.file);
    expect(db.prepare('SELECT count(*) AS blobs FROM blobs').get()).toEqual({ blobs: 1 });
    db.close();
    await at.changes.undo(gone.id);
    expect(at.read('src/a.txt')).toBe(A);
  });
});
