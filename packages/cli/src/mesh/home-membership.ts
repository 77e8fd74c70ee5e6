import { hostname } from 'node:os';
import { HanzoError, systemClock, type Logger } from '@hanzo/contracts';
import { createMesh, openMembership, type Membership } from '@hanzo/membership';
import { nodeNameFrom } from '@hanzo/mesh/light';
import type { Setting } from '../setting.ts';

/** How long a grant is good for, when nobody says otherwise: a month. Milliseconds. */
const GRANT_TTL_MS = 30 * 86_400_000;

/** What a home's membership is opened with. */
export function membershipParts({ paths }: Setting): Parameters<typeof openMembership>[0] {
  return { paths: { file: paths.meshState, memberKey: paths.memberKey }, clock: systemClock };
}

/**
 * This home's membership. A home in no mesh founds one of its own, so that the first `hanzo net up` just works;
 * others come in by invite.
 */
export function ownMembership(setting: Setting, log: Logger): Membership {
  const parts = membershipParts(setting);
  const existing = openMembership(parts);
  if (existing !== undefined) return existing;
  const name = nodeNameFrom(hostname());
  try {
    const made = createMesh(parts, {
      meshName: name,
      memberName: name,
      grantTtlMs: GRANT_TTL_MS,
      fence: true,
    });
    log.info(`made a new mesh of your own, "${made.meshName}"; let others in with: hanzo net invite`);
    return made;
  } catch (error) {
    // Another process of this home was faster.
    const other = openMembership(parts);
    if (other === undefined) throw error;
    return other;
  }
}

/** @throws HanzoError NOT_A_MEMBER */
export function requireMembership(setting: Setting): Membership {
  const membership = openMembership(membershipParts(setting));
  if (membership !== undefined) return membership;
  throw new HanzoError('NOT_A_MEMBER', `The home ${setting.paths.home} is in no mesh yet.`, {
    mend: 'Found one with `hanzo net init`, or join one with `hanzo net join <invite>`.',
  });
}
