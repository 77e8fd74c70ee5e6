import { isInRepository } from '../../workspace/tracked-but-ignored.ts';
import { Sight } from '../sight/sight.ts';
import { ToolFault } from '../tool-fault.ts';
import { openRepository } from './repository.ts';

/** A commit of so many files is a move or a reformatting: it says nothing of any of them. */
const MOST_FILES_OF_COMMIT = 40;
/** What `%x01` writes: it stands in no path that git does not quote. */
const MARK = '\u0001';

/** A file that the latest commits changed. */
export interface RecentChange {
  /** From the workspace. It may be gone since. */
  readonly path: string;
  /** The latest of them: 0 is HEAD itself. */
  readonly commitsAgo: number;
  /** How many of them changed it. */
  readonly commits: number;
}

/**
 * Which files the latest commits changed, the latest first. Those that no tool may see are not in it.
 *
 * @param root of the workspace: absolute, links resolved
 * @returns none outside of a repository, before the first commit, and where tools leave the repository alone
 * @throws HanzoError TOOL_FAILED when git is not there
 */
export async function recentlyChanged(
  root: string,
  { commits }: { readonly commits: number },
  signal: AbortSignal,
): Promise<readonly RecentChange[]> {
  if (!(await isInRepository(root))) return [];
  using sight = new Sight({ root });
  try {
    const { git, prefix } = await openRepository(root, signal);
    const format = ['--name-only', '--no-renames', '--no-merges', '--no-color', '--no-show-signature', '--no-ext-diff'];
    const log = await git(['log', `--max-count=${commits}`, '--format=%x01', ...format, 'HEAD', '--', '.']);
    return changesIn(log.toString('utf8'), (path) =>
      path.startsWith(prefix) && sight.reason(path.slice(prefix.length), false) === undefined
        ? path.slice(prefix.length)
        : undefined,
    );
  } catch (error) {
    if (error instanceof ToolFault) return [];
    throw error;
  }
}

function changesIn(log: string, ownPath: (path: string) => string | undefined): readonly RecentChange[] {
  const changes = new Map<string, { path: string; commitsAgo: number; commits: number }>();
  const commits = log.split(MARK).slice(1);
  for (const [commitsAgo, names] of commits.entries()) {
    const paths = names.split('\n').filter(Boolean);
    if (paths.length > MOST_FILES_OF_COMMIT) continue;
    for (const name of paths) {
      const path = ownPath(name);
      if (path === undefined) continue;
      const known = changes.get(path);
      if (known === undefined) changes.set(path, { path, commitsAgo, commits: 1 });
      else known.commits += 1;
    }
  }
  return [...changes.values()];
}
