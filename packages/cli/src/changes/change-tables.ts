import type { StoreKind } from '@hanzo/store';

/** The book of changes: sets, their files, and texts by their hash. `intents` are sets that are being applied or undone. */
export const CHANGE_BOOK: StoreKind = {
  name: 'book of changes',
  applicationId: 0x484e5a45,
  migrations: [
    `CREATE TABLE sets (
       seq INTEGER PRIMARY KEY AUTOINCREMENT,
       id TEXT NOT NULL UNIQUE,
       workspace TEXT NOT NULL,
       run_id TEXT NOT NULL,
       title TEXT NOT NULL,
       made_at INTEGER NOT NULL,
       state TEXT NOT NULL CHECK (state IN ('made', 'applied', 'undone')),
       state_at INTEGER NOT NULL,
       state_seq INTEGER NOT NULL,
       checks TEXT NOT NULL,
       folders TEXT NOT NULL DEFAULT '[]'
     ) STRICT;
     CREATE TABLE blobs (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
     CREATE TABLE files (
       set_id TEXT NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
       path TEXT NOT NULL,
       before TEXT REFERENCES blobs (hash),
       after TEXT NOT NULL REFERENCES blobs (hash),
       PRIMARY KEY (set_id, path)
     ) STRICT;
     CREATE TABLE intents (
       set_id TEXT PRIMARY KEY REFERENCES sets (id) ON DELETE CASCADE,
       target TEXT NOT NULL CHECK (target IN ('applied', 'undone'))
     ) STRICT;
     CREATE INDEX sets_by_workspace ON sets (workspace, seq);`,
    // A set may take files away, too.
    `CREATE TABLE files_now (
       set_id TEXT NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
       path TEXT NOT NULL,
       before TEXT REFERENCES blobs (hash),
       after TEXT REFERENCES blobs (hash),
       PRIMARY KEY (set_id, path)
     ) STRICT;
     INSERT INTO files_now SELECT set_id, path, before, after FROM files;
     DROP TABLE files;
     ALTER TABLE files_now RENAME TO files;`,
    // A file that was taken away comes back with the permissions that it had.
    'ALTER TABLE files ADD COLUMN mode INTEGER;',
  ],
  damagedMend: 'Move it and its -wal and -shm files away; a new one starts. What was applied stays in your files.',
};
