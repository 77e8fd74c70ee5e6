import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type Clock, HanzoError, type Logger } from '@hanzo/contracts';
import { openStore, realPathOf, storeFault, type StoreKind } from '@hanzo/store';

/** Nobody waits longer for another process: an answer that is not kept is only asked for again. Milliseconds. */
const BUSY_MS = 50;
/** A journal that has grown larger is cut to this when it is written back. Bytes. */
const JOURNAL_BYTES = 4 * 2 ** 20;

/** Of an entry. */
const COLUMNS = 11;

export const CACHE: StoreKind = {
  name: 'cache',
  applicationId: 0x484e5a43,
  migrations: [
    `CREATE TABLE scopes (
      id INTEGER PRIMARY KEY,
      mesh TEXT NOT NULL,
      workspace TEXT NOT NULL,
      hits INTEGER NOT NULL DEFAULT 0,
      misses INTEGER NOT NULL DEFAULT 0,
      UNIQUE (mesh, workspace)
    ) STRICT;
    CREATE TABLE entries (
      id INTEGER PRIMARY KEY,
      scope INTEGER NOT NULL,
      key TEXT NOT NULL,
      kind TEXT NOT NULL,
      engine TEXT NOT NULL,
      run_id TEXT NOT NULL,
      stored_at INTEGER NOT NULL,
      used_at INTEGER NOT NULL,
      checksum TEXT NOT NULL,
      value TEXT NOT NULL,
      UNIQUE (scope, key)
    ) STRICT;
    CREATE INDEX entries_by_use ON entries (used_at, id);`,
    'ALTER TABLE entries ADD COLUMN peer TEXT;',
  ],
  damagedMend: 'Move it and its -wal and -shm files away: a new one starts empty, and what it held is asked for again.',
  busyMs: BUSY_MS,
  opensUnchecked: true,
};

/**
 * Opens the file or makes it; one that is damaged is set aside, and a new one made. Newest entries may be lost with the
 * machine's power: they are asked for again.
 *
 * @throws HanzoError STORE_UNUSABLE or DISK_FULL
 */
export function openCacheFile(path: string, clock: Clock, log: Logger): DatabaseSync {
  try {
    return whole(path, tuned(openStore(path, CACHE)));
  } catch (thrown) {
    const error = storeFault(thrown, path, CACHE);
    if (!isDamage(error)) throw error;
    setAside(path, error, clock, log);
    return tuned(openStore(path, CACHE));
  }
}

/** The store names this mend for damage and for nothing else. */
export function isDamage({ mend }: HanzoError): boolean {
  return mend === CACHE.damagedMend;
}

/** Whoever wants to know what happened can look: the newest one is kept. The file must be closed here. */
export function setAside(path: string, why: HanzoError, clock: Clock, log: Logger): void {
  const file = realPathOf(path);
  removeSetAside(path);
  const aside = `${file}.damaged-${new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-')}`;
  for (const suffix of ['', '-wal', '-shm', '-journal'])
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${aside}${suffix}`);
  log.warn('the cache was damaged: a new one is made, and answers are asked for again', { why: why.message, aside });
}

/** Deletes what was set aside. @throws what the file system throws */
export function removeSetAside(path: string): void {
  const file = realPathOf(path);
  const folder = dirname(file);
  for (const name of readdirSync(folder))
    if (name.startsWith(`${basename(file)}.damaged-`)) rmSync(join(folder, name), { force: true });
}

/** A file that says of itself that it is new enough, but lacks what it must have, is damaged. */
function whole(path: string, db: DatabaseSync): DatabaseSync {
  const tables = db.prepare("SELECT count(*) AS found FROM sqlite_schema WHERE name IN ('scopes', 'entries')").get();
  const columns = db.prepare("SELECT count(*) AS found FROM pragma_table_info('entries')").get();
  if (tables?.['found'] === 2 && columns?.['found'] === COLUMNS) return db;
  db.close();
  throw new HanzoError('STORE_UNUSABLE', `The cache ${path} lacks some of its tables.`, { mend: CACHE.damagedMend });
}

function tuned(db: DatabaseSync): DatabaseSync {
  db.exec(`PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = ${JOURNAL_BYTES};`);
  return db;
}
