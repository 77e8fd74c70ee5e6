import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';

const IGNORE_FILES = ['.gitignore', '.hanzoignore'] as const;

/** The ignore files of one folder, and of the folders above it. */
export interface IgnoreRules {
  /** Path of the folder inside the workspace: empty, or ending with a slash. */
  readonly folder: string;
  readonly own: Ignore | undefined;
  readonly above: IgnoreRules | undefined;
}

/** Reads a folder's `.gitignore` and `.hanzoignore`; the latter speaks last. */
export async function readIgnoreRules(
  root: string,
  folder: string,
  above: IgnoreRules | undefined,
): Promise<IgnoreRules> {
  const texts = await Promise.all(
    IGNORE_FILES.map((name) => readFile(join(root, folder, name), 'utf8').catch(() => '')),
  );
  return rulesOf(folder, texts, above);
}

/** The same at once, for whoever cannot wait. */
export function readIgnoreRulesNow(root: string, folder: string, above: IgnoreRules | undefined): IgnoreRules {
  const texts = IGNORE_FILES.map((name) => {
    try {
      return readFileSync(join(root, folder, name), 'utf8');
    } catch {
      return '';
    }
  });
  return rulesOf(folder, texts, above);
}

/** True for the name of a file that holds such rules. */
export function isIgnoreFile(name: string): boolean {
  return (IGNORE_FILES as readonly string[]).includes(name);
}

function rulesOf(folder: string, texts: readonly string[], above: IgnoreRules | undefined): IgnoreRules {
  if (texts.every((text) => text === '')) return { folder, own: undefined, above };
  // Git compares case only where the file system does.
  const own = ignore({ ignorecase: process.platform !== 'linux' }).add(texts.join('\n'));
  return { folder, own, above };
}

/** True when the path is ignored. Folders end with a slash. The nearest folder that has a say decides. */
export function isIgnored(rules: IgnoreRules, path: string): boolean {
  for (let level: IgnoreRules | undefined = rules; level !== undefined; level = level.above) {
    const verdict = level.own?.test(path.slice(level.folder.length));
    if (verdict?.ignored === true) return true;
    if (verdict?.unignored === true) return false;
  }
  return false;
}
