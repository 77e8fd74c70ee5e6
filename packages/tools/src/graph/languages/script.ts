import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { NOWHERE, type Resolved, type Resolver, type ResolverInput, toPackage } from '../resolved.ts';
import { type PackageFolder, packageFolders } from './package-folders.ts';
import { pathPatterns } from './path-patterns.ts';

/** What a compiler writes, and what it was written in. */
const SOURCES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.js$/, ['.ts', '.tsx', '.d.ts', '.jsx']],
  [/\.jsx$/, ['.tsx']],
  [/\.mjs$/, ['.mts', '.d.mts']],
  [/\.cjs$/, ['.cts', '.d.cts']],
];
const EXTENSIONS = ['.ts', '.tsx', '.d.ts', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** Imports of TypeScript and JavaScript: relative ones, those of packages of the workspace, and those of `tsconfig.json`. */
export function scriptResolver({ modules, files }: ResolverInput): Resolver {
  const folders = packageFolders(files);
  const patterns = pathPatterns(files);
  const find = (path: string): string | undefined => candidates(path).find((one) => modules.has(one));
  const first = (paths: readonly string[]): Resolved | undefined => {
    const found = paths.map(find).find((path) => path !== undefined);
    return found === undefined ? undefined : { paths: [found], packageName: undefined };
  };
  return {
    resolve(path, { from }) {
      const written = from.replace(/[?#].*$/s, '') || from;
      if (/^\.{1,2}(\/|$)/.test(written)) return first([posix.join(posix.dirname(path), written)]) ?? NOWHERE;
      if (written.startsWith('#')) return first(privateTargets(path, written, folders)) ?? NOWHERE;
      const meant = first(patterns(path, written)) ?? first(packageTargets(written, folders));
      return meant ?? packageOf(written);
    },
  };
}

function candidates(path: string): readonly string[] {
  const sources = SOURCES.flatMap(([end, others]) =>
    end.test(path) ? others.map((one) => path.replace(end, one)) : [],
  );
  const extended = EXTENSIONS.map((extension) => `${path}${extension}`);
  const index = EXTENSIONS.map((extension) => posix.join(path, `index${extension}`));
  return [path, ...sources, ...extended, ...index];
}

/** `name` and `name/part` of a package that lies in the workspace. */
function packageTargets(written: string, folders: readonly PackageFolder[]): readonly string[] {
  const name = nameOf(written);
  const folder = folders.find((one) => one.name === name);
  if (folder === undefined) return [];
  const part = written.slice(name.length).replace(/^\//, '');
  const said = folder.targets(part === '' ? '.' : `./${part}`);
  const usual = part === '' ? ['src/index', 'index', 'src/main'] : [part, `src/${part}`];
  return [...said, ...usual.map((one) => posix.join(folder.path, one))];
}

/** `#inside` of the package in which the file lies. */
function privateTargets(path: string, written: string, folders: readonly PackageFolder[]): readonly string[] {
  const own = folders
    .filter((one) => one.path === '' || path.startsWith(`${one.path}/`))
    .toSorted((a, b) => b.path.length - a.path.length);
  return own[0]?.privates(written) ?? [];
}

function packageOf(written: string): Resolved {
  const name = nameOf(written.replace(/^node:/, ''));
  // What is no package's name is a mistake, or an invention of a bundler.
  if (!/^(@[\w.~-]+\/)?[\w.~-]+$/.test(name)) return NOWHERE;
  return toPackage(isBuiltin(name) ? `node:${name}` : name);
}

function nameOf(written: string): string {
  const [first = '', second] = written.split('/');
  return first.startsWith('@') && second !== undefined ? `${first}/${second}` : first;
}
