import type { FenceKey, MemberRole } from './member.ts';

/** An invite of this home. The secret is only in its text, which is not kept. */
export interface Invite {
  /** The first 16 hex digits of the hash of the secret. */
  readonly id: string;
  readonly role: MemberRole;
  /** How many may join by it. */
  readonly uses: number;
  readonly used: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** An owner says yes to each who asks. */
  readonly approve: boolean;
  readonly createdAt: number;
  readonly cancelled: boolean;
}

export interface InviteInit {
  /** How many may join by it: 1 to 1,000. */
  readonly uses: number;
  /** How long it is good for, in milliseconds. */
  readonly ttlMs: number;
  readonly role: MemberRole;
  /** Each who asks waits for `approve`. */
  readonly approve: boolean;
  /** Where this home's node listens; the first 8 are used. */
  readonly addresses: readonly string[];
}

/** What the text of an invite says. */
export interface ParsedInvite {
  readonly meshId: string;
  readonly meshName: string;
  /** Public key of the owner who made it: the only one the secret is sent to. */
  readonly ownerKey: Uint8Array;
  readonly secret: Uint8Array;
  readonly inviteId: string;
  readonly role: MemberRole;
  readonly fenceKey: FenceKey;
  readonly addresses: readonly string[];
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What a joiner sends to the owner who made the invite. */
export interface RedeemRequest {
  readonly secret: Uint8Array;
  /** Public key, 32 bytes. */
  readonly memberKey: Uint8Array;
  readonly memberName: string;
  /** Signature of the request by the member key: the sender holds it. */
  readonly proof: Uint8Array;
  /** Signed node card of the joiner. */
  readonly card: Uint8Array;
}

/** What makes a joiner a member: genesis, chain, its grant, fence keys. */
export interface Welcome {
  readonly statements: readonly Uint8Array[];
}

/** Somebody who holds an invite and waits for an owner's yes. */
export interface JoinRequest {
  /** Member id. */
  readonly id: string;
  readonly name: string;
  readonly role: MemberRole;
  readonly inviteId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}
