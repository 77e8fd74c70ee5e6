import { constants, lstatSync, type Dirent } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, readlink, realpath, symlink } from 'node:fs/promises';
import { dirname, join, posix, relative, sep } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { isInside } from '../workspace/confine.ts';
import { walk } from '../workspace/walk.ts';

/**
 * Folders that a project's programs need and that nobody edits: the copy has links to what is in them. Who writes to a package
 * there writes to the workspace's own.
 */
const LINKED = ['node_modules', '.venv', 'venv', 'vendor'] as const;
/** More is no project that a copy should be made of for every run. */
export const MOST_FILES = 50_000;
export const MOST_BYTES: number = 1024 ** 3;
/** A larger file is data, and few tests need it: it is left out. */
export const MOST_FILE_BYTES: number = 128 * 1024 ** 2;
const COPIES_AT_ONCE = 16;

/** What is copied of a workspace, as it stands at a time. */
export interface WorkspaceFiles {
  /** Files with what tells one version from another, in the order in which they were found. With forward slashes. */
  readonly stamps: ReadonlyMap<string, string>;
  /** Files that are too large to be copied. */
  readonly leftOut: readonly string[];
  readonly bytes: number;
}

/** What the copy holds. */
export interface WorkspaceCopy extends WorkspaceFiles {
  /** Files, with forward slashes, in the order in which they were found. */
  readonly paths: readonly string[];
  /** Folders whose entries are links, with forward slashes. */
  readonly linked: readonly string[];
}

/**
 * Copies what is in a workspace into an empty folder: no ignored files, no links, nothing that may hold secrets, no file of more
 * than 128 MiB.
 *
 * @throws HanzoError USAGE when it is more than 50,000 files or 1 GiB
 */
export async function copyWorkspace(root: string, target: string, signal: AbortSignal): Promise<WorkspaceCopy> {
  const files = await workspaceFiles(root, signal);
  const all = [...files.stamps.keys()];
  if (all.length > MOST_FILES) throw tooLarge(`${all.length} files`, `${MOST_FILES}`);
  if (files.bytes > MOST_BYTES) throw tooLarge('more than 1 GiB', '1 GiB');
  const paths: string[] = [];
  for (let at = 0; at < all.length; at += COPIES_AT_ONCE) {
    signal.throwIfAborted();
    const batch = all.slice(at, at + COPIES_AT_ONCE);
    const copied = await Promise.all(batch.map(async (path) => await copyOne(root, target, path)));
    paths.push(...batch.filter((_, index) => copied[index] === true));
  }
  return { ...files, paths, linked: await linkedFolders(root, paths) };
}

/** What there is to copy now. */
export async function workspaceFiles(root: string, signal: AbortSignal): Promise<WorkspaceFiles> {
  const { paths: texts, skipped } = await walk(root, signal);
  const others = skipped.filter(({ reason }) => COPIED_REASONS.has(reason)).map(({ path }) => path);
  const stamps = new Map<string, string>();
  const leftOut: string[] = [];
  let bytes = 0;
  for (const path of [...texts, ...others]) {
    const found = lstatSync(join(root, path), { bigint: true, throwIfNoEntry: false });
    if (found === undefined) continue;
    if (found.size > MOST_FILE_BYTES) {
      leftOut.push(path);
      continue;
    }
    bytes += Number(found.size);
    stamps.set(path, [found.ino, found.size, found.mtimeNs, found.ctimeNs, found.mode].join(' '));
  }
  return { stamps, leftOut, bytes };
}

/** Not source, but tests may read them. */
const COPIED_REASONS: ReadonlySet<string> = new Set(['lockfile', 'generated', 'binary']);

export function tooLarge(size: string, most: string): HanzoError {
  return new HanzoError('USAGE', `The workspace has ${size}; trials copy ${most} at most.`, {
    mend: 'Open a smaller folder with --workspace, or ignore what is no source.',
  });
}

/** False when it has gone since it was found. */
async function copyOne(root: string, target: string, path: string): Promise<boolean> {
  const file = join(target, path);
  await mkdir(dirname(file), { recursive: true });
  try {
    await copyFile(join(root, path), file, constants.COPYFILE_FICLONE);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/** Beside the files that were copied: packages of a monorepo have their own. */
export async function linkedFolders(root: string, paths: readonly string[]): Promise<readonly string[]> {
  const folders = new Set([
    '',
    ...paths.filter((path) => path.endsWith('/package.json')).map((path) => `${dirname(path)}/`),
  ]);
  const copied = new Set(paths.flatMap(foldersAbove));
  const found: string[] = [];
  for (const folder of folders)
    for (const name of LINKED) {
      const path = folder + name;
      const stands = await lstat(join(root, path)).catch(() => undefined);
      if (stands?.isDirectory() !== true) continue;
      found.push(...(copied.has(path) ? await foldersBeside(root, path, copied) : [path]));
    }
  return found;
}

/** Some of its packages belong to the project, and were copied: the others. */
async function foldersBeside(root: string, path: string, copied: ReadonlySet<string>): Promise<readonly string[]> {
  const entries = await readdir(join(root, path), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && isLinked(entry.name));
  return folders.map(({ name }) => `${path}/${name}`).filter((inner) => !copied.has(inner));
}

/** `a`, `a/b` of `a/b/c`. */
export function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Where a copy has links to packages of the workspace: why nothing is changed there. Undefined: it may be. */
export async function packagesFault(root: string, path: string): Promise<string | undefined> {
  for (const folder of foldersAbove(path)) {
    const name = posix.basename(folder).toLowerCase();
    if (!LINKED.some((one) => one === name)) continue;
    // As in `linkedFolders`: elsewhere a folder may have such a name for a reason of its own.
    const above = posix.dirname(folder);
    const isOfProject = above === '.' || (await exists(join(root, above, 'package.json')));
    if (isOfProject || name !== 'vendor') return `packages of others stand in ${folder}`;
  }
  return undefined;
}

async function exists(file: string): Promise<boolean> {
  return (await lstat(file).catch(() => undefined)) !== undefined;
}

/**
 * Makes a folder whose entries are links to those of the workspace's own. A link there to a part of the workspace (as
 * monorepos have them) leads to the copy's part instead.
 */
export async function linkFolder(root: string, target: string, path: string): Promise<void> {
  await mkdir(join(target, path), { recursive: true });
  for (const entry of await readdir(join(root, path), { withFileTypes: true })) {
    if (!isLinked(entry.name)) continue;
    const inner = `${path}/${entry.name}`;
    if (entry.name.startsWith('@') && entry.isDirectory()) await linkFolder(root, target, inner);
    else await linkTo(await targetOf(root, target, inner, entry), join(target, inner));
  }
}

/** What was copied there stays. */
async function linkTo(to: string, file: string): Promise<void> {
  try {
    await symlink(to, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

function isLinked(name: string): boolean {
  return !name.startsWith('.') || KEPT_HIDDEN.has(name);
}

const KEPT_HIDDEN: ReadonlySet<string> = new Set(['.bin', '.pnpm', '.package-lock.json', '.yarn-state.yml']);

async function targetOf(root: string, target: string, path: string, entry: Dirent): Promise<string> {
  const file = join(root, path);
  if (!entry.isSymbolicLink()) return file;
  const real = await realpath(file).catch(() => undefined);
  if (real === undefined) return await readlink(file);
  const isPart = isInside(root, real) && !relative(root, real).split(sep).includes('node_modules');
  return isPart ? join(target, relative(root, real)) : real;
}
