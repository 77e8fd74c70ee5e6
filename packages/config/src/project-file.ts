import { lstatSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type PlainText, readPlainText, refusedFile } from './plain-file.ts';

/** What a project's file holds, as it was at one moment. */
export type ProjectText = PlainText;

const OPTIONS = {
  /** Nobody writes more by hand, and who is asked to trust it should be able to read it. */
  maxBytes: 65_536,
  whenLarger: 'Leave only tiers, kinds, commands and delegate in it.',
} as const;

const FOLDER = '.hanzo';

/** Where a workspace's own file would be. Symlinks of the workspace's path are resolved, as far as it exists. */
export function projectPaths(workspace: string): { readonly root: string; readonly file: string } {
  const root = realPath(resolve(workspace));
  return { root, file: join(root, FOLDER, 'config.json') };
}

/**
 * Reads a workspace's own file; undefined when there is none. Nothing of it is believed yet.
 *
 * @throws HanzoError CONFIG_INVALID when it is a link, no file, too large, or cannot be read
 */
export function readProjectText(workspace: string): ProjectText | undefined {
  const { root, file } = projectPaths(workspace);
  const folder = join(root, FOLDER);
  if (isLink(folder)) throw refusedFile(folder, 'is a symbolic link', 'Make it a folder.');
  return readPlainText(file, OPTIONS);
}

/** False also for what is not there, or cannot be looked at: reading it says so. */
function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

/** The path without symlinks; as it is where it does not exist. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
