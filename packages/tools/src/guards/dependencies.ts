import { basename } from 'node:path/posix';
import type { FileChange } from '../edits/edit.ts';
import { changedLines, type NumberedLine } from './changed-lines.ts';
import type { Guard, GuardContext, GuardFault } from './guard.ts';
import { jsonSections } from './json-sections.ts';
import { sectionsByLine } from './toml-sections.ts';

/** Of a package.json. */
const NODE_SECTIONS = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
  'bundleDependencies',
  'bundledDependencies',
  'overrides',
  'resolutions',
  'pnpm',
  'workspaces',
] as const;

/** Each line of these that is no comment is about dependencies, or what builds the project. */
const WHOLE =
  /^(?:requirements[\w.-]*\.(?:txt|in)|constraints[\w.-]*\.txt|go\.(?:mod|work)|pipfile|setup\.(?:py|cfg)|environment\.ya?ml|gemfile|[\w.-]+\.gemspec|composer\.json|pom\.xml|(?:build|settings)\.gradle(?:\.kts)?|libs\.versions\.toml|[\w.-]+\.(?:csproj|fsproj|vbproj)|packages\.config|directory\.packages\.props|mix\.exs|pubspec\.yaml|package\.swift)$/i;

/** Tables of a Cargo.toml or pyproject.toml that say what is fetched, built or run. */
const TOML_TABLES =
  /dependenc|^build-system|scripts|entry-points|^patch|^replace|^source|^registries|^workspace|^tool\.(?:poetry|pdm|uv|hatch|setuptools)/i;
/** Keys of `[project]` and `[package]` that do so. */
const TOML_KEYS = /^\s*["']?(?:dependencies|optional-dependencies|requires|requires-python|build|links)["']?\s*=/i;
const TOP_TABLES: ReadonlySet<string> = new Set(['project', 'package']);

/** Dependencies that a manifest gains, loses or changes, and imports of packages that no manifest names. */
export const guardDependencies: Guard = (changes, context) => [...changes.flatMap(inManifest), ...inImports(context)];

function inImports({ newPackages }: GuardContext): readonly GuardFault[] {
  return newPackages.map(({ path, line, name, manifest }) => ({
    guard: 'dependencies',
    path,
    line,
    reason: `It imports ${JSON.stringify(name)}, which ${manifest} does not name: nobody knows whose package that would be.`,
  }));
}

function inManifest(change: FileChange): readonly GuardFault[] {
  const { path, before, after } = change;
  const name = basename(path).toLowerCase();
  const fault = (line: number, what: string): GuardFault => ({
    guard: 'dependencies',
    path,
    line,
    reason: `${what} changed: dependencies are for people to choose.`,
  });
  if (name === 'package.json') {
    return jsonSections(before, after, NODE_SECTIONS).map(({ section, line }) => fault(line, `Its "${section}" are`));
  }
  if (name === 'cargo.toml' || name === 'pyproject.toml') {
    const line = changedInToml(change);
    return line === undefined ? [] : [fault(line, 'A line on dependencies or the build is')];
  }
  if (!WHOLE.test(name)) return [];
  const { added, removed } = changedLines(change);
  const [first] = [...added, ...removed].filter(({ text }) => !/^\s*(?:#|\/\/|$)/.test(text));
  return first === undefined ? [] : [fault(first.line, 'A line of it is')];
}

function changedInToml(change: FileChange): number | undefined {
  const { added, removed } = changedLines(change);
  return (firstOf(added, change.after) ?? firstOf(removed, change.before ?? ''))?.line;
}

function firstOf(lines: readonly NumberedLine[], text: string): NumberedLine | undefined {
  const sections = sectionsByLine(text);
  return lines.find(({ line, text: own }) => {
    if (/^\s*(?:#|$)/.test(own)) return false;
    const { table = '', key = '' } = sections[line - 1] ?? {};
    return TOML_TABLES.test(table) || TOML_TABLES.test(own) || (TOP_TABLES.has(table) && TOML_KEYS.test(key));
  });
}
