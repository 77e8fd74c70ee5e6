import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FenceKey } from '@hanzo/membership';

/**
 * The first bytes of a connection: version, nonce, and a code that only holders of the mesh's fence key can make.
 * It says which generation of the key the dialer uses, and it lets a responder hang up on a stranger after 33 bytes,
 * before any costly cryptography. It proves nothing by itself (it can be replayed): the key is also bound into the
 * noise handshake that follows.
 */
const VERSION = 1;
const NONCE_BYTES = 16;
const CODE_BYTES = 16;

/** Bytes of a preamble. */
export const PREAMBLE_BYTES: number = 1 + NONCE_BYTES + CODE_BYTES;

function code(key: Uint8Array, nonce: Uint8Array): Buffer {
  return createHmac('sha256', key).update('hanzo fence v1').update(nonce).digest().subarray(0, CODE_BYTES);
}

export function makePreamble({ key }: FenceKey): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  return Buffer.concat([Uint8Array.of(VERSION), nonce, code(key, nonce)]);
}

/** The key that the preamble was made with; undefined for a stranger. */
export function readPreamble(bytes: Uint8Array, keys: readonly FenceKey[]): FenceKey | undefined {
  if (bytes.length !== PREAMBLE_BYTES || bytes[0] !== VERSION) return undefined;
  const nonce = bytes.subarray(1, 1 + NONCE_BYTES);
  const given = bytes.subarray(1 + NONCE_BYTES);
  return keys.find(({ key }) => timingSafeEqual(code(key, nonce), given));
}

/** What is bound into the noise handshake: another key, or another mesh, fails it. */
export function prologueOf({ key }: FenceKey): Uint8Array {
  return createHash('sha256').update('hanzo prologue v1').update(key).digest();
}
