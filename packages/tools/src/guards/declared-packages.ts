import { posix } from 'node:path';
import type { ModuleFile } from '../graph/resolved.ts';
import { foldersAbove } from './folders-above.ts';
import { isRecord, objectOf } from './json-sections.ts';
import { pythonDistribution } from './python-names.ts';
import { pythonRequirements } from './python-requirements.ts';
import { sectionsByLine } from './toml-sections.ts';

/** Packages that manifests name. */
export interface Declared {
  /** The nearest one. */
  readonly manifest: string;
  readonly names: ReadonlySet<string>;
}

const NODE = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const;

/** Of the package.json files in the folders above a file: what is installed further up is found, too. */
export function nodePackages(path: string, manifests: readonly ModuleFile[]): Declared | undefined {
  const byPath = new Map(manifests.map((file) => [file.path, file.text]));
  const above = foldersAbove(path)
    .map((folder) => posix.join(folder, 'package.json'))
    .filter((file) => byPath.has(file));
  const [manifest] = above;
  if (manifest === undefined) return undefined;
  const names = new Set<string>();
  for (const file of above) {
    const json = objectOf(byPath.get(file) ?? '') ?? {};
    if (typeof json['name'] === 'string') names.add(json['name']);
    for (const name of NODE.flatMap((section) => keysOf(json[section]))) names.add(name);
  }
  // What declares a package's types stands for the package.
  for (const name of [...names].filter((one) => one.startsWith('@types/')))
    names.add(name.slice('@types/'.length).replace(/^(.+)__(.+)$/, '@$1/$2'));
  return { manifest, names };
}

function keysOf(value: unknown): readonly string[] {
  return isRecord(value) ? Object.keys(value) : [];
}

export function isPythonManifest({ path }: Pick<ModuleFile, 'path'>): boolean {
  return /(^|\/)(requirements[\w.-]*\.(txt|in)|requirements\/[\w.-]+\.txt|pyproject\.toml|setup\.(py|cfg)|Pipfile)$/.test(
    path,
  );
}

/** As distributions, by their normalised names (PEP 503). */
export function pythonPackages(manifests: readonly ModuleFile[]): Declared | undefined {
  const [first] = manifests;
  if (first === undefined) return undefined;
  const names = new Set<string>();
  for (const { path, text } of manifests) {
    for (const name of pythonRequirements(path, text)) names.add(pythonDistribution(name));
  }
  return { manifest: first.path, names };
}

export function isGoManifest({ path }: Pick<ModuleFile, 'path'>): boolean {
  return /(^|\/)go\.mod$/.test(path);
}

export function goModules(manifests: readonly ModuleFile[]): Declared | undefined {
  const [first] = manifests;
  if (first === undefined) return undefined;
  const names = manifests.flatMap(({ text }) =>
    Array.from(
      text.matchAll(/^\s*(?:module\s+|require\s+|replace\s+)?"?([\w.~-]+(?:\/[\w.~-]+)+)/gm),
      ([, name = '']) => name,
    ),
  );
  return { manifest: first.path, names: new Set(names) };
}

export function isRustManifest({ path }: Pick<ModuleFile, 'path'>): boolean {
  return /(^|\/)Cargo\.toml$/.test(path);
}

/** As crates are named in code. */
export function rustPackages(manifests: readonly ModuleFile[]): Declared | undefined {
  const [first] = manifests;
  if (first === undefined) return undefined;
  const names = new Set<string>();
  for (const { text } of manifests) {
    const lines = text.split(/\r?\n/);
    for (const [at, { table }] of sectionsByLine(text).entries()) {
      const key = /^\s*["']?([\w-]+)["']?\s*[.=]\s*(?:"([\w-]+)")?/.exec(lines[at] ?? '');
      if (table.endsWith('dependencies') && key?.[1] !== undefined) names.add(key[1].replaceAll('-', '_'));
      const own = /dependencies\.([\w-]+)$/.exec(table)?.[1] ?? (key?.[1] === 'name' ? key[2] : undefined);
      if (own !== undefined) names.add(own.replaceAll('-', '_'));
    }
  }
  return { manifest: first.path, names };
}
