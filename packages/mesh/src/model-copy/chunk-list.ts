import { createHash } from 'node:crypto';
import { HanzoError } from '@hanzo/contracts';
import { MODEL_CHUNK_BYTES } from '@hanzo/wire';

const HASH_BYTES = 32;

/**
 * The hashes of a file's chunks. The file's own SHA-256 can only be checked at the end; with this list every chunk is
 * checked when it arrives, and two members whose lists differ can be told apart chunk by chunk.
 */
export class ChunkList {
  readonly sizeBytes: number;
  /** Of all chunks, in order. */
  readonly hashes: Uint8Array;
  /** Hex; stands for the list as a whole. */
  readonly root: string;

  /** @throws HanzoError WIRE_INVALID when there are not as many hashes as chunks */
  constructor(sizeBytes: number, hashes: Uint8Array) {
    if (hashes.length !== HASH_BYTES * chunkCount(sizeBytes))
      throw new HanzoError('WIRE_INVALID', `A file of ${sizeBytes} bytes does not have ${hashes.length / 32} chunks.`);
    this.sizeBytes = sizeBytes;
    this.hashes = hashes;
    const size = Buffer.alloc(8);
    size.writeBigUInt64BE(BigInt(sizeBytes));
    this.root = createHash('sha256').update('hanzo model 1\n').update(size).update(hashes).digest('hex');
  }

  get count(): number {
    return chunkCount(this.sizeBytes);
  }

  /** Bytes of one chunk: all but the last are equally long. */
  lengthOf(index: number): number {
    return Math.min(MODEL_CHUNK_BYTES, this.sizeBytes - index * MODEL_CHUNK_BYTES);
  }

  fits(index: number, data: Uint8Array): boolean {
    if (data.length !== this.lengthOf(index)) return false;
    const expected = this.hashes.subarray(HASH_BYTES * index, HASH_BYTES * (index + 1));
    return createHash('sha256').update(data).digest().equals(expected);
  }

  /** True when both lists have the same hash for a chunk. */
  agrees(other: ChunkList, index: number): boolean {
    if (other.lengthOf(index) !== this.lengthOf(index)) return false;
    const at = HASH_BYTES * index;
    return Buffer.compare(this.hashes.subarray(at, at + HASH_BYTES), other.hashes.subarray(at, at + HASH_BYTES)) === 0;
  }
}

export function chunkCount(sizeBytes: number): number {
  return Math.ceil(sizeBytes / MODEL_CHUNK_BYTES);
}

/** Bytes of a file, from an offset on. Fewer than asked for only at the end. */
export type ReadAt = (offset: number, length: number) => Promise<Uint8Array>;

/**
 * Reads a whole file once, for its chunk hashes and its SHA-256 (hex).
 * Gives other work its turn between chunks. Rejects with the signal's reason.
 */
export async function hashChunks(
  readAt: ReadAt,
  sizeBytes: number,
  signal: AbortSignal,
): Promise<{ readonly list: ChunkList; readonly sha256: string }> {
  const whole = createHash('sha256');
  const hashes = new Uint8Array(HASH_BYTES * chunkCount(sizeBytes));
  for (let index = 0; index < chunkCount(sizeBytes); index += 1) {
    signal.throwIfAborted();
    const length = Math.min(MODEL_CHUNK_BYTES, sizeBytes - index * MODEL_CHUNK_BYTES);
    const data = await readAt(index * MODEL_CHUNK_BYTES, length);
    if (data.length !== length) throw new HanzoError('MODEL_INVALID', 'The file has become shorter.');
    whole.update(data);
    hashes.set(createHash('sha256').update(data).digest(), HASH_BYTES * index);
  }
  return { list: new ChunkList(sizeBytes, hashes), sha256: whole.digest('hex') };
}
