import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction, openStore, storeGuard } from '@hanzo/store';
import { CACHE, removeSetAside } from './cache-file.ts';

/** How long a person waits for other processes. Milliseconds. */
const PATIENCE_MS = 5_000;

/** What goes. @default everything */
export interface ClearChoice {
  /** Only what belongs to this real path. */
  readonly workspace?: string | undefined;
  /** Only what this worker gave: its name, its peer id, or the last six or more characters of that. */
  readonly worker?: string | undefined;
  /** Only what was stored before this, in milliseconds since the epoch. */
  readonly before?: number | undefined;
}

/**
 * Forgets entries, and gives their room on the disk back. Returns how many they were.
 *
 * @throws HanzoError STORE_UNUSABLE, also when other processes hold it for 5 s, or DISK_FULL
 */
export function clearCache(path: string, choice: ClearChoice = {}): number {
  if (!existsSync(path)) return 0;
  if (Object.values(choice).every((wish) => wish === undefined)) removeSetAside(path);
  const kind = { ...CACHE, busyMs: PATIENCE_MS };
  using db = openStore(path, kind);
  return storeGuard(
    path,
    kind,
  )(() => {
    const cleared = clear(db, choice);
    giveBack(db);
    return cleared;
  });
}

/** As engines are named: "llama3.2 on studio", "llama3.2 on studio (peer …)". People see the end of a peer id. */
const BY_WORKER = `peer = ?3 OR (length(?3) >= 6 AND substr(peer, -length(?3)) = ?3)
  OR substr(engine, -length(?3) - 4) = ' on ' || ?3 OR instr(engine, ' on ' || ?3 || ' (peer ') > 0`;

export function clear(db: DatabaseSync, { workspace, worker, before }: ClearChoice): number {
  const where = `scope IN (SELECT id FROM scopes WHERE ?1 IS NULL OR workspace = ?1)
    AND (?2 IS NULL OR stored_at < ?2) AND (?3 IS NULL OR (peer IS NOT NULL AND (${BY_WORKER})))`;
  return inTransaction(db, () => {
    const { changes } = db
      .prepare(`DELETE FROM entries WHERE ${where}`)
      .run(workspace ?? null, before ?? null, worker ?? null);
    if (before === undefined && worker === undefined)
      db.prepare('UPDATE scopes SET hits = 0, misses = 0 WHERE ?1 IS NULL OR workspace = ?1').run(workspace ?? null);
    return Number(changes);
  });
}

/** What is gone stays gone, also from the disk. Others who are reading keep it from shrinking, and that is all. */
function giveBack(db: DatabaseSync): void {
  try {
    db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE);');
  } catch {
    // The pages are free: what is kept next goes there.
  }
}
