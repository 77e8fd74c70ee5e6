import { lstat, readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { git } from './git.ts';

/**
 * Takes away what a repository knows of one worktree, and nothing else: `git worktree prune` would also forget those of the user
 * whose disk is away just now.
 *
 * @param tree where the worktree was: absolute, links resolved
 */
export async function removeEntry(top: string, tree: string): Promise<void> {
  const said = await git(top, ['rev-parse', '--git-common-dir']).catch(() => undefined);
  if (said === undefined) return;
  const entries = join(resolve(top, said.replace(/\n$/, '')), 'worktrees');
  for (const name of await readdir(entries).catch(() => [])) {
    const entry = join(entries, name);
    const found = await lstat(entry).catch(() => undefined);
    if (found?.isDirectory() !== true) continue;
    const leadsTo = await readFile(join(entry, 'gitdir'), 'utf8').catch(() => '');
    if (leadsTo.trim() === join(tree, '.git')) await rm(entry, { recursive: true, force: true });
  }
  // Git takes an empty one away as well.
  await rmdir(entries).catch(() => undefined);
}
