import { createHash } from 'node:crypto';
import type { FenceKey } from './member.ts';
import type { FenceSecret } from './signed-statement.ts';

/** Largest generation that can be written. */
const LAST_GENERATION = 0xffff_ffff;

/** The key of a mesh without a fence: whoever knows the mesh id knows it. Meshes never mix all the same. */
export function openKey(meshId: string): FenceKey {
  const key = createHash('sha256').update('hanzo open fence v1\n').update(Buffer.from(meshId, 'hex')).digest();
  return { generation: 0, key: Uint8Array.from(key) };
}

/**
 * Keys that open the door now, newest first.
 *
 * @param secrets newest first
 * @param now milliseconds since the epoch
 */
export function usableKeys(secrets: readonly FenceSecret[], now: number): FenceKey[] {
  const keys: FenceKey[] = [];
  let goodUntil = Number.POSITIVE_INFINITY;
  for (const [index, { body }] of secrets.entries()) {
    const key = Uint8Array.from(Buffer.from(body.key, 'hex'));
    if (index === 0) keys.push({ generation: body.generation, key });
    else if (goodUntil > now) keys.push({ generation: body.generation, key, goodUntil });
    // Each newer key may end the older ones earlier, never later.
    goodUntil = Math.min(goodUntil, body.olderGoodUntil);
  }
  return keys;
}

/** @param secrets newest first */
export function nextGeneration(secrets: readonly FenceSecret[]): number {
  return Math.min((secrets[0]?.body.generation ?? 0) + 1, LAST_GENERATION);
}
