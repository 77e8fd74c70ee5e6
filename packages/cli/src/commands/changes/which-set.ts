import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import type { Changes, ChangeSet, ChangeState } from '../../changes/change-set.ts';
import type { ChangesFlags, ChangesOneFlags } from './flags.ts';

const WORDS = { made: 'waiting', applied: 'applied', undone: 'undone' } as const;

/** The workspace that is meant: the one with sets that holds the folder, or the folder itself. Links resolved. */
export function workspaceMeant(book: Changes, { workspace = '.' }: ChangesFlags): string {
  const folder = realFolder(workspace);
  return book.workspaceOf(folder) ?? folder;
}

/**
 * The set that a person means.
 *
 * @param states without an id: the last set of the first of these that has one; undefined: the newest of all
 * @throws HanzoError CHANGES_UNKNOWN
 */
export function setMeant(book: Changes, flags: ChangesOneFlags, states: readonly ChangeState[] | undefined): ChangeSet {
  if (flags.id !== undefined && flags.id !== 'last') return book.find(flags.id);
  const workspace = workspaceMeant(book, flags);
  const found =
    states === undefined
      ? book.latest(workspace)
      : states.map((state) => book.latest(workspace, state)).find((set) => set !== undefined);
  if (found !== undefined) return found;
  const which = states === undefined ? '' : `${states.map((state) => WORDS[state]).join(' or ')} `;
  throw new HanzoError('CHANGES_UNKNOWN', `There is no ${which}set of changes of ${workspace}.`, {
    details: { workspace },
    mend: 'See all: hanzo changes list --all. Runs make them: hanzo dev --auto-fix.',
  });
}

/** A workspace that is gone still has its sets. */
function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return resolve(folder);
  }
}
