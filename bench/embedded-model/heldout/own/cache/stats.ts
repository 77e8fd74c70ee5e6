import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { CACHE_KINDS, type CacheKind } from '@hanzo/contracts';
import { inReadTransaction, openStore, storeGuard } from '@hanzo/store';
import { CACHE } from './cache-file.ts';
import { usedBytes } from './evict.ts';

export interface KindStats {
  readonly entries: number;
  readonly bytes: number;
}

export interface WorkspaceStats extends KindStats {
  readonly mesh: string;
  readonly workspace: string;
  readonly hits: number;
  readonly misses: number;
}

export interface CacheStats {
  readonly entries: number;
  readonly bytes: number;
  readonly hits: number;
  readonly misses: number;
  readonly hitRate: number | undefined;
  readonly oldestAt: number | undefined;
  readonly newestAt: number | undefined;
  readonly kinds: Readonly<Record<CacheKind, KindStats>>;
  readonly workspaces: readonly WorkspaceStats[];
}

export function readCacheStats(path: string): CacheStats | undefined {
  if (!existsSync(path)) return undefined;
  using db = openStore(path, CACHE);
  return storeGuard(path, CACHE)(() => statsOf(db));
}

export function statsOf(db: DatabaseSync): CacheStats {
  return inReadTransaction(db, () => {
    const all = db.prepare(
      'SELECT count(*) AS entries, min(stored_at) AS oldest, max(stored_at) AS newest FROM entries',
    );
    const { entries, oldest, newest } = all.get() ?? {};
    const workspaces = workspacesOf(db);
    const hits = workspaces.reduce((sum, one) => sum + one.hits, 0);
    const misses = workspaces.reduce((sum, one) => sum + one.misses, 0);
    return {
      entries: Number(entries),
      bytes: usedBytes(db),
      hits,
      misses,
      hitRate: hits + misses === 0 ? undefined : hits / (hits + misses),
      oldestAt: typeof oldest === 'number' ? oldest : undefined,
      newestAt: typeof newest === 'number' ? newest : undefined,
      kinds: kindsOf(db),
      workspaces,
    };
  });
}

function workspacesOf(db: DatabaseSync): readonly WorkspaceStats[] {
  const rows = db.prepare(`SELECT mesh, workspace, hits, misses, count(entries.id) AS entries,
      coalesce(sum(octet_length(value)), 0) AS bytes
    FROM scopes LEFT JOIN entries ON entries.scope = scopes.id GROUP BY scopes.id
    HAVING count(entries.id) + hits + misses > 0 ORDER BY entries DESC, workspace, mesh`);
  return rows.all().map((row) => ({
    mesh: String(row['mesh']),
    workspace: String(row['workspace']),
    entries: Number(row['entries']),
    bytes: Number(row['bytes']),
    hits: Number(row['hits']),
    misses: Number(row['misses']),
  }));
}

function kindsOf(db: DatabaseSync): CacheStats['kinds'] {
  const rows = db.prepare(
    'SELECT kind, count(*) AS entries, sum(octet_length(value)) AS bytes FROM entries GROUP BY kind',
  );
  const byKind = new Map(rows.all().map((row) => [row['kind'], row] as const));
  const one = (kind: CacheKind): KindStats => ({
    entries: Number(byKind.get(kind)?.['entries'] ?? 0),
    bytes: Number(byKind.get(kind)?.['bytes'] ?? 0),
  });
  return Object.fromEntries(CACHE_KINDS.map((kind) => [kind, one(kind)])) as Record<CacheKind, KindStats>;
}
