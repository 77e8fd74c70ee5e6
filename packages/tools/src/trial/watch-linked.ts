import { lstatSync, realpathSync, type Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isInside } from '../workspace/confine.ts';

/** How deep environments are looked at: `lib/python3.12/site-packages/name`; packages of Node: `@scope/name/file`. */
const DEPTH = 5;
/** Packages of Node have their files further up. */
const MODULES_DEPTH = 3;
/** Beyond this many entries nothing is looked at: it has to be quick. */
const MOST_ENTRIES = 50_000;

/**
 * What stands in folders that a copy has links to, with sizes and times: the upper levels only, so a change deep in a package may
 * stay unseen.
 */
export async function linkedStamps(root: string, linked: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const stamps = new Map<string, string>();
  let level = linked;
  for (let depth = 0; depth < DEPTH && stamps.size < MOST_ENTRIES; depth += 1) {
    const folders = level.filter((path) => depth < MODULES_DEPTH || !path.includes('node_modules'));
    const next: string[] = [];
    for (const folder of folders) {
      const { files, below } = await entriesOf(root, folder, depth);
      for (const file of files) stamps.set(file, stampOf(join(root, file)));
      next.push(...below);
    }
    level = next;
  }
  return stamps;
}

interface Entries {
  readonly files: readonly string[];
  readonly below: readonly string[];
}

async function entriesOf(root: string, folder: string, depth: number): Promise<Entries> {
  const all = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  // What tools keep hidden at the top, as caches, the copy has of its own.
  const seen = all.filter(({ name }) => name !== '__pycache__' && !(depth === 0 && name.startsWith('.')));
  const pathsOf = (some: readonly Dirent[]): readonly string[] => some.map(({ name }) => `${folder}/${name}`);
  const links = pathsOf(seen.filter((entry) => depth < 2 && entry.isSymbolicLink()));
  return {
    files: pathsOf(seen.filter((entry) => entry.isFile())),
    below: [
      ...pathsOf(seen.filter((entry) => entry.isDirectory())),
      ...links.filter((path) => folder.includes('node_modules') && isPackage(root, path)),
    ],
  };
}

/** Package managers link packages from stores. A link to a part of the workspace leads to the copy's part, not there. */
function isPackage(root: string, path: string): boolean {
  try {
    const real = realpathSync(join(root, path));
    return !isInside(root, real) || relative(root, real).split(sep).includes('node_modules');
  } catch {
    return false;
  }
}

/** Paths that are not as they were. */
export function changedSince(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path));
}

function stampOf(file: string): string {
  const found = lstatSync(file, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? '' : [found.ino, found.size, found.mtimeNs, found.ctimeNs].join(' ');
}
