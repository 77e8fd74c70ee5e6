import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { findCycle } from './find-cycle.ts';
import type { PackageSource } from './package-source.ts';
import { readImports } from './read-imports.ts';
import { ENTRIES, npmName, OWNED_LIBRARIES, PACKAGES, SIDE_ENTRIES, type PackageRule } from './table.ts';

/** One sentence per breach of the layer rules; empty when all hold. */
export function checkLayers(packages: readonly PackageSource[]): string[] {
  const known = packages.filter((each) => Object.hasOwn(PACKAGES, each.folder));
  const unknown = packages.filter((each) => !known.includes(each));
  return [
    ...unknown.map(({ folder }) => `packages/${folder} is not in scripts/lib/layers/table.ts.`),
    ...checkTable(PACKAGES),
    ...known.flatMap(checkPackage),
  ];
}

/** The table itself must only point down. */
export function checkTable(table: Readonly<Record<string, PackageRule>>): string[] {
  return Object.entries(table).flatMap(([folder, rule]) =>
    rule.mayImport
      .filter((target) => (table[target]?.layer ?? Number.POSITIVE_INFINITY) >= rule.layer)
      .map((target) => `The table lets ${folder} (layer ${rule.layer}) import ${target}, which is not below it.`),
  );
}

function checkPackage(source: PackageSource): string[] {
  const found: string[] = [];
  for (const dependency of source.dependencies) {
    const breach = checkTarget(source, dependency);
    if (breach !== undefined) found.push(`packages/${source.folder}/package.json: ${breach}`);
  }
  const edges = new Map<string, string[]>();
  for (const [path, text] of source.files) {
    const targets: string[] = [];
    for (const { specifier, line } of readImports(text)) {
      const breach = checkImport(source, path, specifier);
      if (breach !== undefined) found.push(`packages/${source.folder}/${path}:${line}: ${breach}`);
      if (specifier.startsWith('.')) targets.push(resolveRelative(path, specifier));
    }
    edges.set(path, targets);
  }
  const cycle = findCycle(edges);
  if (cycle !== undefined) found.push(`packages/${source.folder}: files import each other: ${cycle.join(' -> ')}.`);
  return found;
}

function resolveRelative(path: string, specifier: string): string {
  return posix.normalize(posix.join(posix.dirname(path), specifier));
}

function checkImport(source: PackageSource, path: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) {
    const outside = resolveRelative(path, specifier).startsWith('..');
    return outside ? `"${specifier}" leaves the package; import the other package by its name.` : undefined;
  }
  if (isBuiltin(specifier)) return specifier.startsWith('node:') ? undefined : `write "node:${specifier}".`;
  const name = packageOf(specifier);
  const breach = checkTarget(source, name) ?? checkDepth(name, specifier);
  if (breach !== undefined) return breach;
  return source.dependencies.includes(name) ? undefined : `"${name}" is not in the dependencies of package.json.`;
}

/** `@a/b/c` belongs to `@a/b`, `a/b` to `a`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Whether this package may depend on that one at all. */
function checkTarget({ folder }: PackageSource, name: string): string | undefined {
  const target = Object.keys(PACKAGES).find((each) => npmName(each) === name);
  if (target !== undefined) {
    return PACKAGES[folder]?.mayImport.includes(target) === true ? undefined : `${folder} may not import "${name}".`;
  }
  if (name.startsWith('@hanzo/')) return `there is no package "${name}".`;
  const owner = Object.entries(OWNED_LIBRARIES).find(([, libraries]) =>
    libraries.some((library) => matches(library, name)),
  )?.[0];
  return owner === undefined || owner === folder ? undefined : `only ${owner} may import "${name}".`;
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

/** Our packages are used through their entries only. */
function checkDepth(name: string, specifier: string): string | undefined {
  const target = Object.keys(PACKAGES).find((each) => npmName(each) === name);
  if (target === undefined) return undefined;
  const entries = ENTRIES[target];
  const rest = specifier.slice(name.length + 1);
  if (entries === undefined)
    return specifier === name || SIDE_ENTRIES[target]?.includes(rest) === true
      ? undefined
      : `"${specifier}" goes inside a package; import "${name}".`;
  return entries.includes(rest)
    ? undefined
    : `import one of ${entries.map((entry) => `"${name}/${entry}"`).join(', ')}.`;
}
