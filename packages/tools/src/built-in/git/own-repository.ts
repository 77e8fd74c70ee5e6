import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isInside } from '../../workspace/confine.ts';
import { ToolFault } from '../tool-fault.ts';

/** What git reads history from, all that is below included. */
const DEEP = ['objects', 'refs', 'info', 'logs', 'reftable'];
/** Nothing in it is started here, and some projects link their own folder there. */
const UNREAD = 'hooks';
/** Of folders and files of a repository. Others have run `git gc` long before. */
const MOST_ENTRIES = 500_000;
const BORROWED = ['alternates', 'http-alternates'];

/**
 * A `.git` that came with a workspace may lead to the repository of another one: as a whole, by a link in the place of any part of it,
 * or by a list of places to borrow from. One that lies outside must say itself that it belongs here, as those of worktrees and
 * submodules do.
 *
 * @throws ToolFault
 */
export async function refuseForeign(top: string, gitDir: string, commonDir: string): Promise<void> {
  const foreign = new ToolFault(
    'The repository of the workspace lies elsewhere, and does not say that it belongs here. Where it does, the user may have it say so: "git config core.worktree <folder of the workspace>".',
  );
  const [realTop, realGit, realCommon] = await Promise.all([top, gitDir, commonDir].map((path) => realpath(path)));
  if (realTop === undefined || realGit === undefined || realCommon === undefined) throw foreign;
  if (isInside(realTop, realGit)) {
    if (!isInside(realTop, realCommon)) throw foreign;
    const entry = await lstat(join(top, '.git')).catch(() => undefined);
    if (entry?.isSymbolicLink() === true) throw foreign;
  } else if (!(await pointsBack(realGit, realTop))) throw foreign;
  for (const folder of new Set([realGit, realCommon])) await refuseLinks(folder);
  for (const name of BORROWED) await refuseBorrowed(join(realCommon, 'objects/info', name));
}

/** A worktree's folder names the `.git` file that leads to it, a submodule's names its files. */
async function pointsBack(gitDir: string, top: string): Promise<boolean> {
  const back = await readFile(join(gitDir, 'gitdir'), 'utf8').catch(() => undefined);
  if (back !== undefined) return (await realpath(dirname(resolve(gitDir, back.trim()))).catch(() => '')) === top;
  // With `extensions.worktreeConfig` it stands in the second one.
  for (const name of ['config', 'config.worktree']) {
    const config = await readFile(join(gitDir, name), 'utf8').catch(() => '');
    const tree = /^\s*worktree\s*=\s*"?(.+?)"?\s*$/m.exec(config)?.[1];
    if (tree !== undefined && (await realpath(resolve(gitDir, tree)).catch(() => '')) === top) return true;
  }
  return false;
}

/** Git would follow any of them, and tell what is there. */
async function refuseLinks(gitDir: string): Promise<void> {
  const pending = [''];
  let seen = 0;
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = await readdir(join(gitDir, folder), { withFileTypes: true });
    seen += entries.length;
    if (seen > MOST_ENTRIES)
      throw new ToolFault('The repository has too many files for tools to look into it: run "git gc".');
    for (const entry of entries) {
      const path = join(folder, entry.name);
      const isLooked = folder !== '' || DEEP.includes(entry.name);
      if (entry.isDirectory() && isLooked) pending.push(path);
      if (!entry.isSymbolicLink() || path === UNREAD) continue;
      throw new ToolFault(
        `A part of the repository (.git/${path}) is a link: what it leads to may belong elsewhere, and tools leave such a repository alone.`,
      );
    }
  }
}

async function refuseBorrowed(file: string): Promise<void> {
  const found = await lstat(file).catch(() => undefined);
  if (found === undefined || found.size === 0) return;
  throw new ToolFault(
    'The repository borrows objects of another one, whose history tools may not see (.git/objects/info/alternates, as of "git clone --reference" or "--shared"). The user may make it whole with "git repack -a -d", and then delete that file.',
  );
}
