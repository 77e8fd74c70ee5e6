import { loadProject, type HomePaths } from '@hanzo/config';
import type { RunResult } from '@hanzo/orchestrator';
import { allUnjudged, tryChanges, type FileChange, type TrialCommands, type WholeTrial } from '@hanzo/tools';
import type { ChangeSet } from './change-set.ts';
import { openChanges } from './open-changes.ts';

/** A set that a run made, and where its commands were tried. */
export interface MadeChanges {
  readonly set: ChangeSet;
  readonly kind: WholeTrial['kind'] | 'none';
  readonly because?: string | undefined;
}

/** What a set is made of. */
type PatchedRun = Pick<RunResult, 'patch' | 'runId' | 'fixes'>;

export interface MakeChangesOptions {
  readonly paths: HomePaths;
  readonly signal: AbortSignal;
  /** One line, for lists. @default how many findings and files it is about */
  readonly title?: string | undefined;
  /** Told what is done now, which may take a while. */
  readonly say?: ((line: string) => void) | undefined;
}

/**
 * Keeps the accepted edits of a run as one set, after the project's trusted commands were run on all of them in a worktree.
 * Undefined when the run changes nothing.
 */
export async function makeChanges(result: PatchedRun, options: MakeChangesOptions): Promise<MadeChanges | undefined> {
  const { patch, runId } = result;
  if (patch === undefined || patch.changes.length === 0) return undefined;
  const { root, changes } = patch;
  const tried = await tryTogether(root, changes, options);
  using book = openChanges(options.paths);
  const set = book.make({
    workspace: root,
    runId,
    title: options.title ?? titleOf(result),
    files: changes,
    checks: tried.checks,
  });
  return { set, kind: tried.kind, because: tried.because };
}

type Tried = Omit<WholeTrial, 'kind'> & { readonly kind: MadeChanges['kind'] };

/** Runs the project's trusted commands on changes, in a worktree. Nothing of the workspace is changed, and nothing is kept. */
export async function tryTogether(
  root: string,
  changes: readonly FileChange[],
  { paths, signal, say }: MakeChangesOptions,
): Promise<Tried> {
  const commands: TrialCommands = loadProject(root, paths).project.commands;
  const names = Object.keys(commands);
  if (names.length === 0) return { kind: 'none', checks: [] };
  say?.(`trying all changes together in a worktree: ${names.join(', ')}`);
  try {
    return await tryChanges({ root, changes, commands, signal });
  } catch (error) {
    return { kind: 'none', checks: allUnjudged(commands, error) };
  }
}

/** `mends 3 findings in 2 files`, `changes 1 file` */
function titleOf({ fixes, patch }: PatchedRun): string {
  const files = counted(patch?.files ?? 0, 'file');
  const mended = fixes?.mended.length ?? 0;
  return mended === 0 ? `changes ${files}` : `mends ${counted(mended, 'finding')} in ${files}`;
}

export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
