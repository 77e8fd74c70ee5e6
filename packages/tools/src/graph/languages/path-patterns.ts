import { posix } from 'node:path';
import type { ModuleFile } from '../resolved.ts';
import { readJsonc } from './read-jsonc.ts';

/** Paths that an import may stand for, by the nearest configuration above the file that says something of it. */
export type PathPatterns = (path: string, written: string) => readonly string[];

interface Configuration {
  /** Where it lies; '' is the workspace's root. */
  readonly folder: string;
  /** From where paths count. */
  readonly base: string;
  readonly hasBase: boolean;
  readonly paths: readonly (readonly [pattern: string, targets: readonly string[]])[];
}

/** From `paths` and `baseUrl` of all `tsconfig.json` and `jsconfig.json` files. What they extend is not followed. */
export function pathPatterns(files: readonly ModuleFile[]): PathPatterns {
  const known = files
    .filter(({ path }) => /(^|\/)[jt]sconfig(\.[\w-]+)?\.json$/.test(path))
    .flatMap(({ path, text }) => configurationOf(path, text))
    .toSorted((a, b) => b.folder.length - a.folder.length);
  return (path, written) =>
    known
      .filter(({ folder }) => folder === '' || path.startsWith(`${folder}/`))
      .flatMap((one) =>
        [
          ...one.paths.flatMap(([pattern, targets]) => meant(pattern, targets, written)),
          ...(one.hasBase ? [written] : []),
        ].map((target) => posix.join(one.base, target)),
      );
}

function configurationOf(path: string, text: string): readonly Configuration[] {
  const options = readJsonc(text)?.['compilerOptions'];
  if (typeof options !== 'object' || options === null) return [];
  const { baseUrl, paths } = options as { readonly baseUrl?: unknown; readonly paths?: unknown };
  const folder = posix.dirname(path).replace(/^\.$/, '');
  const hasBase = typeof baseUrl === 'string';
  const entries = typeof paths === 'object' && paths !== null ? Object.entries(paths) : [];
  const listed = entries.map(([pattern, targets]) => [pattern, textsOf(targets)] as const);
  if (!hasBase && listed.length === 0) return [];
  return [{ folder, base: hasBase ? posix.join(folder, baseUrl) : folder, hasBase, paths: listed }];
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function meant(pattern: string, targets: readonly string[], written: string): readonly string[] {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return pattern === written ? targets : [];
  if (!written.startsWith(before) || !written.endsWith(after) || written.length < before.length + after.length)
    return [];
  const inner = written.slice(before.length, written.length - after.length);
  return targets.map((target) => target.replaceAll('*', () => inner));
}
