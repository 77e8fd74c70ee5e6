import { HanzoError } from '@hanzo/contracts';
import { shellWord } from '../terminal/shell-word.ts';
import type { ChangeConflict, ChangeSet } from './change-set.ts';
import type { Target } from './change-store.ts';

const SHOWN = 5;

export function unknownSet(text: string): HanzoError {
  return new HanzoError('CHANGES_UNKNOWN', `There is no set of changes ${JSON.stringify(text)}.`, {
    details: { id: text },
    mend: 'Look at `hanzo changes list`.',
  });
}

export function tooManySets(text: string, sets: readonly ChangeSet[]): HanzoError {
  return new HanzoError('USAGE', `${sets.length} sets of changes begin with ${JSON.stringify(text)}.`, {
    mend: `Write more of it: ${sets
      .slice(0, SHOWN)
      .map(({ id }) => id)
      .join(', ')}.`,
  });
}

const WORDS = { made: 'was never applied', applied: 'is applied already', undone: 'is undone' } as const;

export function alreadySo({ id, state }: ChangeSet, target: Target): HanzoError {
  const mend =
    state === 'applied'
      ? `To take it back: hanzo changes undo ${id}`
      : state === 'undone'
        ? `To apply it again: hanzo changes redo ${id}`
        : `To apply it: hanzo changes apply ${id}`;
  const nothing = state === target ? ': there is nothing to do' : '';
  return new HanzoError('USAGE', `The set ${id} ${WORDS[state]}${nothing}.`, { details: { id, state }, mend });
}

/** Which files are in the way, and what to do about them. */
export function conflictError(
  { id, workspace }: Pick<ChangeSet, 'id' | 'workspace'>,
  target: Target,
  conflicts: readonly ChangeConflict[],
  later: readonly Pick<ChangeSet, 'id'>[],
): HanzoError {
  const told = conflicts.slice(0, SHOWN).map(({ path, why }) => `${path}: ${why}`);
  const more = conflicts.length > SHOWN ? ` … and ${conflicts.length - SHOWN} more` : '';
  const verb = target === 'applied' ? 'applied' : 'undone';
  const message = `The set ${id} is not ${verb}, and no file was changed: ${told.join('; ')}${more}.`;
  return new HanzoError('CHANGES_CONFLICT', message, {
    details: { id, conflicts },
    mend: mendOf(id, workspace, target, later),
  });
}

function mendOf(id: string, workspace: string, target: Target, later: readonly Pick<ChangeSet, 'id'>[]): string {
  const [newest] = later;
  if (newest !== undefined) return `A newer set changed the same files: hanzo changes undo ${newest.id}, then again.`;
  const reverse = target === 'applied' ? '' : ' -R';
  return `Put these files back (git stash, or an editor's undo) and try again. Or merge what fits: hanzo changes show ${id} -o ${id}.diff, then in ${shellWord(workspace)}: git apply --3way${reverse} ${id}.diff`;
}
