import { grammarOf, IMPORTING } from '../syntax/grammars.ts';
import type { Syntax } from '../syntax/syntax.ts';
import { circleGroups, cyclesOf } from './cycles.ts';
import type { ModuleFile } from './resolved.ts';
import { createResolver } from './resolver.ts';

export type { ModuleFile } from './resolved.ts';

/** A file of the workspace, and what it needs. */
export interface Module {
  readonly path: string;
  /** Paths of the workspace, sorted. */
  readonly imports: readonly string[];
  /** Those of them of which only types are taken, sorted: they make no circle. @default none */
  readonly typeImports?: readonly string[];
  /** Names of packages from elsewhere, sorted. */
  readonly packages: readonly string[];
  /** How many modules of the workspace import it. */
  readonly importedBy: number;
}

/** The modules of a workspace by their real imports. */
export interface ModuleGraph {
  /** Sorted by path. */
  readonly modules: readonly Module[];
  /**
   * Of each group of modules that need each other, the shortest way round from its first module: paths in the order of the
   * imports. The last one imports the first one.
   */
  readonly cycles: readonly (readonly string[])[];
  /** All members of each group of modules that need each other, by path: a circle names only some of them. */
  readonly groups: readonly (readonly string[])[];
}

/**
 * Which file of a workspace imports which. Files whose language has no imports that we know are no modules, but some say
 * how imports are meant: `package.json`, `tsconfig.json` and `go.mod` should be among the files.
 */
export function moduleGraph(files: Iterable<ModuleFile>, syntax: Pick<Syntax, 'importsOf'>): ModuleGraph {
  const all = [...files];
  const sources = all
    .filter(({ path }) => isModule(path))
    .toSorted((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
  const resolver = createResolver(
    sources.map(({ path }) => path),
    all,
  );
  const importedBy = new Map<string, number>();
  const modules = sources.map(({ path, text }) => {
    const imports = new Set<string>();
    const values = new Set<string>();
    const packages = new Set<string>();
    for (const one of syntax.importsOf(path, text)) {
      const { paths, packageName } = resolver.resolve(path, one);
      for (const to of paths) {
        if (to === path) continue;
        imports.add(to);
        if (one.isType !== true) values.add(to);
      }
      if (packageName !== undefined) packages.add(packageName);
    }
    for (const to of imports) importedBy.set(to, (importedBy.get(to) ?? 0) + 1);
    const sorted = [...imports].toSorted();
    const typeImports = sorted.filter((to) => !values.has(to));
    const ofTypes = typeImports.length > 0 ? { typeImports } : {};
    return { path, imports: sorted, ...ofTypes, packages: [...packages].toSorted() };
  });
  const edges = edgesOf(modules);
  return {
    modules: modules.map((module) => ({ ...module, importedBy: importedBy.get(module.path) ?? 0 })),
    cycles: cyclesOf(edges),
    groups: circleGroups(edges),
  };
}

/** What each module needs when it runs: circles of types alone are none. */
export function edgesOf(
  modules: readonly Pick<Module, 'path' | 'imports' | 'typeImports'>[],
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    modules.map(({ path, imports, typeImports = [] }) => [path, imports.filter((to) => !typeImports.includes(to))]),
  );
}

/** True for files whose imports can be read. */
export function isModule(path: string): boolean {
  const grammar = grammarOf(path);
  return grammar !== undefined && IMPORTING.has(grammar);
}
