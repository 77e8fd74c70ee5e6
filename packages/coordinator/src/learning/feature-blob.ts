import { endianness } from 'node:os';
import type { SparseVector } from '@hanzo/router';
import { thinned } from './thinned.ts';

const BYTES = 4;

/**
 * First all indices, then all values, each in four bytes, the lowest first: the same on every machine. Of long ones only
 * what says most.
 */
export function packFeatures(features: SparseVector): Uint8Array {
  const { indices, values } = thinned(features);
  const words = new Uint32Array(indices.length * 2);
  words.set(indices);
  words.set(new Uint32Array(Float32Array.from(values).buffer), indices.length);
  return lowestFirst(new Uint8Array(words.buffer));
}

/** The inverse. Looks at the bytes where they are, because thousands are read at a start. */
export function unpackFeatures(blob: Uint8Array): SparseVector {
  const length = Math.floor(blob.byteLength / (BYTES * 2));
  const { buffer } = lowestFirst(blob.slice());
  return { indices: new Uint32Array(buffer, 0, length), values: new Float32Array(buffer, length * BYTES, length) };
}

/** Between the order of this machine and the one that is stored: there and back are the same. */
function lowestFirst(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (endianness() === 'BE') Buffer.from(bytes.buffer).swap32();
  return bytes;
}
