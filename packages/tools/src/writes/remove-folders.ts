import { rmdirSync } from 'node:fs';
import { ConfinedRoot } from './confined-root.ts';

/** Takes away folders that are empty, innermost first. Those that hold something, or are gone, are left. */
export function removeEmptyFolders(root: string, folders: readonly string[]): void {
  using confined = new ConfinedRoot(root);
  for (const path of folders.toSorted((a, b) => b.length - a.length)) {
    try {
      const parent = confined.folderOf(path, { make: false });
      if (parent !== undefined) rmdirSync(parent.entry(path.slice(path.lastIndexOf('/') + 1)));
    } catch {
      // It has other files by now.
    }
  }
}
