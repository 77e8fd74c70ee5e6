import { createHash } from 'node:crypto';
import {
  decodeSigned,
  decodeStatement,
  encodeSigned,
  encodeStatement,
  type Signed,
  type StatementBody,
} from '@hanzo/wire';
import { isSignedBy, memberIdOf, type MemberKey } from './keys.ts';

const DOMAIN = Buffer.from('hanzo statement v1\n');
const NO_MESH = new Uint8Array(32);

type BodyOf<Kind extends StatementBody['kind']> = Extract<StatementBody, { kind: Kind }>;

/** A statement that was read, with the names by which it is known. Its signature may not be checked yet. */
export interface SignedStatement<Body extends StatementBody = StatementBody> {
  /** 32 hex digits over key, signature and body: one that is known by its id has a good signature. */
  readonly id: string;
  /** As it travels. */
  readonly bytes: Uint8Array;
  readonly signed: Signed;
  /** Member id of the signer. */
  readonly signer: string;
  /** Member id of whom it is about: who is granted something, or revoked; else the signer. */
  readonly subject: string;
  /** Hex; for a genesis the id of the mesh that it founds. */
  readonly meshId: string;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
  readonly body: Body;
}

export type Genesis = SignedStatement<BodyOf<'genesis'>>;
export type Grant = SignedStatement<BodyOf<'grant'>>;
export type Revocation = SignedStatement<BodyOf<'revocation'>>;
export type Renewal = SignedStatement<BodyOf<'renewal'>>;
export type Card = SignedStatement<BodyOf<'node-card'>>;
export type FenceSecret = SignedStatement<BodyOf<'fence-secret'>>;

/**
 * Reads what a peer sent. Checks its form, not its signature. Undefined when it is no statement that this version
 * knows: the sender may be newer, or hostile.
 */
export function tryReadSigned(bytes: Uint8Array): SignedStatement | undefined {
  try {
    return describe(decodeSigned(bytes));
  } catch {
    return undefined;
  }
}

/** @param meshId hex; empty for a genesis */
export function signStatement<Body extends StatementBody>(
  key: MemberKey,
  meshId: string,
  issuedAt: number,
  body: Body,
): SignedStatement<Body> {
  const bytes = encodeStatement({ meshId, issuedAt, body });
  const signature = key.sign(signedBytes(meshId, bytes));
  return describe({ body: bytes, key: key.publicKey, signature }) as SignedStatement<Body>;
}

/** True when the key in it has signed it. A genesis names its key, so that no other can claim the same mesh id. */
export function hasGoodSignature({ signed, meshId, body }: SignedStatement): boolean {
  if (body.kind === 'genesis' && body.founderKey !== Buffer.from(signed.key).toString('hex')) return false;
  return isSignedBy(signed.key, signedBytes(body.kind === 'genesis' ? '' : meshId, signed.body), signed.signature);
}

function describe(signed: Signed): SignedStatement {
  const { meshId, issuedAt, body } = decodeStatement(signed.body);
  const signer = memberIdOf(signed.key);
  return {
    id: createHash('sha256').update(signed.key).update(signed.signature).update(signed.body).digest('hex').slice(0, 32),
    // Written anew: whatever else stood around the three fields is not part of the statement.
    bytes: encodeSigned(signed),
    signed,
    signer,
    subject: subjectOf(body, signer),
    meshId: body.kind === 'genesis' ? createHash('sha256').update(signed.body).digest('hex') : meshId,
    issuedAt,
    body,
  };
}

function subjectOf(body: StatementBody, signer: string): string {
  if (body.kind === 'grant') return memberIdOf(Buffer.from(body.memberKey, 'hex'));
  return body.kind === 'revocation' ? body.memberId : signer;
}

function signedBytes(meshId: string, body: Uint8Array): Buffer {
  return Buffer.concat([DOMAIN, meshId === '' ? NO_MESH : Buffer.from(meshId, 'hex'), body]);
}

export function isGenesis(statement: SignedStatement): statement is Genesis {
  return statement.body.kind === 'genesis';
}

export function isGrant(statement: SignedStatement): statement is Grant {
  return statement.body.kind === 'grant';
}

export function isRevocation(statement: SignedStatement): statement is Revocation {
  return statement.body.kind === 'revocation';
}

export function isRenewal(statement: SignedStatement): statement is Renewal {
  return statement.body.kind === 'renewal';
}

export function isCard(statement: SignedStatement): statement is Card {
  return statement.body.kind === 'node-card';
}

export function isFenceSecret(statement: SignedStatement): statement is FenceSecret {
  return statement.body.kind === 'fence-secret';
}
