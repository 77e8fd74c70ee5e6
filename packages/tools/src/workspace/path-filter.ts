import { type IgnoreRules, isIgnored, isIgnoreFile, readIgnoreRulesIn } from './ignore-rules.ts';
import { rulesAbove } from './rules-above.ts';
import { isSkippedFolder } from './skip-rules.ts';

/** Says without waiting which paths a workspace leaves out. */
export interface PathFilter {
  /** @param path from the workspace, with forward slashes */
  isLeftOut(path: string, isFolder: boolean): boolean;
  /** Told of each path that changes. @returns true for an ignore file: they are read again */
  changed(path: string): boolean;
}

/** For watching: by the same names and ignore files as the workspace's listing, which stays the one that counts. */
export function pathFilter(root: string): PathFilter {
  let folders = new Map<string, { readonly rules: IgnoreRules; readonly isLeftOut: boolean }>();
  const folderOf = (folder: string): { readonly rules: IgnoreRules; readonly isLeftOut: boolean } => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const above = folder === '' ? undefined : folderOf(parentOf(folder));
    const isOut = above !== undefined && (above.isLeftOut || isOutIn(above.rules, folder, true));
    const rules = readIgnoreRulesIn(root, folder, above === undefined ? rulesAbove(root) : above.rules);
    const made = { rules, isLeftOut: isOut || rules.fault !== undefined };
    folders.set(folder, made);
    return made;
  };
  return {
    isLeftOut(path, isFolder) {
      const own = isFolder ? `${path}/` : path;
      const { rules, isLeftOut } = folderOf(parentOf(own));
      return isLeftOut || isOutIn(rules, own, isFolder);
    },
    changed(path) {
      const isRules = isIgnoreFile(path.slice(path.lastIndexOf('/') + 1));
      if (isRules) folders = new Map();
      return isRules;
    },
  };
}

function isOutIn(rules: IgnoreRules, path: string, isFolder: boolean): boolean {
  const name = path.replace(/\/$/, '').split('/').at(-1) ?? '';
  return (isFolder && isSkippedFolder(name)) || isIgnored(rules, path);
}

/** Of `a/b/` and of `a/b` it is `a/`; of `a` it is empty. */
function parentOf(path: string): string {
  const bare = path.replace(/\/$/, '');
  return bare.slice(0, bare.lastIndexOf('/') + 1);
}
