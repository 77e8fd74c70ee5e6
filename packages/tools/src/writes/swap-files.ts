import { codeOf, ConfinedRoot, PathFault } from './confined-root.ts';
import { presentFile } from './present-file.ts';
import { StagedFile, type DraftNames, type FileSwap } from './staged-file.ts';

export type { FileSwap } from './staged-file.ts';

/** A file that is not as it must be: the end of a sentence for people. */
export interface SwapFault {
  readonly path: string;
  readonly why: string;
}

/** Nothing was changed, or what was changed was put back. */
export class SwapRefused extends Error {
  readonly faults: readonly SwapFault[];
  constructor(faults: readonly SwapFault[], options?: ErrorOptions) {
    super(faults.map(({ path, why }) => `${path}: ${why}`).join('; '), options);
    this.faults = faults;
  }
}

/** Some files are changed and some are not, and they could not be put back: to be settled later. */
export class SwapStuck extends Error {}

/** `staged`: the new text of a file is on the disk beside it. `switched`: it stands in its place. */
export type SwapStep = 'staged' | 'switched';

export interface SwapOptions {
  /** Names the temporary files, so that a later call of the same tag takes away what one that was killed has left. */
  readonly tag: string;
  /** Told after each step, for tests of what happens when it is the last one. */
  readonly onStep?: ((step: SwapStep, path: string) => void) | undefined;
}

/** How each file stands: as before, as after, or as neither, with why. */
export type SwapState = { readonly kind: 'from' | 'to' } | { readonly kind: 'other'; readonly why: string };

/**
 * Looks how files of a workspace stand.
 *
 * @throws PathFault when the workspace itself is not there any more
 */
export function swapStates(root: string, swaps: readonly FileSwap[]): readonly SwapState[] {
  using confined = new ConfinedRoot(root);
  return swaps.map((swap) => stateOf(confined, swap));
}

/**
 * Folders that swaps would have to make, outermost first.
 *
 * @throws PathFault
 */
export function missingFolders(root: string, swaps: readonly FileSwap[]): readonly string[] {
  using confined = new ConfinedRoot(root);
  const missing = new Set<string>();
  for (const { path, to } of swaps) {
    const parts = path.split('/');
    for (let depth = 1; to !== undefined && depth < parts.length; depth += 1) {
      const folder = parts.slice(0, depth).join('/');
      if (!missing.has(folder) && confined.folderOf(`${folder}/x`, { make: false }) === undefined) missing.add(folder);
    }
  }
  return [...missing].toSorted((a, b) => a.length - b.length);
}

/**
 * Brings files from one text to another: all of them or none. Those that are there already are left alone, so that it can be done
 * again after it was cut off at any moment. First all new texts are written beside their files, then each takes its place.
 *
 * @throws SwapRefused when a file is neither as before nor as after, or the system refuses: then all are as before
 * @throws SwapStuck when they could not be put back either
 */
export function swapFiles(root: string, swaps: readonly FileSwap[], options: SwapOptions): void {
  using confined = openRoot(root, swaps);
  const states = swaps.map((swap) => stateOf(confined, swap));
  const faults = swaps.flatMap(({ path }, index) => {
    const state = states[index];
    return state?.kind === 'other' ? [{ path, why: state.why }] : [];
  });
  const isDone = (index: number): boolean => states[index]?.kind === 'to';
  if (faults.length > 0) {
    clearLeft(confined, swaps, options.tag);
    putBack(confined, swaps, isDone, options.tag);
    throw new SwapRefused(faults);
  }
  const failed = switchAll(confined, swaps, isDone, {
    onStep: options.onStep,
    draftsOf: (index) => drafts(options.tag, index),
  });
  if (failed === undefined) return;
  putBack(confined, swaps, (index) => isDone(index) || failed.switched.has(index), options.tag);
  throw new SwapRefused([failed.fault], { cause: failed.cause });
}

/**
 * Takes away the new texts that a process which was killed has left beside files. The files stay as they are.
 *
 * @throws PathFault when the workspace itself is not there any more
 */
export function clearDrafts(root: string, swaps: readonly FileSwap[], tag: string): void {
  using confined = new ConfinedRoot(root);
  clearLeft(confined, swaps, tag);
}

interface Failed {
  readonly fault: SwapFault;
  readonly cause: unknown;
  /** Places in the list of swaps. */
  readonly switched: ReadonlySet<number>;
}

