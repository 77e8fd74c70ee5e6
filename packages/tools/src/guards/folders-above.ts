import { posix } from 'node:path';

/** The folders above a file, its own first; '' is the workspace's root. */
export function foldersAbove(path: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    folders.push(folder === '.' ? '' : folder);
    if (folder === '.' || folder === '/') return folders;
  }
}
