import { systemClock, toHanzoError } from '@hanzo/contracts';
import { openMembership, type Member, type Membership } from '@hanzo/membership';
import { readCards } from '@hanzo/mesh/light';
import { membershipParts } from '../../../mesh/home-membership.ts';
import { expiryText, meshLabel } from '../../net/labels.ts';
import { fail, ok, warn, type Check, type Finding } from '../check.ts';

/** Shorter than what is left after the last renewal that should have come. */
const SOON_MS = 3 * 86_400_000;

/** Whether this home is in a mesh, as what, and for how long. */
export const checkMesh: Check = (setting) => {
  try {
    using membership = openMembership(membershipParts(setting));
    if (membership === undefined)
      return [ok('mesh', 'in no mesh yet: `hanzo net join <invite>`, or `hanzo net init` founds one')];
    const running = readCards(setting.paths.run)
      .filter(({ meshId }) => meshId === membership.meshId)
      .map(({ nodeName, pid }) => `${nodeName} (pid ${pid})`);
    return [judge(membership, running)];
  } catch (thrown) {
    const { message, mend = `Restore ${setting.paths.meshState} and ${setting.paths.memberKey}.` } =
      toHanzoError(thrown);
    return [fail('mesh', message, mend)];
  }
};

function judge(membership: Membership, running: readonly string[]): Finding {
  const { self } = membership;
  const { name, role, standing, revokeReason = '' } = self;
  const now = systemClock.now();
  const facts = [
    `mesh ${meshLabel(membership)}`,
    `${name}, ${role}, ${standing}${revokeReason === '' ? '' : ` (${revokeReason})`}`,
    ...(standing === 'member' ? [`expires: ${expiryText(self, now)}`] : []),
    `running here: ${running.length === 0 ? 'nobody' : running.join(', ')}`,
  ];
  const detail = facts.join('; ');
  if (standing !== 'member')
    return fail(
      'mesh',
      detail,
      'Ask an owner for a new invite (`hanzo net invite` there), then here: `hanzo net join <invite>`.',
    );
  if (expiresSoon(self, now))
    return warn(
      'mesh',
      detail,
      "It is renewed by itself while a node of this home meets the others and an owner's node runs: `hanzo net peers`.",
    );
  return ok('mesh', detail);
}

function expiresSoon({ expiresAt }: Member, now: number): boolean {
  return expiresAt !== undefined && expiresAt - now < SOON_MS;
}
