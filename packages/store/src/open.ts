import { chmodSync, existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { createStore } from './create.ts';
import { checkHealth } from './health.ts';
import { storeFault, storeUnusable } from './faults.ts';
import type { StoreKind } from './kind.ts';
import { realPathOf } from './real-path.ts';
import { configure, knownVersion, migrate, numberOf } from './prepare.ts';

/** How long a statement waits for a lock of another process. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens the file, or makes it (0600, its folder 0700) when there is none. An older one is migrated; a newer, damaged or
 * foreign one is refused and left as it is, never replaced. A commit is on disk when it returns (WAL, synchronous FULL).
 *
 * @throws HanzoError STORE_UNUSABLE or DISK_FULL, with the file and the mend
 */
export function openStore(path: string, kind: StoreKind): DatabaseSync {
  const file = realPathOf(path);
  try {
    refuseLeftovers(file, kind);
    if (!existsSync(file)) createStore(file, kind);
    return openChecked(file, kind);
  } catch (error) {
    throw storeFault(error, file, kind);
  }
}

/** A journal without its file would be replayed into a new file; an empty file is what is left of a lost one. */
function refuseLeftovers(file: string, kind: StoreKind): void {
  // Looked for before the file, because another process may make first the file and then these at this moment.
  const left = ['-wal', '-journal'].find((suffix) => existsSync(`${file}${suffix}`));
  if (!existsSync(file)) {
    if (left === undefined) return;
    throw storeUnusable(file, kind, `is gone, but its journal (${left}) is still there`, kind.damagedMend);
  }
  if (statSync(file).size > 0) return;
  if (kind.applicationId === 0 && left !== '-wal') return;
  throw storeUnusable(file, kind, 'is empty, so its content was lost', kind.damagedMend);
}

function openChecked(file: string, kind: StoreKind): DatabaseSync {
  // mode=rw: a file that has vanished since must not come back empty.
  const url = pathToFileURL(file);
  url.searchParams.set('mode', 'rw');
  const db = new DatabaseSync(url, { timeout: kind.busyMs ?? BUSY_TIMEOUT_MS });
  try {
    checkIdentity(db, file, kind);
    closeToOthers(file);
    if (kind.opensUnchecked !== true) checkHealth(db, file, kind);
    configure(db, file, kind);
    migrate(db, file, kind);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A backup that was copied back, for one, may be readable by everybody; its content is for its owner alone. */
function closeToOthers(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) {
    const path = `${file}${suffix}`;
    const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
    if ((mode & 0o077) === 0) continue;
    try {
      chmodSync(path, mode & 0o700);
    } catch {
      // It belongs to somebody else, who decides.
    }
  }
}

/** Looks only, so that a file of somebody else stays as it is. */
function checkIdentity(db: DatabaseSync, file: string, kind: StoreKind): void {
  if (numberOf(db, 'application_id') !== kind.applicationId)
    throw storeUnusable(file, kind, `is a database, but not a ${kind.name}`, kind.damagedMend);
  const version = knownVersion(db, file, kind);
  // A marked file appears whole, so it cannot be one that was just begun.
  if (version < 1 && kind.applicationId !== 0)
    throw storeUnusable(file, kind, 'is damaged (it has lost its version)', kind.damagedMend);
}
