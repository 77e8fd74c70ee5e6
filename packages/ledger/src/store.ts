import { closeSync, copyFileSync, constants, existsSync, linkSync, openSync, rmSync, statSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { DAMAGED_MEND, storeFault, storeUnusable } from './faults.ts';

/** "HNZL": marks the file as a ledger of ours. */
const APPLICATION_ID = 0x484e5a4c;
const TABLE_VERSION = 1;

const SCHEMA = `
  CREATE TABLE sessions (
    id TEXT PRIMARY KEY, pid INTEGER NOT NULL, host TEXT NOT NULL, boot TEXT NOT NULL,
    pid_space TEXT NOT NULL, process_start TEXT NOT NULL, opened_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE calls (
    id TEXT PRIMARY KEY, session TEXT NOT NULL,
    run_id TEXT NOT NULL, task_id TEXT NOT NULL, model TEXT NOT NULL, endpoint TEXT NOT NULL, version TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'sent', 'settled', 'released', 'uncertain')),
    worst_micros INTEGER NOT NULL CHECK (worst_micros >= 0),
    charged_micros INTEGER NOT NULL DEFAULT 0 CHECK (charged_micros >= 0),
    served_model TEXT,
    input_tokens INTEGER NOT NULL DEFAULT 0, cached_input_tokens INTEGER NOT NULL DEFAULT 0,
    output_tokens INTEGER NOT NULL DEFAULT 0, reasoning_tokens INTEGER NOT NULL DEFAULT 0,
    why TEXT, reserved_at INTEGER NOT NULL, sent_at INTEGER, ended_at INTEGER
  ) STRICT;
  CREATE INDEX calls_ended ON calls (ended_at, charged_micros) WHERE ended_at IS NOT NULL;
  CREATE INDEX calls_open ON calls (session, worst_micros) WHERE state IN ('held', 'sent');
  CREATE INDEX calls_run ON calls (run_id, state, charged_micros, worst_micros);
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${TABLE_VERSION};
`;

/** Opens the ledger's file, or makes it when there is none. A damaged one is refused, never replaced. */
export function openStore(path: string): DatabaseSync {
  try {
    refuseLeftovers(path);
    if (!existsSync(path)) createStore(path);
    return openChecked(path);
  } catch (error) {
    throw storeFault(error, path);
  }
}

/** A journal without its file would be replayed into a new file; an empty file is what is left of a lost one. */
function refuseLeftovers(path: string): void {
  if (!existsSync(path)) {
    // Looked at again, because another process may have just made both.
    if (!existsSync(`${path}-wal`) || existsSync(path)) return;
    throw storeUnusable(path, 'is gone, but its journal (-wal) is still there', DAMAGED_MEND);
  }
  if (statSync(path).size === 0) throw storeUnusable(path, 'is empty, so its content was lost', DAMAGED_MEND);
}

/** Makes the file whole under another name first: two processes that start together must not see half of it. */
function createStore(path: string): void {
  const draft = `${path}.${randomUUID()}.new`;
  try {
    closeSync(openSync(draft, 'wx', 0o600));
    const db = new DatabaseSync(draft);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    db.exec(`BEGIN; ${SCHEMA} COMMIT;`);
    db.close();
    publish(draft, path);
  } catch (cause) {
    if (cause instanceof Error && 'syscall' in cause) {
      throw storeUnusable(
        path,
        `cannot be created: ${cause.message}`,
        'Check that the folder exists and can be written.',
        cause,
      );
    }
    throw cause;
  } finally {
    rmSync(draft, { force: true });
  }
}

function publish(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    // No hard links on this file system.
    if (!existsSync(path)) copyFileSync(draft, path, constants.COPYFILE_EXCL);
  }
}

function openChecked(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 5000 });
  try {
    checkIdentity(db, path);
    const mode = db.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
    if (mode !== 'wal')
      throw storeUnusable(path, 'is on a file system without shared memory', 'Keep HANZO_HOME on a local disk.');
    db.exec('PRAGMA synchronous = FULL');
    const health = db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    if (health !== 'ok') throw storeUnusable(path, `is damaged (${String(health)})`, DAMAGED_MEND);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function checkIdentity(db: DatabaseSync, path: string): void {
  const application = db.prepare('PRAGMA application_id').get()?.['application_id'];
  if (application !== APPLICATION_ID) throw storeUnusable(path, 'is a database, but not a ledger', DAMAGED_MEND);
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version === TABLE_VERSION) return;
  throw storeUnusable(
    path,
    `has table version ${version}; this hanzo knows ${TABLE_VERSION}`,
    'Update hanzo, or use another HANZO_HOME.',
  );
}
