import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import type { FileChange } from '../edits/edit.ts';
import { writeInside } from '../writes/write-inside.ts';
import { copyWorkspace, foldersAbove, linkFolder, workspaceFiles, type WorkspaceCopy } from './copy-workspace.ts';
import { ownFolder, sweepFolders } from './trial-owner.ts';
import { changedSince, linkedStamps } from './watch-linked.ts';

const BEGINNING = 'hanzo-trial-';
/** Larger results of a command are not looked at. */
const MOST_FILE_BYTES = 1024 * 1024;

/** A file that a command wrote. Undefined: it is not there, or no text. */
export interface WrittenFile {
  /** What the command found. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * Two copies of a workspace in a temporary folder: one to work in, and one that stays as it was, from which the other is put
 * right after each use, whatever a command did there.
 */
export class TrialFolder implements AsyncDisposable {
  /** Where commands run. Absolute, links resolved. */
  readonly root: string;
  readonly #folder: string;
  readonly #pristine: string;
  readonly #workspace: string;
  readonly #copy: WorkspaceCopy;
  readonly #paths: ReadonlySet<string>;
  readonly #linked: ReadonlySet<string>;
  /** Those that hold files. */
  readonly #folders: ReadonlySet<string>;
  readonly #stamps = new Map<string, string>();
  /** Of the workspace's own files that the copy has links to. */
  #linkedStamps: ReadonlyMap<string, string> = new Map();

  private constructor(workspace: string, folder: string, copy: WorkspaceCopy) {
    this.#workspace = workspace;
    this.#folder = folder;
    this.root = join(folder, 'work');
    this.#pristine = join(folder, 'as-it-was');
    this.#copy = copy;
    this.#paths = new Set(copy.paths);
    this.#linked = new Set(copy.linked);
    this.#folders = new Set([...copy.paths, ...copy.linked].flatMap(foldersAbove));
  }

  /** @throws HanzoError USAGE when the workspace is too large to be copied */
  static async make(workspace: string, signal: AbortSignal): Promise<TrialFolder> {
    await sweepFolders(tmpdir(), BEGINNING);
    const folder = await realpath(await mkdtemp(join(tmpdir(), BEGINNING)));
    try {
      await ownFolder(folder);
      await mkdir(join(folder, 'as-it-was'));
      await mkdir(join(folder, 'work'));
      const copy = await copyWorkspace(workspace, join(folder, 'as-it-was'), signal);
      const made = new TrialFolder(workspace, folder, copy);
      await made.putRight();
      made.#linkedStamps = await linkedStamps(workspace, copy.linked);
      return made;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Files of the copy, with forward slashes. */
  get paths(): ReadonlySet<string> {
    return this.#paths;
  }

  /** Folders whose entries are links into the workspace, with forward slashes. */
  get linked(): readonly string[] {
    return this.#copy.linked;
  }

  /** Files that were too large to be copied. */
  get leftOut(): readonly string[] {
    return this.#copy.leftOut;
  }

  /** The workspace still is what was copied. */
  async isCurrent(signal: AbortSignal): Promise<boolean> {
    const { stamps } = await workspaceFiles(this.#workspace, signal);
    return changedSince(this.#copy.stamps, stamps).length === 0;
  }

  /** Files of the workspace itself, below its linked folders, that have changed since this was asked last. */
  async touched(): Promise<readonly string[]> {
    if (this.#copy.linked.length === 0) return [];
    const now = await linkedStamps(this.#workspace, this.#copy.linked);
    const changed = changedSince(this.#linkedStamps, now);
    this.#linkedStamps = now;
    return changed;
  }

  /** @throws UnwritableEdits */
  write(changes: readonly FileChange[]): void {
    for (const { path, after } of changes) writeInside(this.root, path, after);
  }

  /** Files whose text is another one than `expected` says, or than the workspace had. */
  async written(expected: readonly FileChange[]): Promise<ReadonlyMap<string, WrittenFile>> {
    const wanted = new Map(expected.map(({ path, after }) => [path, after]));
    const found = new Map<string, WrittenFile>();
    for (const path of new Set([...(await this.#changed()), ...wanted.keys()])) {
      const after = await textOf(join(this.root, path));
      const before = wanted.get(path) ?? (await textOf(join(this.#pristine, path)));
      if (after !== before) found.set(path, { before, after });
    }
    return found;
  }

  /**
   * Makes the folder what it was: changed files are copied again, new ones taken away, links made anew. Rejects when a command put
   * a link where a folder was: beyond it are files of others, so the copy is to be given up.
   */
  async putRight(): Promise<void> {
    for (const path of this.#copy.linked) await this.#remove(path);
    for (const path of await this.#changed()) {
      await this.#remove(path);
      if (!this.#paths.has(path)) continue;
      await mkdir(dirname(join(this.root, path)), { recursive: true });
      await this.#refuseLinks(path);
      await copyFile(join(this.#pristine, path), join(this.root, path), constants.COPYFILE_FICLONE);
      const stamp = await stampOf(join(this.root, path));
      if (stamp !== undefined) this.#stamps.set(path, stamp);
    }
    for (const path of await this.#strays('')) await this.#remove(path);
    for (const path of this.#copy.linked) await linkFolder(this.#workspace, this.root, path);
  }

  async #remove(path: string): Promise<void> {
    await this.#refuseLinks(path);
    await rm(join(this.root, path), { recursive: true, force: true });
  }

  /** All folders above a path, the copy's own too, are folders or are not there. */
  async #refuseLinks(path: string): Promise<void> {
    for (const folder of [this.#folder, this.root, ...foldersAbove(path).map((one) => join(this.root, one))]) {
      const found = await lstat(folder).catch(() => undefined);
      if (found?.isSymbolicLink() === true) throw new Error(`${folder} is a link now.`);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Paths that are not as they were: changed, gone, or new. */
  async #changed(): Promise<readonly string[]> {
    const changed: string[] = [];
    const seen = new Set<string>();
    for await (const path of this.#walk('')) {
      seen.add(path);
      if ((await stampOf(join(this.root, path))) !== this.#stamps.get(path)) changed.push(path);
    }
    for (const path of this.#paths) if (!seen.has(path)) changed.push(path);
    return changed;
  }

  /** Folders that the workspace does not have. */
  async #strays(folder: string): Promise<readonly string[]> {
    const strays: string[] = [];
    for (const entry of await readdir(join(this.root, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (!entry.isDirectory()) continue;
      if (this.#folders.has(path)) strays.push(...(await this.#strays(path)));
      else strays.push(path);
    }
    return strays;
  }

  async *#walk(folder: string): AsyncGenerator<string> {
    const entries = await readdir(join(this.root, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = posix.join(folder, entry.name);
      if (this.#linked.has(path)) continue;
      if (!entry.isDirectory()) yield path;
      else if (this.#paths.has(path)) yield path;
      else yield* this.#walk(path);
    }
  }
}

/** Undefined for what is no regular file. The time of the last change cannot be set by programs. */
async function stampOf(file: string): Promise<string | undefined> {
  const found = await lstat(file, { bigint: true }).catch(() => undefined);
  return found?.isFile() === true
    ? [found.ino, found.size, found.mtimeNs, found.ctimeNs, found.mode].join(' ')
    : undefined;
}

async function textOf(file: string): Promise<string | undefined> {
  const found = await lstat(file).catch(() => undefined);
  if (found?.isFile() !== true || found.size > MOST_FILE_BYTES) return undefined;
  const bytes = await readFile(file);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
