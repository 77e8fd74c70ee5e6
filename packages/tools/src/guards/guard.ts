import type { FileChange } from '../edits/edit.ts';

/** What changes are held against, besides the project's own commands; in the order in which they are asked. */
export const GUARDS = [
  'paths',
  'secrets',
  'scripts',
  'settings',
  'characters',
  'size',
  'licences',
  'dependencies',
] as const;
export type GuardName = (typeof GUARDS)[number];

/** When each one refuses: `always`, or only in runs with `--enable-guardrails`. What may do harm when it is run or read, always. */
export const GUARD_MODES: Readonly<Record<GuardName, 'always' | 'with-guardrails'>> = {
  paths: 'always',
  secrets: 'always',
  scripts: 'always',
  settings: 'always',
  characters: 'always',
  size: 'with-guardrails',
  licences: 'with-guardrails',
  dependencies: 'with-guardrails',
};

/** What each one refuses, for people. */
export const GUARD_WORDS: Readonly<Record<GuardName, string>> = {
  paths: 'lockfiles, and files that the task was not given',
  secrets: 'keys, tokens, passwords and private keys that are added',
  scripts:
    'scripts of package.json, Makefiles, settings of package managers, editors, git and MCP, hooks and continuous integration',
  settings: 'settings of test runners, linters and compilers that no task was given',
  characters: 'characters that are not seen, or change how others are seen',
  size: 'very large changes, files emptied or mostly deleted, generated, minified or binary text',
  licences: 'licence files, notices that are removed or changed, foreign ones that are added',
  dependencies: 'dependencies in manifests, and imports of packages that no manifest names',
};

/** Something that may not be changed so. */
export interface GuardFault {
  readonly guard: GuardName;
  readonly path: string;
  /** From 1: of the file afterwards, or before for what was taken out. 1 where it is about the file as a whole. */
  readonly line: number;
  /** A sentence. A secret is never in it. */
  readonly reason: string;
}

/** The most that changes may come to. */
export interface SizeLimits {
  /** Added and removed lines of all files. */
  readonly lines: number;
  readonly files: number;
}

/** What one task may change. A model answers with some 4,000 tokens, which are about 400 lines. */
export const TASK_LIMITS: SizeLimits = { lines: 800, files: 12 };
/** What all tasks of a run may change together: what a person can still look through. */
export const PATCH_LIMITS: SizeLimits = { lines: 8_000, files: 200 };

/** The project's licence, as far as it says. */
export interface ProjectLicence {
  /** SPDX expression, such as `MIT`. Undefined: not said. */
  readonly spdx: string | undefined;
  /** Who holds the copyright: lines as they stand in licence files. */
  readonly notices: readonly string[];
}

/** What guards must know of the project. */
export interface GuardContext {
  /** Paths that the tasks were given. */
  readonly named: ReadonlySet<string>;
  readonly limits: SizeLimits;
  readonly licence: ProjectLicence;
  /** What changed files import now and did not before, of packages that no manifest names. */
  readonly newPackages: readonly NewPackage[];
}

/** An import that a change adds of a package that no manifest names. */
export interface NewPackage {
  readonly path: string;
  readonly line: number;
  readonly name: string;
  /** The manifest that does not name it. */
  readonly manifest: string;
}

/** A guard: all that it has against changes. */
export type Guard = (changes: readonly FileChange[], context: GuardContext) => readonly GuardFault[];
