import { createHash, randomBytes } from 'node:crypto';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { HanzoError } from '@hanzo/contracts';
import type { ChangeCheck, ChangedFile, ChangeSet, ChangeState, NewChangeSet } from './change-set.ts';

type Row = Record<string, unknown>;
/** Where a set is being brought. */
export type Target = 'applied' | 'undone';

/** The rows of the book of changes. Whoever writes does so inside of a transaction. */
export class ChangeStore {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  insert({ workspace, runId, title, files, checks }: NewChangeSet, madeAt: number): string {
    const id = randomBytes(6).toString('hex');
    this.#run(
      `INSERT INTO sets (id, workspace, run_id, title, made_at, state, state_at, state_seq, checks)
       VALUES (?, ?, ?, ?, ?, 'made', ?, ${NEXT_SEQ}, ?)`,
      [id, workspace, runId, title, madeAt, madeAt, JSON.stringify(checks)],
    );
    for (const { path, before, after, mode } of files) {
      const [old, now] = [before, after].map((content) => (content === undefined ? null : this.#keep(content)));
      this.#run('INSERT INTO files (set_id, path, before, after, mode) VALUES (?, ?, ?, ?, ?)', [
        id,
        path,
        old ?? null,
        now ?? null,
        mode ?? null,
      ]);
    }
    return id;
  }

  /** Only one that was never applied. */
  discard(id: string): void {
    this.#run(`DELETE FROM sets WHERE id = ? AND state = 'made' AND id NOT IN (SELECT set_id FROM intents)`, [id]);
    this.#dropUnused();
  }

  get(id: string): ChangeSet | undefined {
    return this.#sets('WHERE sets.id = ?', [id])[0];
  }

  /** Newest first. */
  list(workspace: string | undefined): readonly ChangeSet[] {
    return workspace === undefined
      ? this.#sets('ORDER BY seq DESC', [])
      : this.#sets('WHERE workspace = ? ORDER BY seq DESC', [workspace]);
  }

  /** The one that came to stand in this state last. */
  latest(workspace: string, state: ChangeState | undefined): ChangeSet | undefined {
    return state === undefined
      ? this.#sets('WHERE workspace = ? ORDER BY seq DESC LIMIT 1', [workspace])[0]
      : this.#sets('WHERE workspace = ? AND state = ? ORDER BY state_seq DESC LIMIT 1', [workspace, state])[0];
  }

  workspaces(): readonly string[] {
    return this.#all('SELECT DISTINCT workspace FROM sets', []).map(({ workspace }) => String(workspace));
  }

  /** @throws HanzoError STORE_UNUSABLE when it is not what it was */
  bytes(hash: string): Uint8Array {
    const row = this.#db.prepare('SELECT bytes FROM blobs WHERE hash = ?').get(hash);
    const bytes = row?.['bytes'];
    if (!(bytes instanceof Uint8Array) || hashOf(bytes) !== hash)
      throw new HanzoError('STORE_UNUSABLE', `The text ${hash.slice(0, 12)} of a set of changes is damaged or lost.`, {
        mend: 'This set cannot be applied, undone or shown any more; the others can. Nothing was changed: compare its files with your version control.',
      });
    return bytes;
  }

  /** Sets that are being brought somewhere, oldest first. */
  intents(): readonly { readonly id: string; readonly target: Target }[] {
    return this.#all('SELECT set_id, target FROM intents ORDER BY rowid', []).map(({ set_id: id, target }) => ({
      id: String(id),
      target: target === 'undone' ? 'undone' : 'applied',
    }));
  }

  /** @param folders those that will have to be made; undefined: as they were noted */
  intend(id: string, target: Target, folders: readonly string[] | undefined): void {
    this.#run('INSERT OR REPLACE INTO intents (set_id, target) VALUES (?, ?)', [id, target]);
    if (folders !== undefined) this.#run('UPDATE sets SET folders = ? WHERE id = ?', [JSON.stringify(folders), id]);
  }

  /** Folders that were made for the set. */
  folders(id: string): readonly string[] {
    const row = this.#db.prepare('SELECT folders FROM sets WHERE id = ?').get(id);
    return JSON.parse(String(row?.['folders'] ?? '[]')) as string[];
  }

  arrived(id: string, target: Target, now: number): void {
    this.#run(`UPDATE sets SET state = ?, state_at = ?, state_seq = ${NEXT_SEQ} WHERE id = ?`, [target, now, id]);
    this.giveUp(id);
  }

  giveUp(id: string): void {
    this.#run('DELETE FROM intents WHERE set_id = ?', [id]);
  }

  /** Forgets the oldest sets: those made before a time, and those above so many bytes; never the last of a workspace. */
  forgetOld({ madeBefore, mostBytes }: { readonly madeBefore: number; readonly mostBytes: number }): void {
    const last = 'SELECT max(seq) FROM sets GROUP BY workspace';
    const free = `seq NOT IN (${last}) AND id NOT IN (SELECT set_id FROM intents)`;
    this.#run(`DELETE FROM sets WHERE made_at < ? AND ${free}`, [madeBefore]);
    this.#dropUnused();
    while (this.#size() > mostBytes) {
      const oldest = this.#db.prepare(`SELECT id FROM sets WHERE ${free} ORDER BY seq LIMIT 1`).get()?.['id'];
      if (typeof oldest !== 'string') return;
      this.#run('DELETE FROM sets WHERE id = ?', [oldest]);
      this.#dropUnused();
    }
  }

  #dropUnused(): void {
    this.#run(
      `DELETE FROM blobs WHERE hash NOT IN (SELECT after FROM files WHERE after IS NOT NULL)
       AND hash NOT IN (SELECT before FROM files WHERE before IS NOT NULL)`,
      [],
    );
  }

  #size(): number {
    return Number(this.#db.prepare('SELECT coalesce(sum(length(bytes)), 0) AS bytes FROM blobs').get()?.['bytes'] ?? 0);
  }

  /** Each text once. */
  #keep(content: string | Uint8Array): string {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    const hash = hashOf(bytes);
    this.#run('INSERT OR IGNORE INTO blobs (hash, bytes) VALUES (?, ?)', [hash, bytes]);
    return hash;
  }

  #sets(where: string, values: readonly SQLInputValue[]): readonly ChangeSet[] {
    return this.#all(
      `SELECT sets.*, intents.target FROM sets LEFT JOIN intents ON intents.set_id = sets.id ${where}`,
      values,
    ).map((row) => this.#setOf(row));
  }

  #setOf(row: Row): ChangeSet {
    const id = String(row['id']);
    const files = this.#all('SELECT path, before, after, mode FROM files WHERE set_id = ? ORDER BY path', [id]);
    const target = row['target'];
    return {
      id,
      workspace: String(row['workspace']),
      runId: String(row['run_id']),
      title: String(row['title']),
      madeAt: Number(row['made_at']),
      state: String(row['state']) as ChangeState,
      stateAt: Number(row['state_at']),
      files: files.map(fileOf),
      checks: JSON.parse(String(row['checks'])) as ChangeCheck[],
      ...(target !== null && { begun: target === 'undone' ? 'undone' : 'applied' }),
    };
  }

  #all(sql: string, values: readonly SQLInputValue[]): readonly Row[] {
    return this.#db.prepare(sql).all(...values);
  }

  #run(sql: string, values: readonly SQLInputValue[]): void {
    this.#db.prepare(sql).run(...values);
  }
}

const NEXT_SEQ = '(SELECT coalesce(max(state_seq), 0) + 1 FROM sets)';

function fileOf({ path, before, after, mode }: Row): ChangedFile {
  const hashOrNone = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return {
    path: String(path),
    before: hashOrNone(before),
    after: hashOrNone(after),
    ...(typeof mode === 'number' && { mode }),
  };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
