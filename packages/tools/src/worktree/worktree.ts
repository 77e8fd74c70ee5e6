import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { copyWorkspace, linkedFolders, linkFolder } from '../trial/copy-workspace.ts';
import { ownFolder } from '../trial/trial-owner.ts';
import { isInside } from '../workspace/confine.ts';
import { copyTracked } from './copy-tracked.ts';
import { git, gitFault, gitTop } from './git.ts';
import { REPOSITORY_FILE, sweepWorktrees, TREE, WORKTREE_BEGINNING } from './left-worktrees.ts';
import { removeEntry } from './own-entry.ts';

/** A place in the system's temporary folder where a workspace stands a second time, as it is now. */
export interface Worktree extends AsyncDisposable {
  /** `worktree`: of the workspace's git repository, on its HEAD, detached. `copy`: of the workspace alone. */
  readonly kind: 'worktree' | 'copy';
  /** Why it is only a copy; undefined: it is none, or there is no repository with a commit. */
  readonly because?: string | undefined;
  /** The workspace's part of it. Absolute, links resolved. */
  readonly root: string;
  /** Files of that part, with forward slashes. */
  readonly paths: ReadonlySet<string>;
  /** Folders of that part whose entries are links into the workspace, such as `node_modules`. */
  readonly linked: readonly string[];
}

export interface WorktreeOptions {
  /** Files of the workspace that must be in it, with forward slashes. @default none in particular */
  readonly needed?: readonly string[];
}

/**
 * Opens a git worktree on HEAD and brings it to what the workspace is now, uncommitted and new files included. Where there is no
 * repository, or git does not see the whole workspace, it is a copy. It is taken away when it is disposed of; after a crash, when the
 * next one is opened.
 *
 * @param workspace absolute, links resolved
 * Rejects with HanzoError USAGE when the workspace is too large, or the signal's reason.
 */
export async function openWorktree(
  workspace: string,
  signal: AbortSignal,
  { needed = [] }: WorktreeOptions = {},
): Promise<Worktree> {
  signal.throwIfAborted();
  await sweepWorktrees();
  const folder = await realpath(await mkdtemp(join(tmpdir(), WORKTREE_BEGINNING)));
  const top = await gitTop(workspace, signal).catch(() => undefined);
  const away = async (): Promise<void> => await takeAway(folder, top);
  try {
    await ownFolder(folder);
    signal.throwIfAborted();
    const place: Place = { folder, workspace, needed, signal };
    const made = top === undefined ? undefined : await inRepository(top, place);
    const filled = typeof made === 'object' ? made : await inCopy(place);
    return { ...filled, because: typeof made === 'string' ? made : undefined, [Symbol.asyncDispose]: away };
  } catch (error) {
    await away();
    throw error;
  }
}

interface Place extends Required<WorktreeOptions> {
  /** In the temporary folder. */
  readonly folder: string;
  readonly workspace: string;
  readonly signal: AbortSignal;
}

type Filled = Pick<Worktree, 'kind' | 'root' | 'paths' | 'linked'>;

async function inCopy({ folder, workspace, signal }: Place): Promise<Filled> {
  const root = join(folder, TREE);
  await mkdir(root, { recursive: true });
  const { paths, linked } = await copyWorkspace(workspace, root, signal);
  for (const path of linked) await linkFolder(workspace, root, path);
  return { kind: 'copy', root, paths: new Set(paths), linked };
}

/** Why there can be no worktree that holds the workspace, if not the worktree. */
async function inRepository(top: string, { folder, workspace, needed, signal }: Place): Promise<Filled | string> {
  // A repository may say that its files are anywhere (core.worktree).
  if (!isInside(top, workspace)) return 'its repository says that its files are elsewhere';
  const refused = await addWorktree(folder, top, signal);
  if (refused !== undefined) return refused;
  const tree = join(folder, TREE);
  const part = relative(top, workspace).split(sep).join('/');
  const { paths, repositories } = await copyTracked(top, tree, signal);
  const own = new Set(within(part, paths));
  const unseen = unseenIn(own, within(part, repositories), needed);
  if (unseen !== undefined) {
    await removeWorktree(top, tree);
    return unseen;
  }
  const linked = await linkedFolders(top, paths);
  for (const path of linked) await linkFolder(top, tree, path);
  return { kind: 'worktree', root: join(tree, part), paths: own, linked: within(part, linked) };
}

/** What git does not see of the workspace, for people. */
function unseenIn(
  paths: ReadonlySet<string>,
  repositories: readonly string[],
  needed: readonly string[],
): string | undefined {
  const [inner] = repositories;
  if (inner !== undefined) return `${inner} is a repository of its own`;
  const missing = needed.find((path) => !paths.has(path));
  if (missing !== undefined) return `git does not see ${missing}`;
  return paths.size === 0 ? 'git sees none of its files' : undefined;
}

/** Undefined when it stands; else why git refused. Nothing is checked out: no filter of the repository is started. */
async function addWorktree(folder: string, top: string, signal: AbortSignal): Promise<string | undefined> {
  await writeFile(join(folder, REPOSITORY_FILE), top, { mode: 0o600 });
  const tree = join(folder, TREE);
  try {
    await git(top, ['worktree', 'add', '--quiet', '--detach', '--no-checkout', tree, 'HEAD'], signal);
    await git(tree, ['read-tree', 'HEAD'], signal);
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    await removeWorktree(top, tree);
    return gitFault(error);
  }
}

/** Paths below a folder, from there. */
function within(folder: string, paths: readonly string[]): readonly string[] {
  if (folder === '') return paths;
  return paths.flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : []));
}

async function takeAway(folder: string, top: string | undefined): Promise<void> {
  if (top !== undefined) await removeWorktree(top, join(folder, TREE));
  await rm(folder, { recursive: true, force: true });
}

/** Our own alone: of the user's worktrees nothing is forgotten. */
async function removeWorktree(top: string, tree: string): Promise<void> {
  await rm(tree, { recursive: true, force: true });
  await removeEntry(top, tree);
}
