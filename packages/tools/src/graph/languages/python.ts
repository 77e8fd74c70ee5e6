import { posix } from 'node:path';
import { NOWHERE, type Resolved, type Resolver, type ResolverInput, toPackage } from '../resolved.ts';

/** Imports of Python: relative ones, and absolute ones from the root, from `src`, and from the folders above the file. */
export function pythonResolver({ modules }: ResolverInput): Resolver {
  const find = (stem: string): string | undefined =>
    ['.py', '/__init__.py', '.pyi', '/__init__.pyi'].map((end) => `${stem}${end}`).find((path) => modules.has(path));
  /** The modules of those names, and the one that they are taken from when not all of them are modules. */
  const taken = (stem: string, names: readonly string[]): readonly string[] => {
    const inside = names.map((name) => find(stem === '' ? name : `${stem}/${name}`));
    const whole = inside.includes(undefined) || names.length === 0 ? find(stem) : undefined;
    return [...inside, whole].filter((path) => path !== undefined);
  };
  return {
    resolve(path, { from, names }): Resolved {
      const dots = /^\.+/.exec(from)?.[0].length ?? 0;
      const parts = from
        .slice(dots)
        .split('.')
        .filter((part) => part !== '');
      if (dots > 0) {
        const folder = above(posix.dirname(path), dots - 1);
        return folder === undefined ? NOWHERE : { paths: taken(joined(folder, parts), names), packageName: undefined };
      }
      for (const root of rootsOf(path, modules)) {
        const paths = taken(joined(root, parts), names);
        if (paths.length > 0) return { paths, packageName: undefined };
      }
      return toPackage(parts[0] ?? from);
    },
  };
}

/** The outermost first: a file's own folder counts when it is no package, as for scripts. */
function rootsOf(path: string, modules: ReadonlySet<string>): readonly string[] {
  const folders = ['', 'src', 'lib'];
  const parts = posix.dirname(path).split('/');
  for (let count = 1; count <= parts.length; count += 1) folders.push(parts.slice(0, count).join('/'));
  return folders.filter((folder) => folder === '' || !modules.has(`${folder}/__init__.py`));
}

function above(folder: string, levels: number): string | undefined {
  let at = folder === '.' ? '' : folder;
  for (let level = 0; level < levels; level += 1) {
    if (at === '') return undefined;
    at = posix.dirname(at).replace(/^\.$/, '');
  }
  return at;
}

function joined(folder: string, parts: readonly string[]): string {
  return [...(folder === '' ? [] : [folder]), ...parts].join('/');
}
