import { lstatSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { confine } from './confine.ts';
import { type IncludedPaths, includedPaths } from './include.ts';
import { trackedButIgnored } from './tracked-but-ignored.ts';
import { type FileText, probe, readText } from './read-text.ts';
import { type SkippedFile, walk } from './walk.ts';

export type { FileText } from './read-text.ts';
export type { SkippedFile } from './walk.ts';

/** Files above this are generated or data far more often than source. */
export const DEFAULT_MAX_FILE_BYTES: number = 256 * 1024;

const PROBES_AT_ONCE = 32;

export interface WorkspaceFile {
  /** Relative to the workspace, with forward slashes. */
  readonly path: string;
  readonly sizeBytes: number;
  /** When it was changed last, in milliseconds since the epoch. @default not known */
  readonly changedAtMs?: number;
}

/** What tells a file from all others of a machine. */
export interface FileIdentity {
  readonly dev: number;
  readonly ino: number;
}

export interface WorkspaceOptions {
  /** True for files that are no sources, such as those that are written meanwhile. Like ignored files they are not mentioned. */
  readonly isLeftOut?: ((path: string, identity: FileIdentity) => boolean) | undefined;
}

export interface FilesOptions {
  /** Globs relative to the workspace, e.g. `src/**` or `!test`. Undefined or empty: everything. */
  readonly include?: readonly string[] | undefined;
  /** @default 256 KiB */
  readonly maxBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What there is to work on, and what was left out and why. Ignored files are not mentioned, unless git tracks them. Both sorted by path. */
export interface FileListing {
  readonly files: readonly WorkspaceFile[];
  readonly skipped: readonly SkippedFile[];
  /** Names and patterns of `include` of which nothing is in the other two, and why. */
  readonly unmatched?: readonly SkippedFile[];
}

/** A folder of source text, read-only and confined. */
export interface Workspace {
  /** Absolute, links resolved. */
  readonly root: string;
  files(options?: FilesOptions): Promise<FileListing>;
  /** Paths of the same files, sorted, without a look at them: some may be too large, no text, or not readable. */
  names(signal?: AbortSignal): Promise<readonly string[]>;
  /** Rejects with USAGE when the path leads outside; a file that cannot be read is a result with a reason. */
  read(path: string): Promise<FileText>;
}

/** Opens a folder as a workspace. Rejects with WORKSPACE_MISSING when there is no such folder. */
export async function openWorkspace(dir: string, { isLeftOut }: WorkspaceOptions = {}): Promise<Workspace> {
  const root = await realFolder(dir);
  return {
    root,
    files: async (options = {}) => await listFiles(root, options, isLeftOut),
    names: async (signal) => await listNames(root, signal, isLeftOut),
    read: async (path) => await readText(await confine(root, path), path, DEFAULT_MAX_FILE_BYTES),
  };
}

async function realFolder(dir: string): Promise<string> {
  const mend = 'Name the folder of your project with --workspace.';
  const root = await realpath(dir).catch((cause: unknown) => {
    throw new HanzoError('WORKSPACE_MISSING', `There is no folder ${JSON.stringify(dir)}.`, { cause, mend });
  });
  if (!(await stat(root)).isDirectory()) {
    throw new HanzoError('WORKSPACE_MISSING', `${JSON.stringify(dir)} is not a folder.`, { mend });
  }
  return root;
}

async function listNames(
  root: string,
  signal: AbortSignal | undefined,
  isLeftOut: WorkspaceOptions['isLeftOut'],
): Promise<readonly string[]> {
  const { paths } = await walk(root, signal);
  if (isLeftOut === undefined) return paths.toSorted();
  const isThere = (path: string): boolean => {
    const identity = lstatSync(join(root, path), { throwIfNoEntry: false });
    return identity === undefined || !isLeftOut(path, identity);
  };
  return paths.filter(isThere).toSorted();
}

async function listFiles(
  root: string,
  options: FilesOptions,
  isLeftOut: WorkspaceOptions['isLeftOut'],
): Promise<FileListing> {
  const { include = [], maxBytes = DEFAULT_MAX_FILE_BYTES, signal } = options;
  const chosen = include.length === 0 ? undefined : await includedPaths(root, include);
  const walked = await walk(root, signal);
  const isChosen = (path: string): boolean => chosen === undefined || chosen.paths.has(path);
  const files: WorkspaceFile[] = [];
  const seen = new Set([...walked.paths, ...walked.skipped.map(({ path }) => path)]);
  const hidden = (await trackedButIgnored(root, signal)).filter((path) => !seen.has(path));
  const left = [
    ...walked.skipped,
    ...hidden.map((path) => ({ path, reason: 'git tracks it, but an ignore file names it' })),
  ];
  const skipped: SkippedFile[] = left.filter(({ path }) => isChosen(path));
  const paths = walked.paths.filter(isChosen);
  for (let at = 0; at < paths.length; at += PROBES_AT_ONCE) {
    signal?.throwIfAborted();
    const batch = paths.slice(at, at + PROBES_AT_ONCE);
    const probes = await Promise.all(
      batch.map(async (path) => ({ path, ...(await probe(join(root, path), maxBytes)) })),
    );
    for (const { path, sizeBytes, changedAtMs, reason, isMissed, identity } of probes) {
      if (identity !== undefined && isLeftOut?.(path, identity) === true) continue;
      if (reason === undefined) files.push({ path, sizeBytes, changedAtMs });
      else skipped.push({ path, reason, ...(isMissed && { isMissed }) });
    }
  }
  const unmatched = chosen === undefined ? [] : unmatchedOf(chosen, [...paths, ...skipped.map(({ path }) => path)]);
  return { files: files.toSorted(byPath), skipped: skipped.toSorted(byPath), unmatched };
}

/** What leaves out speaks for itself: only what ignore files and names rule out is told. */
function unmatchedOf({ paths, byPattern }: IncludedPaths, listed: readonly string[]): readonly SkippedFile[] {
  const known = new Set(listed);
  return [...byPattern].flatMap(([pattern, named]) => {
    const wanted = named.filter((path) => paths.has(path));
    if (wanted.some((path) => known.has(path)) || (named.length > 0 && wanted.length === 0)) return [];
    const reason = named.length === 0 ? 'no file of the workspace matches it' : 'ignore files leave out what it names';
    return [{ path: pattern, reason }];
  });
}

/** By code unit, so that the order is the same on every machine. */
function byPath(a: { path: string }, b: { path: string }): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}
