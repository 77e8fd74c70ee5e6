import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import type { FileChange } from '../edits/edit.ts';
import { copyWorkspace, linkFolder, type WorkspaceCopy } from './copy-workspace.ts';

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
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'hanzo-trial-')));
    try {
      await mkdir(join(folder, 'as-it-was'));
      await mkdir(join(folder, 'work'));
      const copy = await copyWorkspace(workspace, join(folder, 'as-it-was'), signal);
      const made = new TrialFolder(workspace, folder, copy);
      await made.putRight();
      return made;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async write(changes: readonly FileChange[]): Promise<void> {
    for (const { path, after } of changes) {
      await mkdir(dirname(join(this.root, path)), { recursive: true });
      await writeFile(join(this.root, path), after);
    }
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

  /** Makes the folder what it was: changed files are copied again, new ones taken away, links made anew. */
  async putRight(): Promise<void> {
    for (const path of this.#copy.linked) await rm(join(this.root, path), { recursive: true, force: true });
    for (const path of await this.#changed()) {
      await rm(join(this.root, path), { recursive: true, force: true });
      if (!this.#paths.has(path)) continue;
      await mkdir(dirname(join(this.root, path)), { recursive: true });
      await copyFile(join(this.#pristine, path), join(this.root, path), constants.COPYFILE_FICLONE);
      const stamp = await stampOf(join(this.root, path));
      if (stamp !== undefined) this.#stamps.set(path, stamp);
    }
    for (const path of await this.#strays('')) await rm(join(this.root, path), { recursive: true, force: true });
    for (const path of this.#copy.linked) await linkFolder(this.#workspace, this.root, path);
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

function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
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
