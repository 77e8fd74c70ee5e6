import { posix } from 'node:path';
import { NOWHERE, type Resolved, type Resolver, type ResolverInput, toPackage } from '../resolved.ts';

const OWN_CRATE = new Set(['crate', 'self', 'super']);
const STANDARD = new Set(['std', 'core', 'alloc']);
/** Files that stand for their folder. */
const FOLDER_FILE = /(^|\/)(mod|lib|main)\.rs$/;

/** `use` and `mod` of Rust: as far as the path leads to a file. */
export function rustResolver({ modules }: ResolverInput): Resolver {
  const find = (folder: string, parts: readonly string[]): string | undefined => {
    for (let count = parts.length; count > 0; count -= 1) {
      const stem = posix.join(folder, ...parts.slice(0, count));
      const path = [`${stem}.rs`, `${stem}/mod.rs`].find((one) => modules.has(one));
      if (path !== undefined) return path;
    }
    return undefined;
  };
  return {
    resolve(path, { from }): Resolved {
      const parts = from
        .replace(/[{*;].*$/s, '')
        .replace(/\s+as\s.*$/s, '')
        .split('::')
        .map((part) => part.trim())
        .filter((part) => part !== '');
      const [first = ''] = parts;
      if (!OWN_CRATE.has(first)) return STANDARD.has(first) || first === '' ? NOWHERE : toPackage(first);
      const start = startOf(path, parts, modules);
      const found = start && find(start.folder, start.rest);
      return { paths: found === undefined ? [] : [found], packageName: undefined };
    },
  };
}

/** Where the path begins, and what is left of it. */
function startOf(
  path: string,
  parts: readonly string[],
  modules: ReadonlySet<string>,
): { readonly folder: string; readonly rest: readonly string[] } | undefined {
  if (parts[0] === 'crate') {
    for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
      if (modules.has(posix.join(folder, 'lib.rs')) || modules.has(posix.join(folder, 'main.rs')))
        return { folder, rest: parts.slice(1) };
      if (folder === '.' || folder === '/') return undefined;
    }
  }
  let folder = FOLDER_FILE.test(path) ? posix.dirname(path) : path.replace(/\.rs$/, '');
  let at = parts[0] === 'self' ? 1 : 0;
  for (; parts[at] === 'super'; at += 1) folder = posix.dirname(folder);
  return { folder, rest: parts.slice(at) };
}
