import { createHash, createPrivateKey, createPublicKey, randomBytes, sign, verify, type KeyObject } from 'node:crypto';

/** Bytes of a seed and of a public key. */
export const KEY_BYTES = 32;

/** What stands in front of the raw 32 bytes in PKCS 8 and SPKI. */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** Public keys that were read before: a mesh checks the same few owners again and again. */
const known = new Map<string, KeyObject>();
const MAX_KNOWN = 4_096;

/** The Ed25519 key by which a home is a member. */
export interface MemberKey {
  /** Member id: 32 hex digits. */
  readonly id: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 32 bytes: the secret. */
  readonly seed: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** @param seed 32 bytes; new at random when not given */
export function memberKey(seed: Uint8Array = randomBytes(KEY_BYTES)): MemberKey {
  const secret = createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' });
  const publicKey = Uint8Array.from(spki.subarray(PUBLIC_PREFIX.length));
  return {
    id: memberIdOf(publicKey),
    publicKey,
    seed: Uint8Array.from(seed),
    sign: (message) => Uint8Array.from(sign(null, message, secret)),
  };
}

/** Names a member: the first 32 hex digits of the SHA-256 of its public key. */
export function memberIdOf(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 32);
}

/** False for a key that is none, too. */
export function isSignedBy(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify(null, message, publicKeyOf(publicKey), signature);
  } catch {
    return false;
  }
}

function publicKeyOf(raw: Uint8Array): KeyObject {
  const name = Buffer.from(raw).toString('base64');
  const before = known.get(name);
  if (before !== undefined) return before;
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, raw]), format: 'der', type: 'spki' });
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(name, key);
  return key;
}
