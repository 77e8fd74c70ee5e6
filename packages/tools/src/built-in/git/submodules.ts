import { showHidden } from '../../edits/hidden-characters.ts';
import { fitting } from '../numbered-lines.ts';
import type { Sight } from '../sight/sight.ts';
import { ToolFault } from '../tool-fault.ts';
import type { Repository } from './repository.ts';

/** Of the names of submodules, in what is told of them. */
const NAMES_BYTES = 400;
const COMMIT = /^([-+])Subproject commit ([0-9a-f]{40,64})$/gm;

/**
 * Says that nobody looked inside the submodules: git would go by what their own repositories say. Empty where there are none.
 *
 * @param path from the workspace; empty: all of it
 */
export async function unlookedNote({ git }: Repository, sight: Sight, path: string): Promise<string> {
  const list = await git(['ls-files', '--stage', '-z', '--', path === '' ? '.' : path]).catch((error: unknown) => {
    if (error instanceof ToolFault) return undefined;
    throw error;
  });
  // Too many files to be listed.
  if (list === undefined) return 'inside submodules, if there are any, nobody looked';
  const all = list
    .toString('utf8')
    .split('\0')
    .flatMap((line) => /^160000 [^\t]*\t(.*)$/s.exec(line)?.[1] ?? []);
  if (all.length === 0) return '';
  const seen = all.filter((name) => sight.reason(name, true) === undefined);
  const [names] = fitting(seen.map(showHidden), NAMES_BYTES);
  const more = all.length - names.length;
  const told = [...names, ...(more > 0 ? [`${more} ${names.length > 0 ? 'more' : 'of them'}`] : [])];
  return `inside the submodules (${told.join(', ')}) nobody looked`;
}

/**
 * Which commits of a submodule a commit and the files now name. Empty: the same.
 *
 * @param path from the workspace
 */
export async function submoduleDiff({ git }: Repository, commit: string, path: string): Promise<string> {
  const plain = ['--no-renames', '--no-ext-diff', '--no-textconv', '--no-color', '--ignore-submodules=dirty'];
  const patch = await git(['diff-index', '--patch', ...plain, commit, '--', path]);
  // Only ids are taken of it: by now a file may stand there.
  const ids = new Map(Array.from(patch.toString('utf8').matchAll(COMMIT), ([, sign, id]) => [sign, id]));
  const [before, now] = [ids.get('-'), ids.get('+')];
  if (before === now) return '';
  return `${path}: submodule, commit ${before ?? '(none)'} -> ${now ?? '(none)'}\n`;
}
