import { randomBytes } from 'node:crypto';
import { HanzoError } from '@hanzo/contracts';
import { alreadyMember, isMember, publishHome } from './home-files.ts';
import { KEY_BYTES, memberKey } from './keys.ts';
import { labelOf } from './label.ts';
import { Membership } from './membership.ts';
import { openState, type MembershipParts } from './open-home.ts';
import { signStatement, type SignedStatement } from './signed-statement.ts';

export interface MeshInit {
  /** For people; at most 64 characters. */
  readonly meshName: string;
  /** How the founder is called; at most 64 characters. */
  readonly memberName: string;
  /** How long grants of workers and coordinators are good for, in milliseconds. */
  readonly grantTtlMs: number;
  /** False: meshes never mix all the same, but strangers who know the mesh id get as far as the handshake. */
  readonly fence: boolean;
}

/**
 * Founds a mesh, with this home as its first owner.
 *
 * @throws HanzoError ALREADY_MEMBER, CONFIG_INVALID, STORE_UNUSABLE, DISK_FULL
 */
export function createMesh(parts: MembershipParts, init: MeshInit): Membership {
  const { paths, clock } = parts;
  const { grantTtlMs, fence } = init;
  if (isMember(paths)) throw alreadyMember(paths);
  if (!Number.isSafeInteger(grantTtlMs) || grantTtlMs <= 0) {
    throw new HanzoError('USAGE', `A membership has to be good for a whole number of milliseconds, not ${grantTtlMs}.`);
  }
  const key = memberKey();
  const now = Math.trunc(clock.now());
  const meshName = labelOf(init.meshName);
  const genesis = signStatement(key, '', now, {
    kind: 'genesis',
    founderKey: Buffer.from(key.publicKey).toString('hex'),
    meshName,
    founderName: labelOf(init.memberName),
    grantTtlMs,
    fence,
  });
  const statements: SignedStatement[] = [genesis];
  if (fence) {
    const secret = randomBytes(KEY_BYTES).toString('hex');
    const body = { kind: 'fence-secret', generation: 1, key: secret, olderGoodUntil: 0 } as const;
    statements.push(signStatement(key, genesis.meshId, now, body));
  }
  publishHome(paths, key, statements);
  return requireOpen(parts);
}

/**
 * This home's membership; undefined when it is in no mesh. A key file that others can read is closed to them.
 *
 * @throws HanzoError CONFIG_INVALID when the key is damaged or not this member's; STORE_UNUSABLE, DISK_FULL
 */
export function openMembership(parts: MembershipParts): Membership | undefined {
  const state = openState(parts);
  return state === undefined ? undefined : new Membership(state);
}

/** The same where there has to be one. @throws HanzoError NOT_A_MEMBER */
export function requireOpen(parts: MembershipParts): Membership {
  const membership = openMembership(parts);
  if (membership !== undefined) return membership;
  throw new HanzoError('NOT_A_MEMBER', 'This home is in no mesh.', {
    mend: 'Found one with `hanzo net init`, or join one with `hanzo net join <invite>`.',
  });
}
