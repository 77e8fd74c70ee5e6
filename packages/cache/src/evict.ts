import type { DatabaseSync } from 'node:sqlite';

/** Most that goes at a time: nobody waits for more. More than is written at a time, so that the bound is kept. Bytes. */
const BATCH_BYTES = 8 * 2 ** 20;
/** What an entry takes besides its value, about. Bytes. */
const ENTRY_BYTES = 512;
/** Room is made for so much more than is needed, so that it need not be made at every write. */
const SPARE = 1 / 32;

/** Bytes that are in use; those of entries that are gone are used again. */
export function usedBytes(db: DatabaseSync): number {
  const number = (pragma: string): number => Number(db.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
  return (number('page_count') - number('freelist_count')) * number('page_size');
}

/** Lets the entries go that were not used for longest, up to a batch of them. True when there are still too many. */
export function evict(db: DatabaseSync, maxBytes: number): boolean {
  const used = usedBytes(db);
  if (used <= maxBytes) return false;
  const wanted = Math.min(BATCH_BYTES, used - maxBytes * (1 - SPARE));
  const ids = oldest(db, wanted);
  const drop = db.prepare('DELETE FROM entries WHERE id = ?');
  for (const id of ids) drop.run(id);
  return ids.length > 0 && usedBytes(db) > maxBytes;
}

function oldest(db: DatabaseSync, wanted: number): readonly number[] {
  const ids: number[] = [];
  let bytes = 0;
  const rows = db.prepare('SELECT id, octet_length(value) AS bytes FROM entries ORDER BY used_at, id').iterate();
  for (const row of rows) {
    if (bytes >= wanted) break;
    ids.push(Number(row['id']));
    bytes += Number(row['bytes']) + ENTRY_BYTES;
  }
  return ids;
}
