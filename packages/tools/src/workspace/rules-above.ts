import { lstatSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { IGNORE_FILES, type IgnoreRules, isIgnored, rulesOf } from './ignore-rules.ts';
import { readRules } from './rules-file.ts';

/** Folders above a workspace that are looked at for a repository. */
const MOST_ABOVE = 40;
/** Of a file that names a folder. */
const MOST_BYTES = 64 * 1024;

/**
 * The rules of the repository that a workspace is in, where it is only a folder of it, and what `.git/info/exclude` names. Undefined:
 * there are none, or they ignore the workspace itself, which somebody opened all the same.
 *
 * @param root of the workspace: absolute, links resolved
 */
export function rulesAbove(root: string): IgnoreRules | undefined {
  const top = topOf(root);
  if (top === undefined) return undefined;
  const names = relative(top, root).split(sep).filter(Boolean);
  const prefix = names.map((name) => `${name}/`).join('');
  let rules = level('', [join(gitFolder(top), 'info/exclude')], undefined);
  for (const index of names.keys()) {
    const folder = names
      .slice(0, index)
      .map((name) => `${name}/`)
      .join('');
    const files = IGNORE_FILES.map((name) => join(top, folder, name));
    rules = level(folder, files, rules);
    if (isIgnored(rules, `${folder}${names[index]}/`)) return undefined;
  }
  return from(prefix, rules);
}

function level(folder: string, files: readonly string[], above: IgnoreRules | undefined): IgnoreRules {
  const texts = files.map((file) => {
    const found = readRules(file, undefined);
    return 'text' in found ? found.text : '';
  });
  return rulesOf(folder, texts, above);
}

/** The same rules for paths that begin at another folder. */
function from(prefix: string, rules: IgnoreRules): IgnoreRules {
  return { ...rules, prefix, above: rules.above && from(prefix, rules.above) };
}

function topOf(root: string): string | undefined {
  let folder = root;
  for (let up = 0; up < MOST_ABOVE; up += 1) {
    if (lstatSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined) return folder;
    const above = dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
  return undefined;
}

/** Of worktrees and submodules `.git` is a file that names it. */
function gitFolder(top: string): string {
  const own = join(top, '.git');
  const named = firstLine(own)?.replace(/^gitdir: /, '');
  if (named === undefined) return own;
  const folder = resolve(top, named);
  const common = firstLine(join(folder, 'commondir'));
  return common === undefined ? folder : resolve(folder, common);
}

function firstLine(file: string): string | undefined {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found?.isFile() !== true || found.size > MOST_BYTES) return undefined;
  return readFileSync(file, 'utf8').split('\n')[0]?.trim();
}
