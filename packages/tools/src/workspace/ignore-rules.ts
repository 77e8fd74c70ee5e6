import { join } from 'node:path';
import { ignorePatterns, type IgnorePattern } from './ignore-pattern.ts';
import { readRules } from './rules-file.ts';

/** In the order in which they speak: the last one has the last word. */
export const IGNORE_FILES: readonly string[] = ['.gitignore', '.hanzoignore'];

/** The ignore files of one folder, and of the folders above it. */
export interface IgnoreRules {
  /** From the top of the repository to the workspace: empty, or ending with a slash. */
  readonly prefix: string;
  /** Path of the folder from that top: empty, or ending with a slash. */
  readonly folder: string;
  readonly own: readonly IgnorePattern[];
  readonly above: IgnoreRules | undefined;
  /** Why nobody can say what is ignored in the folder: a sentence without its end. Then nothing in it is shown. */
  readonly fault: string | undefined;
}

export interface ReadOptions {
  /** The way to an ignore file of the folder, by its name. */
  readonly way: (name: string) => string;
  /** As {@link readRules} takes it. */
  readonly within: string | undefined;
}

/**
 * Reads the ignore files of a folder.
 *
 * @param folder from the workspace: empty, or ending with a slash
 */
export function readIgnoreRules(
  folder: string,
  above: IgnoreRules | undefined,
  { way, within }: ReadOptions,
): IgnoreRules {
  const found = IGNORE_FILES.map((name) => ({ name, ...readRules(way(name), within) }));
  const faulty = found.find((one) => 'fault' in one);
  const fault = faulty && 'fault' in faulty ? `its ignore file ${faulty.name} ${faulty.fault}` : undefined;
  const texts = found.map((one) => ('text' in one ? one.text : ''));
  return { ...rulesOf(folder, texts, above), fault };
}

/** The same for the folder of a workspace, wherever its links lead: for whoever tells nobody what is in them. */
export function readIgnoreRulesIn(root: string, folder: string, above: IgnoreRules | undefined): IgnoreRules {
  return readIgnoreRules(folder, above, { way: (name) => join(root, folder, name), within: undefined });
}

/** True for the name of a file that holds such rules. */
export function isIgnoreFile(name: string): boolean {
  return IGNORE_FILES.includes(name);
}

/** The rules of a folder, of what its ignore files hold. */
export function rulesOf(folder: string, texts: readonly string[], above: IgnoreRules | undefined): IgnoreRules {
  const prefix = above?.prefix ?? '';
  // Git compares case only where the file system does.
  const ignoreCase = process.platform !== 'linux';
  const own = texts.flatMap((text) => ignorePatterns(text, ignoreCase));
  return { prefix, folder: prefix + folder, own, above, fault: undefined };
}

/**
 * True when the path itself is ignored, whatever is with the folders above it. Folders end with a slash. The nearest folder that has a
 * say decides.
 *
 * @param path from the workspace
 */
export function isIgnored(rules: IgnoreRules, path: string): boolean {
  const isFolder = path.endsWith('/');
  const whole = rules.prefix + (isFolder ? path.slice(0, -1) : path);
  for (let level: IgnoreRules | undefined = rules; level !== undefined; level = level.above) {
    if (level.own.length === 0) continue;
    const names = whole.slice(level.folder.length).split('/');
    const last = level.own.findLast((pattern) => pattern.matches(names, isFolder));
    if (last !== undefined) return !last.isUnignored;
  }
  return false;
}
