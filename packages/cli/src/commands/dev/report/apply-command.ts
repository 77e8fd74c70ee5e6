import { lstat, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { shellWord } from '../../../terminal/shell-word.ts';

/**
 * The command that applies a workspace's patch from wherever it is typed. In a part of a larger repository git takes a patch's
 * paths from the repository's top: it would change another file of the same name, or silently none.
 *
 * @param root of the workspace: absolute, links resolved
 */
export async function applyCommand(root: string, file: string, cwd: string = process.cwd()): Promise<string> {
  const top = (await gitTop(root)) ?? root;
  const isThere = (await realpath(cwd).catch(() => cwd)) === top;
  const where = isThere ? [] : ['-C', top];
  const part = top === root ? [] : [`--directory=${relative(top, root).split(sep).join('/')}`];
  // An option must not be made of a file's name.
  const patch = isThere && !file.startsWith('-') ? file : resolve(cwd, file);
  return ['git', ...where, 'apply', ...part, patch].map(shellWord).join(' ');
}

/** The folder of the repository that a folder is in: where `.git` is, a folder of git's or the file of a worktree. */
async function gitTop(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    const git = await lstat(join(at, '.git')).catch(() => undefined);
    if (git?.isFile() === true || (await lstat(join(at, '.git', 'HEAD')).catch(() => undefined)) !== undefined)
      return at;
    if (at === dirname(at)) return undefined;
  }
}
