import { isBuiltin } from 'node:module';
import type { FileChange } from '../edits/edit.ts';
import { createResolver } from '../graph/resolver.ts';
import type { ModuleFile, Resolver } from '../graph/resolved.ts';
import { isModule } from '../graph/module-graph.ts';
import type { Import } from '../syntax/declaration.ts';
import { type GrammarName, grammarOf } from '../syntax/grammars.ts';
import { openSyntax, type Syntax } from '../syntax/syntax.ts';
import { calledImports, foreignAddress } from './called-imports.ts';
import { changedLines } from './changed-lines.ts';
import {
  goModules,
  type Declared,
  isGoManifest,
  isPythonManifest,
  isRustManifest,
  nodePackages,
  pythonPackages,
  rustPackages,
} from './declared-packages.ts';
import type { NewPackage } from './guard.ts';
import type { GuardProject } from './guard-project.ts';
import { isPythonStandard, pythonDistribution } from './python-names.ts';

/**
 * Imports that changes add of packages that no manifest of the project names: misspelt and invented names are how foreign code
 * comes in. TypeScript, JavaScript, Python, Go and Rust; of a language without a manifest nothing is said.
 */
export async function newPackages(
  changes: readonly FileChange[],
  project: Pick<GuardProject, 'paths' | 'manifests'>,
): Promise<readonly NewPackage[]> {
  const modules = changes.filter(({ path }) => isModule(path));
  if (modules.length === 0) return [];
  const paths = new Set([...project.paths, ...changes.map(({ path }) => path)]);
  const sources = [...paths].filter(isModule);
  const resolver = createResolver(sources, project.manifests);
  using syntax = await openSyntax(modules.map(({ path }) => path));
  return modules.flatMap((change) => inModule(change, { resolver, syntax, manifests: project.manifests }));
}

const NPM_NAME = /^(?:@[\w-][\w.~-]*\/)?[\w-][\w.~-]*$/;

interface Look {
  readonly resolver: Resolver;
  readonly syntax: Syntax;
  readonly manifests: readonly ModuleFile[];
}

function inModule(change: FileChange, { resolver, syntax, manifests }: Look): readonly NewPackage[] {
  const { path, before = '', after } = change;
  const old = new Set([...syntax.imports(path, before), ...calledImports(path, before).map(({ from }) => from)]);
  const seen = new Set<string>();
  const all = [...syntax.importsOf(path, after), ...calledImports(path, after)];
  return all.flatMap((one): readonly NewPackage[] => {
    const packageName = (isScript(path) && foreignAddress(one.from)) || resolver.resolve(path, one).packageName;
    if (packageName === undefined || old.has(one.from) || seen.has(packageName)) return [];
    seen.add(packageName);
    const manifest = missingIn(path, packageName, { after, manifests });
    return manifest === undefined ? [] : [{ path, line: lineOf(change, one), name: packageName, manifest }];
  });
}

interface Place {
  readonly after: string;
  readonly manifests: readonly ModuleFile[];
}

/** The manifest that should name it and does not; undefined: one does, or there is none. */
function missingIn(path: string, name: string, { after, manifests }: Place): string | undefined {
  switch (grammarOf(path) satisfies GrammarName | undefined) {
    case 'typescript':
    case 'tsx':
    case 'javascript':
      // `node:fs`, `bun:test`, `virtual:icons`: those with a scheme come from no registry.
      if (foreignAddress(name) !== undefined) return nodePackages(path, manifests)?.manifest;
      // Aliases of a bundler, as `~/lib/a`, are no names of packages.
      if (isBuiltin(name) || name.includes(':') || !NPM_NAME.test(name)) return undefined;
      return lacking(nodePackages(path, manifests), name);
    case 'python':
      if (isPythonStandard(name)) return undefined;
      return lackingPython(pythonPackages(manifests.filter(isPythonManifest)), pythonDistribution(name));
    case 'go':
      return isGoStandard(name) ? undefined : lackingGo(goModules(manifests.filter(isGoManifest)), name);
    case 'rust':
      if (ownModules(after).has(name)) return undefined;
      return lacking(rustPackages(manifests.filter(isRustManifest)), name.replaceAll('-', '_'));
    default:
      return undefined;
  }
}

function isScript(path: string): boolean {
  const grammar = grammarOf(path);
  return grammar === 'typescript' || grammar === 'tsx' || grammar === 'javascript';
}

function lacking(declared: Declared | undefined, name: string): string | undefined {
  return declared === undefined || declared.names.has(name) ? undefined : declared.manifest;
}

/** Several distributions share a module, as `google` and `azure`: their names begin with it. */
function lackingPython(declared: Declared | undefined, name: string): string | undefined {
  const isShared = [...(declared?.names ?? [])].some((one) => one.startsWith(`${name}-`));
  return isShared ? undefined : lacking(declared, name);
}

function lackingGo(declared: Declared | undefined, name: string): string | undefined {
  const isThere = [...(declared?.names ?? [])].some((module) => name === module || name.startsWith(`${module}/`));
  return isThere ? undefined : declared?.manifest;
}

/** Modules that a file of Rust declares: `mod name`. */
function ownModules(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(/\bmod\s+(\w+)/g), ([, name = '']) => name));
}

/** Only addresses have a dot before their first slash. `C` is the foreign function interface. */
function isGoStandard(name: string): boolean {
  return !(name.split('/')[0] ?? '').includes('.');
}

function lineOf(change: FileChange, { from }: Import): number {
  const { added } = changedLines(change);
  return (added.find(({ text }) => text.includes(from)) ?? added[0])?.line ?? 1;
}
