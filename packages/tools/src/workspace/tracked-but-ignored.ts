import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { git } from '../worktree/git.ts';
import { isSkippedFolder } from './skip-rules.ts';

/**
 * Files that git tracks though a `.gitignore` names them: they are part of the project, and whoever leaves out what is ignored
 * does not see them. Empty outside of a repository, and where git is not there.
 *
 * @param root of the workspace: absolute
 */
export async function trackedButIgnored(root: string, signal: AbortSignal | undefined): Promise<readonly string[]> {
  if (!(await isInRepository(root))) return [];
  // What else than ignore files of the repository is named by its settings.
  const plain = ['-c', 'core.excludesFile=/dev/null'];
  const listed = await git(root, [...plain, 'ls-files', '-z', '-ci', '--exclude-standard'], signal).catch(() => '');
  signal?.throwIfAborted();
  const paths = listed.split('\0').filter((path) => path !== '' && !path.split('/').some(isSkippedFolder));
  const found = await Promise.all(paths.map(async (path) => ((await isThere(join(root, path))) ? [path] : [])));
  return found.flat();
}

/** Git is started only where it has something to say. */
export async function isInRepository(folder: string): Promise<boolean> {
  if (await isThere(join(folder, '.git'))) return true;
  const above = dirname(folder);
  return above !== folder && (await isInRepository(above));
}

async function isThere(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}
