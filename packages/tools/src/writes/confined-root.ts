import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
} from 'node:fs';
import { join } from 'node:path';
import { forbiddenPath } from './forbidden-path.ts';

/** Why a path cannot be used, for people: the end of a sentence. */
export class PathFault extends Error {}

/** A folder that stays the same one, whatever is moved or linked meanwhile. */
export interface OpenFolder {
  /** From the root, with forward slashes; empty: the root itself. */
  readonly path: string;
  /** A way to an entry that starts at this very folder. Its last part must not be followed: it may be a link. */
  entry(name: string): string;
  /** False when the folder was moved away from its path. */
  isInPlace(): boolean;
  /** What was renamed in it is on the disk. */
  sync(): void;
}

/** Handles of folders lead back to them here, so that each step starts at a folder and not at a name. */
const HANDLES = '/proc/self/fd';
const HAS_HANDLES = process.platform === 'linux' && existsSync(HANDLES);

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;

/**
 * The folders of a workspace, opened one below the other from its root, never through a symbolic link. On Linux each is held by a
 * handle: a link that is put in the place of one afterwards redirects nothing. Elsewhere names are looked at just before.
 */
export class ConfinedRoot implements Disposable {
  readonly #root: string;
  readonly #open = new Map<string, OpenFolder>();
  readonly #handles: number[] = [];

  /**
   * @param root absolute, links resolved
   * @throws PathFault when there is no such folder any more, or a link leads there
   */
  constructor(root: string) {
    this.#root = root;
    this.#open.set('', this.#openAt(root, ''));
  }

  /**
   * The folder of a file; undefined when there is none, and it is not to be made.
   *
   * @throws PathFault
   */
  folderOf(path: string, { make }: { readonly make: boolean }): OpenFolder | undefined {
    const forbidden = forbiddenPath(path);
    if (forbidden !== undefined) throw new PathFault(forbidden);
    let folder = this.#open.get('');
    for (const name of path.split('/').slice(0, -1)) {
      if (folder === undefined) return undefined;
      folder = this.#below(folder, name, make);
    }
    return folder;
  }

  [Symbol.dispose](): void {
    for (const handle of this.#handles.splice(0)) closeSync(handle);
    this.#open.clear();
  }

  #below(parent: OpenFolder, name: string, make: boolean): OpenFolder | undefined {
    const path = parent.path === '' ? name : `${parent.path}/${name}`;
    const known = this.#open.get(path);
    if (known !== undefined) return known;
    if (make) makeFolder(parent.entry(name));
    const folder = this.#tryToOpen(parent.entry(name), path);
    if (folder !== undefined) this.#open.set(path, folder);
    return folder;
  }

  #tryToOpen(way: string, path: string): OpenFolder | undefined {
    try {
      return this.#openAt(way, path);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  #openAt(way: string, path: string): OpenFolder {
    const place = path === '' ? this.#root : join(this.#root, path);
    if (!HAS_HANDLES) return byName(way, place, path);
    const handle = openFolder(way);
    const isInPlace = (): boolean => placeOf(handle) === place;
    if (!isInPlace()) {
      closeSync(handle);
      throw new PathFault('a folder above it was moved, or a symbolic link leads there');
    }
    this.#handles.push(handle);
    return {
      path,
      entry: (name) => `${HANDLES}/${handle}/${name}`,
      isInPlace,
      sync: () => fsyncSync(handle),
    };
  }
}

function openFolder(way: string): number {
  try {
    return openSync(way, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOTDIR' || code === 'ELOOP')
      throw new PathFault('a folder above it is a symbolic link or a file', { cause: error });
    throw error;
  }
}

/** Where a handle's folder is now; undefined: nowhere any more. */
function placeOf(handle: number): string | undefined {
  try {
    return readlinkSync(`${HANDLES}/${handle}`);
  } catch {
    return undefined;
  }
}

function byName(way: string, place: string, path: string): OpenFolder {
  const isInPlace = (): boolean => lstatSync(way).isDirectory() && realpathSync(way) === place;
  if (!isInPlace()) throw new PathFault('a folder above it is a symbolic link or a file');
  return { path, entry: (name) => join(way, name), isInPlace, sync: () => undefined };
}

function makeFolder(way: string): void {
  try {
    mkdirSync(way);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** The code of an error of the system. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
