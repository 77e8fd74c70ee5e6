import type { Sight } from '../sight/sight.ts';
import { changedPaths, type ChangedPaths } from './changed-paths.ts';
import type { Repository } from './repository.ts';

/** No program of a repository takes part, and no setting of it changes how it looks. */
const PLAIN = ['-r', '-M', '--no-ext-diff', '--no-textconv', '--no-color', '-O/dev/null'];
/** Changes of more files are listed only. */
const MOST_FILES = 200;

/** What changed between two commits, and the diff of it. */
export interface CommitDiff {
  readonly paths: ChangedPaths;
  readonly diff: string;
  /** So many files, the last ones, are not in it: there are too many. */
  readonly undiffed: number;
  /** What else may have changed where nobody looked, in words; empty or left out: nothing. */
  readonly unlooked?: string;
}

/**
 * Commits do not change, so that what may be seen is chosen first, and shown afterwards.
 *
 * @param states two full ids, or one of a first commit with `--root`
 * @param path from the workspace; empty: all of it
 */
export async function commitDiff(
  repository: Repository,
  sight: Sight,
  states: readonly string[],
  path: string,
): Promise<CommitDiff> {
  const all = ['diff-tree', '--no-commit-id', ...PLAIN];
  const raw = await repository.git([...all, '--raw', '-z', ...states, '--', path === '' ? '.' : path]);
  const paths = changedPaths(raw, repository, sight);
  const names = [...new Set(paths.seen.slice(0, MOST_FILES).flatMap(({ path: to, from }) => [from ?? to, to]))];
  if (names.length === 0) return { paths, diff: '', undiffed: 0 };
  const shown = ['--patch', '--src-prefix=a/', '--dst-prefix=b/', '--relative'];
  const diff = await repository.git([...all, ...shown, ...states, '--', ...names]);
  return { paths, diff: diff.toString('utf8'), undiffed: Math.max(0, paths.seen.length - MOST_FILES) };
}
