import { HanzoError, type Clock } from '@hanzo/contracts';
import { isMember, keyOf, type MembershipPaths } from './home-files.ts';
import { MeshState } from './mesh-state.ts';
import { MeshStore } from './mesh-store.ts';

/** What a membership is opened with. */
export interface MembershipParts {
  readonly paths: MembershipPaths;
  readonly clock: Clock;
}

/**
 * What this home knows of its mesh. Undefined: it is in none.
 *
 * @throws HanzoError CONFIG_INVALID, STORE_UNUSABLE or DISK_FULL
 */
export function openState({ paths, clock }: MembershipParts): MeshState | undefined {
  if (!isMember(paths)) return undefined;
  const store = new MeshStore(paths.file);
  try {
    const memberId = store.home('member');
    if (memberId === undefined) {
      throw new HanzoError('STORE_UNUSABLE', `${paths.file} does not say which member this home is.`, {
        details: { path: paths.file },
        mend: 'Restore it from a backup, or move it and member.key away and join anew with `hanzo net join <invite>`.',
      });
    }
    return new MeshState(store, keyOf(paths, memberId), clock);
  } catch (error) {
    store[Symbol.dispose]();
    throw error;
  }
}
