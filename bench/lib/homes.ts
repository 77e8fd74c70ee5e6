/** Homes for benchmarks: an owner's, and members let in by invites of its own without a network. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HanzoError, systemClock } from '@hanzo/contracts';
import {
  createMesh,
  Joining,
  openMembership,
  parseInvite,
  type Membership,
  type MembershipParts,
} from '@hanzo/membership';
import { claimNode, type ClaimedNode } from '@hanzo/mesh';

/** A folder that is removed on dispose. */
export function temporaryFolder(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'hanzo-bench-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}

export function partsOf(home: string): MembershipParts {
  return { paths: { file: join(home, 'mesh.db'), memberKey: join(home, 'member.key') }, clock: systemClock };
}

export function foundMesh(home: string): Membership {
  mkdirSync(home, { recursive: true });
  return createMesh(partsOf(home), {
    meshName: 'bench',
    memberName: 'owner',
    grantTtlMs: 30 * 86_400_000,
    fence: true,
  });
}

/** The membership of a home that is in a mesh already. */
export function membershipOf(home: string): Membership {
  const membership = openMembership(partsOf(home));
  if (membership === undefined) throw new HanzoError('NOT_A_MEMBER', `${home} is in no mesh.`);
  return membership;
}

export function inviteText(
  owner: Membership,
  addresses: readonly string[],
  role: 'worker' | 'coordinator' = 'worker',
): string {
  return owner.createInvite({ uses: 1, ttlMs: 3_600_000, role, approve: false, addresses }).text;
}

/** Makes a home a member without a network: both ends of the invite are here. Afterwards it knows the owner and itself. */
export async function letIn(
  home: string,
  owner: Membership,
  memberName: string,
  role: 'worker' | 'coordinator' = 'worker',
): Promise<void> {
  mkdirSync(home, { recursive: true });
  const invite = parseInvite(inviteText(owner, ['/ip4/127.0.0.1/tcp/1'], role));
  const joining = Joining.start(partsOf(home), invite, memberName);
  using claim = await claimIn(home, memberName);
  const card = joining.signCard({
    peerId: claim.peerId,
    role: 'observer',
    name: memberName,
    software: SOFTWARE,
    addresses: [],
    instance: 'bench',
    machine: 'bench',
    relay: false,
  });
  joining.complete(owner.redeem(joining.request(card)))[Symbol.dispose]();
}

export async function claimIn(home: string, name: string): Promise<ClaimedNode> {
  return await claimNode({ nodesDir: join(home, 'nodes'), name, base: name });
}

export const SOFTWARE = 'hanzo/bench';
