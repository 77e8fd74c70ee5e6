import type { Stats } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { packagesFault } from '../trial/copy-workspace.ts';
import { isInside } from '../workspace/confine.ts';
import { isSkippedFolder, skipReasonByName } from '../workspace/skip-rules.ts';

const MOST_PATH_CHARS = 240;
/** What file systems take for one name, and for a whole path. */
const MOST_NAME_BYTES = 255;
const MOST_PATH_BYTES = 4_095;

/**
 * Why no new file may be made at a path, or undefined. New files stand in the folder of a file that the task is about, or below
 * it; never among hidden files, in folders that hold no source, among packages of others, or behind a link.
 */
export async function newFileFault(
  root: string,
  path: string,
  sources: readonly string[],
): Promise<string | undefined> {
  const fault = nameFault(root, path);
  if (fault !== undefined) return fault;
  const packages = await packagesFault(root, path);
  if (packages !== undefined) return packages;
  const folders = sources.map((source) => posix.dirname(source));
  if (!folders.some((folder) => folder === '.' || path.startsWith(`${folder}/`)))
    return `it is not beside the files that were sent (${[...new Set(folders)].join(', ')})`;
  if ((await exists(join(root, path))) !== undefined) return 'there is a file of that name already';
  return await folderFault(root, path);
}

/**
 * Why two new files cannot both be made, or undefined: one is a folder of the other, or they differ by case alone, which not all
 * file systems tell apart.
 */
export function newFilesClash(a: string, b: string): string | undefined {
  const [one, other] = [folded(a), folded(b)];
  if (one === other) return 'both have that name';
  return one.startsWith(`${other}/`) || other.startsWith(`${one}/`) ? 'one is a folder of the other' : undefined;
}

function folded(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function nameFault(root: string, path: string): string | undefined {
  // oxlint-disable-next-line no-control-regex -- finding them is the point
  if (path === '' || path.length > MOST_PATH_CHARS || /[\u0000-\u001f\u007f\\:*?"<>|]/.test(path))
    return 'it is no name for a file';
  const parts = path.split('/');
  if (path.startsWith('/') || parts.some((part) => part === '' || part === '.' || part === '..'))
    return 'it leads outside the workspace';
  const isLong = Buffer.byteLength(join(root, path)) > MOST_PATH_BYTES;
  if (isLong || parts.some((part) => Buffer.byteLength(part) > MOST_NAME_BYTES)) return 'its name is too long';
  if (parts.some((part) => part.startsWith('.') || isSkippedFolder(part)))
    return 'hidden files and folders without source are left alone';
  const reason = skipReasonByName(parts.at(-1) ?? '');
  return reason === undefined ? undefined : `such a file is left alone: ${reason}`;
}

/** Git makes no file behind a link: the nearest folder that is there must be what its name says. */
async function folderFault(root: string, path: string): Promise<string | undefined> {
  for (let below = path, folder = dirname(path); ; below = folder, folder = dirname(folder)) {
    const found = await exists(join(root, folder));
    if (found === undefined && folder !== '.') continue;
    const real = await realpath(join(root, folder)).catch(() => root);
    if (!isInside(root, real)) return 'its folder leads outside the workspace';
    if (real !== join(root, folder)) return 'a folder above it is a symbolic link';
    if (found?.isDirectory() !== true) return 'a folder above it is a file';
    const names = await readdir(real).catch(() => []);
    const like = names.find((name) => folded(name) === folded(posix.basename(below)));
    return like === undefined
      ? undefined
      : `there is ${JSON.stringify(like)} already, of the same name but for its case`;
  }
}

async function exists(file: string): Promise<Stats | undefined> {
  return await lstat(file).catch(() => undefined);
}
