import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { CACHE_KINDS, type CacheKind, type KeptEntry } from '@hanzo/contracts';
import { type CacheScope, scopeId } from './scope.ts';

/** Uses are remembered to the hour: so a hit seldom costs a write. Milliseconds. */
const USE_GRAIN_MS = 3_600_000;

/** An entry as it stands in the file. */
export interface FoundEntry {
  readonly entry: KeptEntry;
  readonly id: number;
  /** Its last use is so long ago that this one is worth a write. */
  readonly isStale: boolean;
}

/** The entries of one scope. All of it may throw what SQLite throws. */
export class EntryTable {
  readonly #db: DatabaseSync;
  readonly #scope: CacheScope;
  readonly #scopeId: number;
  readonly #read: StatementSync;
  readonly #write: StatementSync;
  readonly #drop: StatementSync;
  readonly #use: StatementSync;
  readonly #dropPeer: StatementSync;
  readonly #peers: StatementSync;

  constructor(db: DatabaseSync, scope: CacheScope) {
    this.#db = db;
    this.#scope = scope;
    this.#scopeId = scopeId(db, scope);
    this.#read = db.prepare('SELECT * FROM entries WHERE scope = ? AND key = ?');
    this.#write =
      db.prepare(`INSERT INTO entries (scope, key, kind, engine, run_id, stored_at, used_at, checksum, value, peer)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (scope, key) DO UPDATE SET kind = excluded.kind,
      engine = excluded.engine, run_id = excluded.run_id, stored_at = excluded.stored_at, used_at = excluded.used_at,
      checksum = excluded.checksum, value = excluded.value, peer = excluded.peer`);
    this.#drop = db.prepare('DELETE FROM entries WHERE scope = ? AND key = ?');
    this.#dropPeer = db.prepare('DELETE FROM entries WHERE scope = ? AND peer = ?');
    this.#peers = db.prepare('SELECT DISTINCT peer FROM entries WHERE scope = ? AND peer IS NOT NULL');
    this.#use = db.prepare('UPDATE entries SET used_at = ? WHERE id = ?');
  }

  /** `damaged` when its checksum does not agree: then nothing of it may be used. */
  read(key: string, now: number): FoundEntry | 'damaged' | undefined {
    const row = this.#read.get(this.#scopeId, key);
    if (row === undefined) return undefined;
    const entry = entryOf(row);
    // The whole key is compared here once more: an index that is torn may lead to another row.
    if (entry === undefined || entry.key !== key || row['checksum'] !== this.#checksum(entry)) return 'damaged';
    return { entry, id: Number(row['id']), isStale: now - Number(row['used_at']) >= USE_GRAIN_MS };
  }

  write(entry: KeptEntry): void {
    const { key, kind, engine, peer, runId, storedAt, value } = entry;
    const checksum = this.#checksum(entry);
    this.#write.run(this.#scopeId, key, kind, engine, runId, storedAt, storedAt, checksum, value, peer ?? null);
  }

  drop(key: string): void {
    this.#drop.run(this.#scopeId, key);
  }

  /** Workers that gave any of them. */
  peers(): readonly string[] {
    return this.#peers.all(this.#scopeId).map((row) => String(row['peer']));
  }

  dropOf(peer: string): void {
    this.#dropPeer.run(this.#scopeId, peer);
  }

  noteUse(id: number, now: number): void {
    this.#use.run(now, id);
  }

  count(hits: number, misses: number): void {
    this.#db
      .prepare('UPDATE scopes SET hits = hits + ?, misses = misses + ? WHERE id = ?')
      .run(hits, misses, this.#scopeId);
  }

  #checksum({ key, kind, engine, peer, runId, storedAt, value }: KeptEntry): string {
    const { mesh = '', workspace } = this.#scope;
    const own = [mesh, workspace, key, kind, engine, runId, storedAt, ...(peer === undefined ? [] : [peer])];
    // A JSON array says itself where it ends: so what follows it needs no quotes.
    return hash('sha256', JSON.stringify(own) + value);
  }
}

function entryOf(row: Readonly<Record<string, unknown>>): KeptEntry | undefined {
  const { key, kind, engine, peer, run_id: runId, stored_at: storedAt, value } = row;
  if (!isKind(kind) || typeof key !== 'string' || typeof value !== 'string') return undefined;
  const entry = { key, kind, value, engine: String(engine), runId: String(runId), storedAt: Number(storedAt) };
  return typeof peer === 'string' ? { ...entry, peer } : entry;
}

function isKind(kind: unknown): kind is CacheKind {
  return CACHE_KINDS.some((known) => known === kind);
}
