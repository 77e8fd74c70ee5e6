import { posix } from 'node:path';
import type { ModuleFile } from '../resolved.ts';
import { readJsonc } from './read-jsonc.ts';

/** A package of the workspace. */
export interface PackageFolder {
  /** '' is the workspace's root. */
  readonly path: string;
  readonly name: string | undefined;
  /** Paths that may stand behind an export: `.`, `./part`. The sources of what a build writes to `dist` are among them. */
  targets(name: string): readonly string[];
  /** The same for `#inside`. */
  privates(name: string): readonly string[];
}

const BUILT = /^(\.\/)?(dist|build|lib|out)\//;

/** From all `package.json` files. */
export function packageFolders(files: readonly ModuleFile[]): readonly PackageFolder[] {
  return files
    .filter(({ path }) => /(^|\/)package\.json$/.test(path))
    .flatMap(({ path, text }) => {
      const json = readJsonc(text);
      return json === undefined ? [] : [folderOf(posix.dirname(path).replace(/^\.$/, ''), json)];
    });
}

function folderOf(path: string, json: Readonly<Record<string, unknown>>): PackageFolder {
  const { name, exports: exported, imports, main, module: esm, types } = json;
  const inFolder = (targets: readonly string[]): readonly string[] =>
    targets.flatMap((target) => withSources(target)).map((target) => posix.join(path, target));
  const roots = (key: string): unknown => (key === '.' && !hasKeys(exported) ? exported : undefined);
  return {
    path,
    name: typeof name === 'string' ? name : undefined,
    targets: (key) => {
      const said = [...textsIn(roots(key)), ...matching(exported, key)];
      const old = key === '.' ? [esm, main, types].filter((one) => typeof one === 'string') : [];
      return inFolder([...said, ...old]);
    },
    privates: (key) => inFolder(matching(imports, key)),
  };
}

/** Exports by path have keys that begin with a dot; otherwise the whole is meant for `.`. */
function hasKeys(exported: unknown): boolean {
  return isRecord(exported) && Object.keys(exported).some((key) => key.startsWith('.'));
}

/** Targets of a key, itself or by a pattern with one asterisk. */
function matching(map: unknown, key: string): readonly string[] {
  if (!isRecord(map)) return [];
  return Object.entries(map).flatMap(([pattern, target]) => {
    if (pattern === key) return textsIn(target);
    const [before = '', after] = pattern.split('*');
    if (after === undefined || !key.startsWith(before) || !key.endsWith(after)) return [];
    const inner = key.slice(before.length, key.length - after.length);
    return textsIn(target).map((text) => text.replaceAll('*', () => inner));
  });
}

/** All texts in a tree of conditions, in their order. */
function textsIn(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return [value];
  if (depth > 8 || typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((one) => textsIn(one, depth + 1));
}

/** `dist/a.js` is made from `src/a.ts`, usually. */
function withSources(target: string): readonly string[] {
  return BUILT.test(target) ? [target, target.replace(BUILT, 'src/'), target.replace(BUILT, '')] : [target];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
