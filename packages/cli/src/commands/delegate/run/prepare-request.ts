import { realpathSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { prepareDelegation, type DelegationRequest, type DelegationResult, type FileWish } from '@hanzo/delegate';
import { uncommittedDiff } from '@hanzo/tools';
import { changeStateIn } from '../../../changes/change-state.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { LOCAL_CONTEXT_TOKENS } from '../../dev/engines/context-sizes.ts';
import type { DelegateInput } from '../delegate-input.ts';
import { namesFiles, wishesIn } from '../issue/names-files.ts';
import { wishFor } from '../issue/wish-for.ts';
import type { DelegateModel } from '../models/delegate-model.ts';
import { isWithin, type Place } from '../place.ts';
import { answerTokensOf } from '../ask/worst-ask.ts';
import type { DelegateEngineFlags } from '../flags.ts';

/** For what is told besides files, where a window is small. Tokens. */
const BESIDES_TOKENS = 1_500;

/** What goes with an issue, as it is looked for. */
export interface Evidence {
  readonly wishes: readonly FileWish[];
  /** `wishes`, as they were written. */
  readonly files: readonly string[];
  readonly gathers: boolean;
  readonly diff: boolean;
  /** Undefined: what is usual. */
  readonly earlier: boolean | undefined;
  /** A folder from the workspace on. @default all of the workspace */
  readonly within?: string | undefined;
  /** All who are asked are models of this machine. */
  readonly staysLocal: boolean;
  readonly contextTokens: number;
}

/** Files that are named are all that is sent, unless somebody says otherwise; where none is, the clues lead to some. */
export function evidenceOf(
  input: DelegateInput,
  { setting, workspace }: Pick<Place, 'setting' | 'workspace'>,
  models: readonly DelegateModel[],
  flags: DelegateEngineFlags,
): Evidence {
  const files = input.files ?? [];
  const wishes = [...wishesIn(input.within, files), ...(input.wishes ?? []), ...logsFileWish(input, workspace.root)];
  const gathers = input.gather ?? !wishes.some(({ isExcluded }) => !isExcluded);
  const wanted = input.contextTokens ?? setting.config.delegate.contextTokens;
  const room = models.map((model) => roomOf(model, flags));
  return {
    wishes,
    files,
    gathers,
    diff: input.diff === true,
    earlier: input.earlier,
    within: input.within,
    staysLocal:
      models.every(({ kind }) => kind === 'local') &&
      !(flags.fallback || []).some((name) => !name.startsWith('local:')),
    contextTokens: Math.min(wanted, ...room),
  };
}

/** The file is sent as logs: gathered, or in a diff, it would be sent twice. */
function logsFileWish({ logsFile }: DelegateInput, root: string): readonly FileWish[] {
  if (logsFile === undefined || logsFile === '-') return [];
  const path = relative(root, realpathSync(logsFile)).replaceAll('\\', '/');
  const isInside = path !== '' && !path.startsWith('../') && !isAbsolute(path);
  return isInside ? [{ ...wishFor(path), isExcluded: true }] : [];
}

/** Tokens for files that a model has room for. */
function roomOf(model: DelegateModel, flags: DelegateEngineFlags): number {
  const window = model.kind === 'local' ? LOCAL_CONTEXT_TOKENS : model.card.contextTokens;
  return Math.max(0, window - answerTokensOf(model, flags) - BESIDES_TOKENS);
}

export interface PreparingParts {
  readonly place: Place;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** What the model of the round before answered. @default this is the first round */
  readonly unsure?: DelegationResult | undefined;
  /** Files that an unsure model wants to see. @default none */
  readonly wanted?: readonly string[] | undefined;
  /** The delegation of which a further round is prepared. @default none */
  readonly own?: string | undefined;
}

/** All that a request tells: nothing is written, and nobody is asked. */
export async function prepareRequest(
  input: DelegateInput,
  evidence: Evidence,
  { place, terminal, signal, unsure, wanted, own }: PreparingParts,
): Promise<DelegationRequest> {
  const { setting, workspace, delegations } = place;
  const { wishes, files, gathers, contextTokens, earlier, within, staysLocal } = evidence;
  const { issue, context, logs, attemptedFixes = [] } = input;
  return await prepareDelegation({
    clues: { issue, context, logs, attemptedFixes },
    uncommitted: evidence.diff
      ? async (isShown) => await diffOf(workspace.root, { isShown, within, signal, terminal })
      : undefined,
    wishes,
    // Files that a task or a delegation of before is about may be gone: that is a warning.
    needsNamed: namesFiles(files),
    gathers,
    contextTokens,
    workspace,
    delegations,
    parent: input.parent,
    earlier: earlierOf(evidence),
    keepsLocal: !staysLocal && earlier !== true,
    changeState: changeStateIn(setting.paths),
    unsure,
    wanted,
    own,
    signal,
  });
}

/** Whoever named what may be sent did not name what others were told. */
function earlierOf({ earlier, gathers }: Evidence): 'alike' | 'parent' | 'none' {
  if (earlier === false) return 'none';
  return (earlier ?? gathers) ? 'alike' : 'parent';
}

interface DiffParts extends Pick<PreparingParts, 'terminal' | 'signal'> {
  readonly isShown: (path: string) => boolean;
  readonly within: string | undefined;
}

/** @throws HanzoError TOOL_FAILED where git cannot say: a person asked for it */
async function diffOf(root: string, { isShown, within, terminal, signal }: DiffParts): Promise<string | undefined> {
  let hasChanges = false;
  const diff = await uncommittedDiff(root, signal, (path) => {
    if (!isWithin(path, within)) return false;
    hasChanges = true;
    return isShown(path);
  });
  if (!hasChanges) terminal.err('--diff: nothing is uncommitted here, or it is no git repository');
  return diff;
}
