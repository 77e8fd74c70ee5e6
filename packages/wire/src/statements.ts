import { HanzoError } from '@hanzo/contracts';
import { hanzo } from '../generated/hanzo-net-v1.js';
import { STATEMENT_BYTES } from './limits.ts';
import type { Role } from './messages.ts';

const v1 = hanzo.net.v1;

export type GrantedRole = 'worker' | 'coordinator' | 'owner';

/** What a signed statement says. Ids, hashes and keys are lowercase hex. */
export type StatementBody =
  | {
      readonly kind: 'genesis';
      /** The signer's. */
      readonly founderKey: string;
      readonly meshName: string;
      readonly founderName: string;
      /** Milliseconds. */
      readonly grantTtlMs: number;
      readonly fence: boolean;
    }
  | {
      readonly kind: 'grant';
      readonly memberKey: string;
      readonly name: string;
      readonly role: GrantedRole;
      /** Milliseconds since the epoch; 0: never. */
      readonly expiresAt: number;
      readonly since: number;
    }
  | {
      readonly kind: 'revocation';
      readonly memberId: string;
      readonly reason: string;
      /** Ids of statements. */
      readonly kept: readonly string[];
    }
  | { readonly kind: 'renewal' }
  | {
      readonly kind: 'node-card';
      readonly peerId: string;
      readonly role: Role;
      readonly name: string;
      readonly software: string;
      readonly addresses: readonly string[];
      readonly instance: string;
      readonly machine: string;
      readonly relay: boolean;
      readonly expiresAt: number;
    }
  | {
      readonly kind: 'fence-secret';
      readonly generation: number;
      readonly key: string;
      readonly olderGoodUntil: number;
    };

export interface Statement {
  /** Hex; empty in a genesis. */
  readonly meshId: string;
  /** The signer's clock, milliseconds since the epoch. */
  readonly issuedAt: number;
  readonly body: StatementBody;
}

/** A statement's bytes with the key that signed them. Nothing here has checked the signature. */
export interface Signed {
  /** An encoded statement: never encode it again, the signature covers these bytes. */
  readonly body: Uint8Array;
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

/** Roles as they are written. */
export const GRANTED_ROLES: Readonly<Record<GrantedRole, hanzo.net.v1.MemberRole>> = {
  worker: v1.MemberRole.MEMBER_ROLE_WORKER,
  coordinator: v1.MemberRole.MEMBER_ROLE_COORDINATOR,
  owner: v1.MemberRole.MEMBER_ROLE_OWNER,
};

export const NODE_ROLES: Readonly<Record<Role, hanzo.net.v1.NodeRole>> = {
  worker: v1.NodeRole.NODE_ROLE_WORKER,
  coordinator: v1.NodeRole.NODE_ROLE_COORDINATOR,
  observer: v1.NodeRole.NODE_ROLE_OBSERVER,
};

/** @throws HanzoError WIRE_TOO_LARGE */
export function encodeSigned(signed: Signed): Uint8Array {
  const bytes = v1.Signed.encode(signed).finish();
  if (bytes.length <= STATEMENT_BYTES) return bytes;
  throw new HanzoError(
    'WIRE_TOO_LARGE',
    `A statement of ${bytes.length} bytes is over the limit of ${STATEMENT_BYTES}.`,
  );
}

/** The bytes that are signed. */
export function encodeStatement({ meshId, issuedAt, body }: Statement): Uint8Array {
  return v1.Statement.encode({ meshId: hex(meshId), issuedAtMs: issuedAt, ...toBody(body) }).finish();
}

function toBody(body: StatementBody): hanzo.net.v1.Statement.$Properties {
  switch (body.kind) {
    case 'genesis':
      return { genesis: { ...body, founderKey: hex(body.founderKey) } };
    case 'grant': {
      const { memberKey, name, role, expiresAt, since } = body;
      return {
        grant: { memberKey: hex(memberKey), name, role: GRANTED_ROLES[role], expiresAtMs: expiresAt, sinceMs: since },
      };
    }
    case 'revocation': {
      const { memberId, reason, kept } = body;
      return { revocation: { memberId: hex(memberId), reason, kept: hex(kept.join('')) } };
    }
    case 'renewal':
      return { renewal: {} };
    case 'node-card': {
      const { role, addresses, expiresAt } = body;
      return {
        nodeCard: { ...body, role: NODE_ROLES[role], addresses: [...addresses], expiresAtMs: expiresAt },
      };
    }
    case 'fence-secret': {
      const { generation, key, olderGoodUntil } = body;
      return { fenceSecret: { generation, key: hex(key), olderGoodUntilMs: olderGoodUntil } };
    }
  }
}

function hex(text: string): Uint8Array {
  return Buffer.from(text, 'hex');
}
