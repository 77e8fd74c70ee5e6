import { lstat, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLeft } from '../trial/trial-owner.ts';
import { removeEntry } from './own-entry.ts';

/** Names of worktrees' folders begin so. */
export const WORKTREE_BEGINNING = 'hanzo-worktree-';
/** The worktree in such a folder. */
export const TREE = 'hanzo-tree';
/** Beside the worktree: the repository that it belongs to. */
export const REPOSITORY_FILE = 'repository';

/** Folders of worktrees whose processes have ended without taking them away, as when they were killed. */
export async function leftWorktrees(): Promise<readonly string[]> {
  const left: string[] = [];
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    const folder = join(tmpdir(), name);
    if (name.startsWith(WORKTREE_BEGINNING) && (await isOwn(folder)) && (await isLeft(folder))) left.push(folder);
  }
  return left;
}

/** Takes them away, and what their repositories know of them. */
export async function sweepWorktrees(): Promise<void> {
  for (const folder of await leftWorktrees()) {
    const repository = await readFile(join(folder, REPOSITORY_FILE), 'utf8').catch(() => undefined);
    const real = await realpath(folder).catch(() => folder);
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    if (repository !== undefined) await removeEntry(repository, join(real, TREE)).catch(() => undefined);
  }
}

async function isOwn(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  return found?.isDirectory() === true && (process.getuid === undefined || found.uid === process.getuid());
}
