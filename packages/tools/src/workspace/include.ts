import { HanzoError } from '@hanzo/contracts';
import { glob } from 'tinyglobby';

/** Paths that the patterns name. A folder's name means all that is in it. Links are not followed. */
export async function includedPaths(root: string, patterns: readonly string[]): Promise<ReadonlySet<string>> {
  for (const pattern of patterns) {
    const bare = pattern.replace(/^!/, '');
    if (/^([/\\]|[A-Za-z]:)/.test(bare) || bare.split(/[/\\]/).includes('..')) {
      throw new HanzoError('USAGE', `The pattern ${JSON.stringify(pattern)} leads outside the workspace.`, {
        mend: 'Write patterns relative to the workspace, like "src/**/*.ts".',
      });
    }
  }
  const options = { cwd: root, dot: true, followSymbolicLinks: false, ignore: ['**/node_modules', '**/.git'] };
  return new Set(await glob([...patterns], options));
}
