import { nearest } from '@hanzo/config';
import { openMembership } from '@hanzo/membership';
import { membershipParts } from './home-membership.ts';
import type { Setting } from '../setting.ts';

/** A limit of a member that binds nobody, and what to do about it. */
export interface IdleLimit {
  readonly what: string;
  readonly mend: string;
}

/** Calls are paid by the member that a home is; a limit under another name would be relied on for nothing. */
export function idleMemberLimits(setting: Setting): readonly IdleLimit[] {
  const limited = Object.keys(setting.config.limits.members ?? {});
  if (limited.length === 0) return [];
  const known = memberNames(setting);
  if (known === undefined)
    return [
      {
        what: `limits.members (${limited.join(', ')}) binds nothing: this home is in no mesh, and pays under no name`,
        mend: 'Use dailyUsd and hourlyUsd of "limits" in config.json, or join a mesh: `hanzo net join`.',
      },
    ];
  return limited
    .filter((name) => !known.includes(name))
    .map((name) => {
      const guess = nearest(name, known);
      return {
        what: `limits.members.${name} binds nothing: the mesh has no member of that name`,
        mend: guess === undefined ? 'See `hanzo net members`.' : `Did you mean ${guess}?`,
      };
    });
}

/** Undefined in no mesh. Of a mesh that cannot be read others tell. */
function memberNames(setting: Setting): readonly string[] | undefined {
  try {
    using membership = openMembership(membershipParts(setting));
    return membership?.members().map(({ name }) => name);
  } catch {
    return Object.keys(setting.config.limits.members ?? {});
  }
}
