import { HanzoError } from '@hanzo/contracts';
import type { Membership } from '@hanzo/membership';

/** Why this home is not a member any more; undefined while it is. */
export function shutOutOf({ self, meshName }: Membership): HanzoError | undefined {
  if (self.standing === 'member') return undefined;
  const why = self.revokeReason === undefined || self.revokeReason === '' ? '' : ` (${self.revokeReason})`;
  const mend = 'Ask an owner for a new invite: `hanzo net invite` there; `hanzo net join <invite>` here.';
  return self.standing === 'expired'
    ? new HanzoError('MEMBERSHIP_EXPIRED', `The membership of ${self.name} in ${meshName} has expired.`, { mend })
    : new HanzoError('MEMBERSHIP_REVOKED', `The membership of ${self.name} in ${meshName} was revoked${why}.`, {
        mend,
      });
}
