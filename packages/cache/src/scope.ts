import type { DatabaseSync } from 'node:sqlite';

/** To whom entries belong: nobody else's are ever read. */
export interface CacheScope {
  /** The mesh whose workers may have answered; undefined: a run without one. */
  readonly mesh?: string | undefined;
  /** The workspace's real path. */
  readonly workspace: string;
}

/** The scope's number in this file; it gets one when it has none. */
export function scopeId(db: DatabaseSync, { mesh = '', workspace }: CacheScope): number {
  const find = db.prepare('SELECT id FROM scopes WHERE mesh = ? AND workspace = ?');
  const known = find.get(mesh, workspace)?.['id'];
  if (known !== undefined) return Number(known);
  db.prepare('INSERT INTO scopes (mesh, workspace) VALUES (?, ?) ON CONFLICT DO NOTHING').run(mesh, workspace);
  return Number(find.get(mesh, workspace)?.['id']);
}
