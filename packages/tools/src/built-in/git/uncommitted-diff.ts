import { countOf, HanzoError } from '@hanzo/contracts';
import { unifiedDiff } from '../../edits/unified-diff.ts';
import { isInRepository } from '../../workspace/tracked-but-ignored.ts';
import { PathFault } from '../../writes/confined-root.ts';
import { decoded } from '../sight/seen-text.ts';
import { Sight } from '../sight/sight.ts';
import { ToolFault } from '../tool-fault.ts';
import { openRepository, type Repository } from './repository.ts';
import { worktreeDiff } from './worktree-diff.ts';

/** Of all that is told, in UTF-16 units: whoever changed more has done something else than what is looked for. */
const MOST_CHARS = 200_000;
/** New files of which more than the name is told. */
const MOST_NEW_FILES = 40;
const MOST_NEW_BYTES = 64 * 1024;

/**
 * What was changed since the last commit, staged or not, new files included, as a unified diff. Files that no tool may see (ignored
 * ones, those that keep secrets) are not in it; secrets in the lines of others are: whoever sends it on redacts it.
 *
 * @param root of the workspace: absolute, links resolved
 * @param isShown false for a file of which nothing may be told; asked of those that changed. @default all may be
 * @returns at most about 200,000 characters, and what is left out in the last lines; undefined: it is in no repository, or nothing changed
 * @throws HanzoError TOOL_FAILED when git is not there, or the repository is one that tools leave alone
 */
export async function uncommittedDiff(
  root: string,
  signal: AbortSignal,
  isShown: (path: string) => boolean = () => true,
): Promise<string | undefined> {
  if (!(await isInRepository(root))) return undefined;
  using sight = new Sight({ root });
  try {
    const repository = await openRepository(root, signal);
    const { diff, undiffed } = await worktreeDiff(repository, sight, await lastCommit(repository), '', isShown);
    const fresh = await newFiles(repository, sight, isShown);
    return toldWhole(diff + fresh.diff, undiffed + fresh.undiffed);
  } catch (error) {
    if (!(error instanceof ToolFault)) throw error;
    throw new HanzoError('TOOL_FAILED', `The uncommitted changes cannot be read: ${error.message}`, {
      cause: error,
      mend: 'Leave them out, or put them into --context yourself.',
    });
  }
}

/** Before the first commit all is new: compared with a tree in which nothing is. */
async function lastCommit({ git }: Repository): Promise<string> {
  const head = await git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']).catch((error: unknown) => {
    if (error instanceof ToolFault) return undefined;
    throw error;
  });
  return (head ?? (await git(['hash-object', '-t', 'tree', '--stdin'], ''))).toString('utf8').trim();
}

async function newFiles(
  { git }: Repository,
  sight: Sight,
  isShown: (path: string) => boolean,
): Promise<{ readonly diff: string; readonly undiffed: number }> {
  const listed = await git([
    '-c',
    'core.excludesFile=/dev/null',
    'ls-files',
    '--others',
    '--exclude-standard',
    '-z',
    '--',
    '.',
  ]);
  const all = listed.toString('utf8').split('\0').slice(0, -1);
  // A name that ends with a slash is a repository of its own.
  const seen = all.filter((path) => !path.endsWith('/') && sight.reason(path, false) === undefined && isShown(path));
  const diff = seen.slice(0, MOST_NEW_FILES).map((path) => newFileDiff(sight, path));
  return { diff: diff.join(''), undiffed: Math.max(0, seen.length - MOST_NEW_FILES) };
}

function newFileDiff(sight: Sight, path: string): string {
  try {
    const file = sight.read(path, MOST_NEW_BYTES);
    if (file === undefined) return '';
    if (file.bytes === undefined) return `${path}: new, ${file.sizeBytes} bytes\n`;
    const found = decoded(file.bytes);
    return found.kind === 'text'
      ? unifiedDiff([{ path, before: undefined, after: found.text }])
      : `${path}: new, ${found.why}\n`;
  } catch (error) {
    if (error instanceof PathFault) return `${path}: new, ${error.message}\n`;
    throw error;
  }
}

function toldWhole(diff: string, undiffed: number): string | undefined {
  const more = undiffed > 0 ? `(what changed in ${countOf(undiffed, 'more file')} is left out)\n` : '';
  if (diff === '' && more === '') return undefined;
  if (diff.length <= MOST_CHARS) return diff + more;
  const whole = diff.slice(0, diff.lastIndexOf('\n', MOST_CHARS) + 1);
  const cut = diff.slice(whole.length).split('\n').length - 1;
  return `${whole}(${countOf(cut, 'more line')} left out)\n${more}`;
}
