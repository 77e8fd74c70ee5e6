import { lstat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { escapePath, glob } from 'tinyglobby';

export interface IncludedPaths {
  readonly paths: ReadonlySet<string>;
  /** What each of them names by itself; those that leave out are not in it. */
  readonly byPattern: ReadonlyMap<string, readonly string[]>;
}

/** Beyond these nobody is told which pattern names nothing: each is one more look at the whole workspace. */
const MOST_TOLD = 50;

/**
 * Paths that the patterns name. A folder's name means all that is in it, and a file's name that file, also where it looks like
 * a pattern: shells make lists of names. Links are not followed.
 */
export async function includedPaths(root: string, patterns: readonly string[]): Promise<IncludedPaths> {
  for (const pattern of patterns) {
    const bare = pattern.replace(/^!/, '');
    if (/^([/\\]|[A-Za-z]:)/.test(bare) || bare.split(/[/\\]/).includes('..')) {
      throw new HanzoError('USAGE', `The pattern ${JSON.stringify(pattern)} leads outside the workspace.`, {
        mend: 'Write patterns relative to the workspace, like "src/**/*.ts".',
      });
    }
  }
  const names: string[] = [];
  const globs: string[] = [];
  for (const pattern of patterns) ((await isFile(join(root, pattern))) ? names : globs).push(pattern);
  const paths = names.map((name) => posix.normalize(name.replaceAll('\\', '/')));
  const one = (pattern: string): readonly string[] => [pattern];
  const exact = new Map(names.map((name, at) => [name, one(paths[at] ?? name)]));
  if (globs.length === 0) return { paths: new Set(paths), byPattern: exact };
  // What is left out again is left out of the names, too.
  const isLeftOut = globs.some((pattern) => pattern.startsWith('!'));
  const options = { cwd: root, dot: true, followSymbolicLinks: false, ignore: ['**/node_modules', '**/.git'] };
  const escaped = isLeftOut ? names.map((name) => escapePath(name)) : [];
  const found = await glob([...escaped, ...globs], options);
  const byPattern = new Map(exact);
  for (const pattern of globs.slice(0, MOST_TOLD))
    if (!pattern.startsWith('!')) byPattern.set(pattern, await glob([pattern], options));
  return { paths: new Set(isLeftOut ? found : [...paths, ...found]), byPattern };
}

async function isFile(path: string): Promise<boolean> {
  return await lstat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
}
