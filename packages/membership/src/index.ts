/**
 * Who belongs to a mesh: signed statements, invites, revocation, the fence key. Opens no sockets.
 *
 * @packageDocumentation
 */
export type { Invite, InviteInit, JoinRequest, ParsedInvite, RedeemRequest, Welcome } from './invite.ts';
export type { MembershipPaths } from './home-files.ts';
export { parseInvite } from './invite-text.ts';
export { Joining } from './joining.ts';
export type { FenceKey, Member, MemberRole, Standing } from './member.ts';
export { createMesh, openMembership, type MeshInit } from './create-mesh.ts';
export { Membership } from './membership.ts';
export type { NodeCard, NodeFacts, NodeRole } from './node-card.ts';
export type { MembershipParts } from './open-home.ts';
