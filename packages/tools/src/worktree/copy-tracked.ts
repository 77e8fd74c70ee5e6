import { constants, lstatSync, type Stats } from 'node:fs';
import { copyFile, lstat, mkdir, readlink, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isInside } from '../workspace/confine.ts';
import { skipReasonByName } from '../workspace/skip-rules.ts';
import { MOST_BYTES, MOST_FILE_BYTES, MOST_FILES, tooLarge } from '../trial/copy-workspace.ts';
import { git } from './git.ts';

const COPIES_AT_ONCE = 16;

/** All with forward slashes. */
export interface TrackedCopy {
  /** Files that were copied. */
  readonly paths: readonly string[];
  /** Folders that git does not look into: repositories of their own, submodules too. */
  readonly repositories: readonly string[];
}

/**
 * Copies what git sees of a repository's files, as they stand there now: tracked ones with their uncommitted changes, and new
 * ones that are not ignored. Links are copied where they lead nowhere outside. What may hold secrets stays behind.
 *
 * @throws HanzoError USAGE when it is more than 50,000 files or 1 GiB
 */
export async function copyTracked(top: string, target: string, signal: AbortSignal): Promise<TrackedCopy> {
  const listed = await git(top, ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], signal);
  const listing = [...new Set(listed.split('\0'))].filter((path) => path !== '');
  const repositories = listing.filter((path) => isFolder(join(top, path))).map((path) => path.replace(/\/$/, ''));
  const all = listing.filter((path) => !isSecret(path));
  if (all.length > MOST_FILES) throw tooLarge(`${all.length} files`, `${MOST_FILES}`);
  const copied: string[] = [];
  let bytes = 0;
  for (let at = 0; at < all.length; at += COPIES_AT_ONCE) {
    signal.throwIfAborted();
    const batch = all.slice(at, at + COPIES_AT_ONCE);
    const sizes = await Promise.all(batch.map(async (path) => await copyOne(top, target, path)));
    copied.push(...batch.filter((_, index) => sizes[index] !== undefined));
    bytes += sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
    if (bytes > MOST_BYTES) throw tooLarge('more than 1 GiB', '1 GiB');
  }
  return { paths: copied, repositories };
}

/** Git lists files, and folders only where it does not look into them. */
function isFolder(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isSecret(path: string): boolean {
  return skipReasonByName(path.slice(path.lastIndexOf('/') + 1)) === 'may hold secrets';
}

/** Its size; undefined where nothing was copied: it is deleted, a submodule, or a link that leads outside. */
async function copyOne(top: string, target: string, path: string): Promise<number | undefined> {
  const [from, to] = [join(top, path), join(target, path)];
  const found: Stats | undefined = await lstat(from).catch(() => undefined);
  if (found === undefined) return undefined;
  if (found.isSymbolicLink()) return await copyLink(top, from, to);
  if (!found.isFile() || found.size > MOST_FILE_BYTES) return undefined;
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  return found.size;
}

async function copyLink(top: string, from: string, to: string): Promise<number | undefined> {
  const leadsTo = await readlink(from);
  if (leadsTo.startsWith('/') || !isInside(top, resolve(dirname(from), leadsTo))) return undefined;
  await mkdir(dirname(to), { recursive: true });
  await symlink(leadsTo, to);
  return 0;
}
