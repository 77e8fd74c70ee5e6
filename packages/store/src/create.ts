import { closeSync, constants, copyFileSync, existsSync, linkSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StoreKind } from './kind.ts';
import { configure, migrate } from './prepare.ts';

const NO_HARD_LINKS: ReadonlySet<unknown> = new Set(['EPERM', 'ENOTSUP', 'ENOSYS']);

/** Makes the file whole under another name first: two processes that start together must not see half of it. */
export function createStore(file: string, kind: StoreKind): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}.new`;
  try {
    closeSync(openSync(draft, 'wx', 0o600));
    fill(draft, file, kind);
    publish(draft, file);
  } finally {
    for (const rest of ['', '-wal', '-shm', '-journal']) rmSync(`${draft}${rest}`, { force: true });
  }
}

/** Everything is in the one file when this returns. */
function fill(draft: string, file: string, kind: StoreKind): void {
  using db = new DatabaseSync(draft);
  configure(db, file, kind);
  db.exec(`PRAGMA application_id = ${kind.applicationId}`);
  migrate(db, file, kind);
  // Closing would do this too, but a disk that is full then would pass in silence.
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

/** The first one wins: a file that another process has published meanwhile stays. */
function publish(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    if (!NO_HARD_LINKS.has(codeOf(error))) throw error;
    copyUnlessThere(draft, file);
  }
}

function copyUnlessThere(draft: string, file: string): void {
  if (existsSync(file)) return;
  try {
    copyFileSync(draft, file, constants.COPYFILE_EXCL);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