/** Switches all that are not where they shall be; undefined when they are now. */
function switchAll(
  confined: ConfinedRoot,
  swaps: readonly FileSwap[],
  isDone: (index: number) => boolean,
  { onStep, draftsOf }: Pick<SwapOptions, 'onStep'> & { readonly draftsOf: (index: number) => DraftNames },
): Failed | undefined {
  const staged: [index: number, file: StagedFile][] = [];
  const switched = new Set<number>();
  let at = '';
  try {
    for (const [index, swap] of swaps.entries()) {
      at = swap.path;
      const one = StagedFile.of(confined, swap, draftsOf(index));
      if (one === undefined) continue;
      staged.push([index, one]);
      one.clear();
      if (isDone(index)) continue;
      one.stage();
      onStep?.('staged', at);
    }
    for (const [index, one] of staged.filter(([, { isStaged }]) => isStaged)) {
      at = one.swap.path;
      one.switch();
      switched.add(index);
      onStep?.('switched', at);
    }
    return undefined;
  } catch (cause) {
    return { fault: { path: at, why: whyOf(cause) }, cause, switched };
  } finally {
    for (const [, one] of staged) one.close();
  }
}

/** What was switched goes back. */
function putBack(
  confined: ConfinedRoot,
  swaps: readonly FileSwap[],
  isDone: (index: number) => boolean,
  tag: string,
): void {
  const back = swaps.map(({ path, from, to, mode }) => ({ path, from: to, to: from, mode }));
  const draftsOf = (index: number): DraftNames => drafts(tag, index).toReversed() as [string, string];
  if (!swaps.some((_, index) => isDone(index))) return;
  const failed = switchAll(confined, back, (index) => !isDone(index), { draftsOf });
  if (failed !== undefined)
    throw new SwapStuck(`${failed.fault.path} could not be put back: ${failed.fault.why}`, { cause: failed.cause });
}

/** Takes away what a process that was killed has left beside files that are not touched now. */
function clearLeft(confined: ConfinedRoot, swaps: readonly FileSwap[], tag: string): void {
  for (const [index, swap] of swaps.entries()) {
    try {
      StagedFile.of(confined, { ...swap, to: undefined }, drafts(tag, index))?.clear();
    } catch {
      // Where nothing can be taken away nothing of ours was written.
    }
  }
}

function drafts(tag: string, index: number): DraftNames {
  return [`.hanzo-${tag}-${index}.tmp`, `.hanzo-${tag}-${index}-back.tmp`];
}

function openRoot(root: string, swaps: readonly FileSwap[]): ConfinedRoot {
  try {
    return new ConfinedRoot(root);
  } catch (cause) {
    const why = `the workspace cannot be opened: ${whyOf(cause)}`;
    throw new SwapRefused(
      swaps.map(({ path }) => ({ path, why })),
      { cause },
    );
  }
}

function stateOf(confined: ConfinedRoot, { path, from, to }: FileSwap): SwapState {
  try {
    const folder = confined.folderOf(path, { make: false });
    const sizes = [from, to].flatMap((bytes) => (bytes === undefined ? [] : [bytes.length]));
    const found = folder && presentFile(folder, nameOf(path), sizes);
    if (isAs(found?.bytes, found !== undefined, from)) return { kind: 'from' };
    if (isAs(found?.bytes, found !== undefined, to)) return { kind: 'to' };
    if (found === undefined) return { kind: 'other', why: 'it is gone' };
    return { kind: 'other', why: from === undefined ? 'there is a file of that name' : 'it has changed' };
  } catch (error) {
    return { kind: 'other', why: whyOf(error) };
  }
}

function isAs(bytes: Uint8Array | undefined, isThere: boolean, wanted: Uint8Array | undefined): boolean {
  if (wanted === undefined) return !isThere;
  return bytes !== undefined && Buffer.compare(bytes, wanted) === 0;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function whyOf(error: unknown): string {
  if (error instanceof PathFault) return error.message;
  const code = codeOf(error);
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `you may not write there (${code})`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `the disk is full (${code})`;
    case 'ENOENT':
      return 'it is gone';
    case undefined:
      return error instanceof Error ? error.message : String(error);
    default:
      return `it cannot be written (${code})`;
  }
}
