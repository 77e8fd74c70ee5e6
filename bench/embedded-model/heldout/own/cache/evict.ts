import type { DatabaseSync } from 'node:sqlite';

const BATCH_BYTES = 8 * 2 ** 20;
const ENTRY_BYTES = 512;
const SPARE = 1 / 32;

export function usedBytes(db: DatabaseSync): number {
  const number = (pragma: string): number => Number(db.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
  return (number('page_count') - number('freelist_count')) * number('page_size');
}

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
