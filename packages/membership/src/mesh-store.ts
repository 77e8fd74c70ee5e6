import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { inTransaction, openStore, storeGuard, type StoreKind } from '@hanzo/store';

const VERSION_1 = `
  CREATE TABLE home (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE statements (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL
  ) STRICT;
  CREATE TABLE invites (
    id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
    uses INTEGER NOT NULL CHECK (uses > 0), used INTEGER NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND uses),
    approve INTEGER NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
    cancelled INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE redemptions (
    invite_id TEXT NOT NULL REFERENCES invites (id) ON DELETE CASCADE,
    member_id TEXT NOT NULL, member_key TEXT NOT NULL, name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'granted', 'refused')), at INTEGER NOT NULL,
    PRIMARY KEY (invite_id, member_key)
  ) STRICT;
  CREATE INDEX redemptions_waiting ON redemptions (state) WHERE state = 'waiting';
`;

/** The file of a home's membership: its mark ("HNZM") and its tables. */
export const MESH_STATE: StoreKind = {
  name: 'mesh state',
  applicationId: 0x484e5a4d,
  migrations: [VERSION_1],
  damagedMend:
    'Restore it from a backup, or move it, its -wal and -shm files and member.key away; then join anew by an invite (`hanzo net join <invite>`).',
};

export interface StoredStatement {
  readonly seq: number;
  readonly bytes: Uint8Array;
}

/** One connection to a home's mesh.db. Several processes may have one; each sees what the others commit. */
export class MeshStore implements Disposable {
  readonly #db: DatabaseSync;
  readonly #guard: <T>(use: () => T) => T;

  /** @throws HanzoError STORE_UNUSABLE or DISK_FULL */
  constructor(file: string) {
    this.#db = openStore(file, MESH_STATE);
    this.#guard = storeGuard(file, MESH_STATE);
  }

  /** One BEGIN IMMEDIATE transaction: whole or not at all, and nobody else writes meanwhile. */
  transaction<T>(use: () => T): T {
    return this.#guard(() => inTransaction(this.#db, use));
  }

  all(sql: string, ...values: SQLInputValue[]): Record<string, unknown>[] {
    return this.#guard(() => this.#db.prepare(sql).all(...values));
  }

  /** @returns how many rows it changed */
  run(sql: string, ...values: SQLInputValue[]): number {
    return this.#guard(() => Number(this.#db.prepare(sql).run(...values).changes));
  }

  /** Another value: somebody else has committed since. */
  version(): number {
    return Number(this.all('PRAGMA data_version')[0]?.['data_version']);
  }

  setHome(name: 'member', value: string): void {
    this.run('INSERT INTO home (name, value) VALUES (?, ?)', name, value);
  }

  home(name: 'member'): string | undefined {
    const value = this.all('SELECT value FROM home WHERE name = ?', name)[0]?.['value'];
    return typeof value === 'string' ? value : undefined;
  }

  /** Statements that came after `seq`, in the order in which they were seen. */
  statementsAfter(seq: number): StoredStatement[] {
    const rows = this.all('SELECT seq, bytes FROM statements WHERE seq > ? ORDER BY seq', seq);
    return rows.map((row) => ({ seq: Number(row['seq']), bytes: row['bytes'] as Uint8Array }));
  }

  /** One that is there already stays where it is. */
  insert(id: string, bytes: Uint8Array): void {
    this.run('INSERT INTO statements (id, bytes) VALUES (?, ?) ON CONFLICT (id) DO NOTHING', id, bytes);
  }

  delete(ids: readonly string[]): void {
    for (const id of ids) this.run('DELETE FROM statements WHERE id = ?', id);
  }

  /** The last number given to a statement, also when it is gone. */
  lastSeq(): number {
    return Number(this.all("SELECT seq FROM sqlite_sequence WHERE name = 'statements'")[0]?.['seq'] ?? 0);
  }

  /** Puts everything into the one file, so that it can be moved. */
  flush(): void {
    this.run('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /** Twice is once. */
  [Symbol.dispose](): void {
    if (this.#db.isOpen) this.#db.close();
  }
}
