/** What a member may do; each includes the ones before it: worker, coordinator, owner. */
export type MemberRole = 'worker' | 'coordinator' | 'owner';

/** How somebody stands. `unknown`: nothing that counts says who it is. */
export type Standing = 'member' | 'expired' | 'revoked' | 'unknown';

/** One member: the home folder of a person or machine, whatever runs in it. */
export interface Member {
  /** The first 32 hex digits of the SHA-256 of the member's public key. */
  readonly id: string;
  readonly name: string;
  readonly role: MemberRole;
  readonly standing: Standing;
  readonly isSelf: boolean;
  readonly isFounder: boolean;
  /** When it was let in, milliseconds since the epoch; a renewal does not change it. */
  readonly grantedAt: number;
  /** Milliseconds since the epoch; undefined: never. */
  readonly expiresAt?: number;
  readonly revokedAt?: number;
  /** Member id. */
  readonly revokedBy?: string;
  readonly revokeReason?: string;
  /** Member id of the owner whose grant is in force; undefined for the founder. */
  readonly grantedBy?: string;
}

/** Keys are good for one mesh each. */
export interface FenceKey {
  /** Counts from 1; 0: derived from the mesh id, because the mesh has no fence. */
  readonly generation: number;
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** Milliseconds since the epoch; undefined: it is the current one. */
  readonly goodUntil?: number;
}
