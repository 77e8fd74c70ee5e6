import type { Member, Membership, NodeCard } from '@hanzo/membership';
import type { MeshNode, Session } from '@hanzo/mesh';
import { formatSpan, formatTime } from '../../terminal/units.ts';
import { whyUnreached } from './why-unreached.ts';

/** All that libp2p identities of this kind begin with. */
const COMMON_PREFIX = '12D3KooW';

/** Enough of a mesh's id to tell it from others. */
export function shortMeshId(id: string): string {
  return id.slice(0, 16);
}

/** Enough of a member's id to tell it from others. */
export function shortMemberId(id: string): string {
  return id.slice(0, 8);
}

/** The first characters of a peer id that differ from one to the next. */
export function shortPeerId(peerId: string): string {
  return peerId.startsWith(COMMON_PREFIX) ? peerId.slice(COMMON_PREFIX.length, COMMON_PREFIX.length + 8) : peerId;
}

/** `"name" (id)`. */
export function meshLabel({ meshName, meshId }: Pick<Membership, 'meshName' | 'meshId'>): string {
  return `"${meshName}" (${shortMeshId(meshId)})`;
}

/** `never`, or the time with how long that is from now. */
export function expiryText({ expiresAt }: Pick<Member, 'expiresAt'>, now: number): string {
  if (expiresAt === undefined) return 'never';
  const left = expiresAt - now;
  return `${formatTime(expiresAt)} (${left > 0 ? `in ${formatSpan(left)}` : `${formatSpan(-left)} ago`})`;
}

/** What scripts are told of a member. */
export function memberFields(member: Member): Readonly<Record<string, unknown>> {
  const { id, name, role, standing, isSelf, isFounder, grantedAt, expiresAt, revokedAt, revokedBy, revokeReason } =
    member;
  return {
    id,
    name,
    role,
    standing,
    isSelf,
    isFounder,
    grantedAt,
    expiresAt: expiresAt ?? null,
    ...(revokedAt !== undefined && { revokedAt, revokedBy, revokeReason }),
  };
}

/** Why peers were not reached, in words for people, by peer id. */
export function reasonsOf(node: MeshNode): ReadonlyMap<string | undefined, string> {
  return new Map(
    node.unreached().map(({ peerId, code, error, addresses }) => {
      const { detail } = whyUnreached({ code, message: error, addresses });
      return [peerId, detail];
    }),
  );
}

/** The name of the member that a node belongs to. */
export function memberNameOf({ memberId }: Pick<NodeCard, 'memberId'>, membership: Membership): string {
  return membership.members().find((member) => member.id === memberId)?.name ?? shortMemberId(memberId);
}

export type Path = 'direct' | 'relayed';

export function pathOf(session: Session): Path {
  return session.isRelayed ? 'relayed' : 'direct';
}

/** With the peer's id, for whoever dials it must know whom to expect there. */
export function withPeerId(address: string, peerId: string): string {
  return address.includes('/p2p/') ? address : `${address}/p2p/${peerId}`;
}
