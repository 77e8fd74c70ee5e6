import { openMembership } from '@hanzo/membership';
import { membershipParts } from '../../../mesh/home-membership.ts';
import type { Setting } from '../../../setting.ts';

/**
 * Under which name this home's calls are paid: that of its member, in a mesh. A mesh that cannot be read matters only to
 * somebody who set limits for members.
 *
 * @throws HanzoError CONFIG_INVALID, STORE_UNUSABLE
 */
export function payingMember(setting: Setting): string | undefined {
  try {
    using membership = openMembership(membershipParts(setting));
    return membership?.self.name;
  } catch (error) {
    if (setting.config.limits.members === undefined) return undefined;
    throw error;
  }
}
