import { createHash, randomBytes } from 'node:crypto';
import { isSignedBy, type MemberKey } from './keys.ts';

const SECRET_BYTES = 16;
const SECRET_DOMAIN = 'hanzo invite v1\n';
const PROOF_DOMAIN = Buffer.from('hanzo redeem v1\n');

export function newSecret(): Uint8Array {
  return Uint8Array.from(randomBytes(SECRET_BYTES));
}

/** All that this home keeps of a secret: 64 hex digits. */
export function hashOfSecret(secret: Uint8Array): string {
  return createHash('sha256').update(SECRET_DOMAIN).update(secret).digest('hex');
}

/** Names an invite without giving its secret away: 16 hex digits. */
export function inviteIdOf(secret: Uint8Array): string {
  return hashOfSecret(secret).slice(0, 16);
}

interface Proven {
  readonly secret: Uint8Array;
  readonly memberName: string;
  readonly card: Uint8Array;
}

/** Proves that the joiner holds the key that it wants to be a member by. */
export function proveRequest(key: MemberKey, meshId: string, proven: Proven): Uint8Array {
  return key.sign(provenBytes(meshId, proven));
}

export function isProven(meshId: string, request: Proven & { memberKey: Uint8Array; proof: Uint8Array }): boolean {
  return isSignedBy(request.memberKey, provenBytes(meshId, request), request.proof);
}

/** Parts of any length go in as hashes, so that none can run into the next. */
function provenBytes(meshId: string, { secret, memberName, card }: Proven): Buffer {
  const parts = [hashOfSecret(secret), sha256(Buffer.from(memberName)), sha256(card)];
  return Buffer.concat([PROOF_DOMAIN, Buffer.from(meshId, 'hex'), ...parts.map((part) => Buffer.from(part, 'hex'))]);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
