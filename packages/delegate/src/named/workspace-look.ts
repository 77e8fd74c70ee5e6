import { lstat, open, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { walkWorkspace, type FileListing, type Workspace } from '@hanzo/tools';
import { nearestFile } from './nearest-file.ts';

/** What is there under a name. */
export type EntryKind = 'file' | 'folder' | 'link' | 'other' | 'missing';

/** Looks at a workspace for somebody who names files in it. */
export class WorkspaceLook {
  readonly #workspace: Workspace;
  readonly #signal: AbortSignal;
  /** What may be names of files: one walk through all folders serves them all. */
  readonly #names: readonly string[];
  #named: Promise<FileListing> | undefined;
  #paths: Promise<readonly string[]> | undefined;

  /** @param names from the workspace on; also patterns and what is not there */
  constructor(workspace: Workspace, names: readonly string[], signal: AbortSignal) {
    this.#workspace = workspace;
    this.#names = names;
    this.#signal = signal;
  }

  /** What a pattern names. `.` is everything. */
  async listing(pattern: string): Promise<FileListing> {
    if (pattern === '.') return await this.#list([]);
    if (!this.#names.includes(pattern) || (await this.kindOf(pattern)) !== 'file') return await this.#list([pattern]);
    const { files, skipped } = await (this.#named ??= this.#listNamed());
    return {
      files: files.filter(({ path }) => path === pattern),
      skipped: skipped.filter(({ path }) => path === pattern),
    };
  }

  async #listNamed(): Promise<FileListing> {
    const kinds = await Promise.all(this.#names.map(async (name) => await this.kindOf(name)));
    return await this.#list(this.#names.filter((_, at) => kinds[at] === 'file'));
  }

  /** Of any size: whoever sends a file cuts it. */
  async #list(include: readonly string[]): Promise<FileListing> {
    return await this.#workspace.files({ include, maxBytes: Number.MAX_SAFE_INTEGER, signal: this.#signal });
  }

  async kindOf(path: string): Promise<EntryKind> {
    const entry = await lstat(join(this.#workspace.root, path)).catch(() => undefined);
    if (entry === undefined) return 'missing';
    if (entry.isSymbolicLink()) return 'link';
    if (entry.isDirectory()) return 'folder';
    return entry.isFile() ? 'file' : 'other';
  }

  /**
   * Where a path really is, when links lead there; undefined: no link does.
   *
   * @returns the path in the workspace, where it is in it
   */
  async behindLinks(path: string): Promise<{ readonly path?: string } | undefined> {
    const { root } = this.#workspace;
    const real = await realpath(join(root, path)).catch(() => undefined);
    // A link that leads nowhere.
    if (real === undefined) return {};
    const way = relative(root, real).split(sep).join('/');
    if (way === path) return undefined;
    return /^\.\.(?:\/|$)/.test(way) || isAbsolute(way) || way === '' ? {} : { path: way };
  }

  /** Only where something is missing: it is one walk through all folders. */
  async nearest(path: string): Promise<string | undefined> {
    this.#paths ??= walkWorkspace(this.#workspace.root, this.#signal).then(({ paths }) => paths);
    return nearestFile(path, await this.#paths);
  }

  /** True for text that looks like bytes: it begins with the mark of UTF-16. */
  async isUtf16(path: string): Promise<boolean> {
    try {
      await using handle = await open(join(this.#workspace.root, path), 'r');
      const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return (buffer[0] === 0xff && buffer[1] === 0xfe) || (buffer[0] === 0xfe && buffer[1] === 0xff);
    } catch {
      return false;
    }
  }
}
