import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { HanzoError } from '@hanzo/contracts';
import type { StoreKind } from '../src/index.ts';

/** A kind for tests, at its first version. Its file is marked. */
export const NOTES: StoreKind = {
  name: 'notebook',
  applicationId: 0x484e5a4e,
  migrations: ['CREATE TABLE notes (id TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;'],
  damagedMend: 'Restore the notebook from a backup.',
};

/** The same at its second version. */
export const NOTES_2: StoreKind = {
  ...NOTES,
  migrations: [...NOTES.migrations, `ALTER TABLE notes ADD COLUMN colour TEXT NOT NULL DEFAULT 'white';`],
};

/** Not marked, as the journal is; its first step may find its own tables. */
export const UNMARKED: StoreKind = {
  ...NOTES,
  applicationId: 0,
  migrations: ['CREATE TABLE IF NOT EXISTS notes (id TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;'],
};

/** A folder that is thrown away, and the file in it that does not exist yet. */
export interface Desk extends Disposable {
  readonly folder: string;
  readonly file: string;
}

export function desk(): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'hanzo-store-'));
  return {
    folder,
    file: join(folder, 'notes.db'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function add(db: DatabaseSync, id: string, text = ''): void {
  db.prepare('INSERT INTO notes (id, text) VALUES (?, ?)').run(id, text);
}

export function ids(db: DatabaseSync): unknown[] {
  return db
    .prepare('SELECT id FROM notes ORDER BY id')
    .all()
    .map((row) => row['id']);
}

/** Runs what must fail and returns its HanzoError. */
export function errorOf(run: () => unknown): HanzoError {
  try {
    run();
  } catch (error) {
    if (error instanceof HanzoError) return error;
    throw error;
  }
  throw new HanzoError('INTERNAL', 'It should have failed.');
}
