import { toHanzoError } from '@hanzo/contracts';
import {
  clearDrafts,
  missingFolders,
  removeEmptyFolders,
  swapFiles,
  SwapRefused,
  swapStates,
  SwapStuck,
  type FileSwap,
  type SwapOptions,
} from '@hanzo/tools';
import type { ChangeConflict, ChangeSet } from './change-set.ts';
import type { Target } from './change-store.ts';
import { conflictError } from './change-faults.ts';

/**
 * Looks, before anything is written down or changed, whether all files are as they must be.
 *
 * @returns folders that will have to be made
 * @throws HanzoError CHANGES_CONFLICT
 */
export function checkBefore(
  set: ChangeSet,
  swaps: readonly FileSwap[],
  target: Target,
  later: readonly ChangeSet[],
): { readonly folders: readonly string[] } {
  const { workspace } = set;
  let states: ReturnType<typeof swapStates>;
  try {
    states = swapStates(workspace, swaps);
  } catch (error) {
    const why = `the workspace cannot be opened: ${toHanzoError(error).message}`;
    throw conflictError(set, target, [{ path: workspace, why }], later);
  }
  const conflicts = swaps.flatMap(({ path }, index): readonly ChangeConflict[] => {
    const state = states[index];
    if (state === undefined || state.kind === 'from') return [];
    const there = target === 'applied' ? 'it holds the change already' : 'it holds what was there before already';
    return [{ path, why: state.kind === 'other' ? state.why : there }];
  });
  if (conflicts.length > 0) throw conflictError(set, target, conflicts, later);
  return { folders: missingFolders(workspace, swaps) };
}

/** `stuck`: some files are changed and some are not, and the system refuses to go on or back. */
export type Settled =
  | { readonly kind: 'arrived' }
  | { readonly kind: 'refused' | 'stuck'; readonly conflicts: readonly ChangeConflict[] };

/** Brings the files of a set where they are to go, or back to where they were. May be done again at any time. */
export function settle(
  { id, workspace, files }: ChangeSet,
  swaps: readonly FileSwap[],
  options: Pick<SwapOptions, 'onStep'> & { readonly folders: readonly string[]; readonly target: Target },
): Settled {
  const { folders, target, onStep } = options;
  try {
    swapFiles(workspace, swaps, { tag: id, onStep });
    if (target === 'undone') removeEmptyFolders(workspace, folders);
    return { kind: 'arrived' };
  } catch (error) {
    if (error instanceof SwapRefused) {
      if (target === 'applied') removeFolders(workspace, folders);
      return { kind: 'refused', conflicts: error.faults };
    }
    const path = files[0]?.path ?? workspace;
    if (error instanceof SwapStuck) return { kind: 'stuck', conflicts: [{ path, why: error.message }] };
    throw error;
  }
}

/** How what a killed process had begun has ended. `given-up`: no file had been changed, and none is. */
export type SettledLeft = Settled | { readonly kind: 'given-up' };

/**
 * Ends what a process that was killed had begun: it is finished where some file is changed already. Where none is, it is given up:
 * days later, on another branch, nobody expects it any more.
 */
export function settleLeft(
  set: ChangeSet,
  swaps: readonly FileSwap[],
  options: Parameters<typeof settle>[2],
): SettledLeft {
  const { id, workspace } = set;
  try {
    if (swapStates(workspace, swaps).some(({ kind }) => kind === 'to')) return settle(set, swaps, options);
    clearDrafts(workspace, swaps, id);
    if (options.target === 'applied') removeEmptyFolders(workspace, options.folders);
    return { kind: 'given-up' };
  } catch (error) {
    // The workspace may be on a disk that is away.
    return { kind: 'stuck', conflicts: [{ path: workspace, why: toHanzoError(error).message }] };
  }
}

/** True when all files are where they were to go. */
export function isThere(workspace: string, swaps: readonly FileSwap[]): boolean {
  try {
    return swapStates(workspace, swaps).every(({ kind }) => kind === 'to');
  } catch {
    return false;
  }
}

/** The workspace may be what is gone. */
function removeFolders(workspace: string, folders: readonly string[]): void {
  try {
    removeEmptyFolders(workspace, folders);
  } catch {
    // Then there are none.
  }
}
