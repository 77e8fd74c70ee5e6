import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { FileIdentity } from '@hanzo/tools';

/** What the watch, or an editor, writes beside the sources. */
export interface OwnFilesParts {
  /** Of `--output`. */
  readonly outputs: readonly string[];
  readonly home: string;
  /** Whether the output of this process goes there. */
  readonly isStandard: (file: FileIdentity) => boolean;
}

/** Backups, swap files and locks of editors, which come and go with each save. */
const EDITORS = /~$|^#.*#$|^\.#|^\..*\.sw[a-z]$|^4913$|___jb_(tmp|old|bak)___$|^\.goutputstream-/;

/**
 * Says of files what is nobody's change: reports, the drafts that become them, the home, what this process writes to, and what
 * editors write for themselves.
 *
 * @returns it takes absolute paths whose folders have no links
 */
export function ownFiles({
  outputs,
  home,
  isStandard,
}: OwnFilesParts): (file: string, identity?: FileIdentity) => boolean {
  const reports = new Set(outputs.flatMap((file) => [inRealFolder(file), realOf(file)]));
  const folder = realOf(home);
  const isReport = (file: string): boolean =>
    reports.has(file) || (file.endsWith('.tmp') && reports.has(file.replace(/\.[0-9a-f]+\.tmp$/, '')));
  return (file, identity) =>
    file === folder ||
    file.startsWith(`${folder}${sep}`) ||
    isReport(file) ||
    EDITORS.test(basename(file)) ||
    (identity !== undefined && isStandard(identity));
}

/** A report takes the place of a link, and so does its draft. */
function inRealFolder(file: string): string {
  const path = resolve(file);
  return join(realOf(dirname(path)), basename(path));
}

/** Without links, as far as it exists. */
function realOf(file: string): string {
  const path = resolve(file);
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realOf(above), basename(path));
  }
}
