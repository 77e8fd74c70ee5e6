import type { Stats } from 'node:fs';
import { lstat, realpath } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { isInside } from '../confine.ts';
import { isSkippedFolder, skipReasonByName } from '../skip-rules.ts';

const MOST_PATH_CHARS = 240;

/**
 * Why no new file may be made at a path, or undefined. New files stand in the folder of a file that the task is about, or below
 * it; never among hidden files, in folders that hold no source, or where a link leads outside.
 */
export async function newFileFault(
  root: string,
  path: string,
  sources: readonly string[],
): Promise<string | undefined> {
  const fault = nameFault(path);
  if (fault !== undefined) return fault;
  const folders = sources.map((source) => posix.dirname(source));
  if (!folders.some((folder) => folder === '.' || path.startsWith(`${folder}/`)))
    return `it is not beside the files of the task (${[...new Set(folders)].join(', ')})`;
  if ((await exists(join(root, path))) !== undefined) return 'there is a file of that name already';
  return (await landsInside(root, path)) ? undefined : 'its folder leads outside the workspace';
}

function nameFault(path: string): string | undefined {
  // oxlint-disable-next-line no-control-regex -- finding them is the point
  if (path === '' || path.length > MOST_PATH_CHARS || /[\u0000-\u001f\u007f\\:*?"<>|]/.test(path))
    return 'it is no name for a file';
  const parts = path.split('/');
  if (path.startsWith('/') || parts.some((part) => part === '' || part === '.' || part === '..'))
    return 'it leads outside the workspace';
  if (parts.some((part) => part.startsWith('.') || isSkippedFolder(part)))
    return 'hidden files and folders without source are left alone';
  const reason = skipReasonByName(parts.at(-1) ?? '');
  return reason === undefined ? undefined : `such a file is left alone: ${reason}`;
}

/** The nearest folder above it that is there, its links followed, is a folder of the workspace. */
async function landsInside(root: string, path: string): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const found = await exists(join(root, folder));
    if (found === undefined && folder !== '.') continue;
    if (found?.isDirectory() !== true) return false;
    return isInside(root, await realpath(join(root, folder)));
  }
}

async function exists(file: string): Promise<Stats | undefined> {
  return await lstat(file).catch(() => undefined);
}
