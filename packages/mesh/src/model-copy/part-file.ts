import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { HanzoError } from '@hanzo/contracts';
import { MODEL_CHUNK_BYTES } from '@hanzo/wire';
import type { ChunkList } from './chunk-list.ts';

/** A run of chunks that are missing. Bytes. */
export interface Gap {
  readonly offset: number;
  readonly length: number;
}

/**
 * A file that arrives in chunks, in any order, from anybody. What is in it counts only as far as it fits a chunk list:
 * so it needs no notes of its own, and survives kills and changes of the member it comes from.
 */
export class PartFile implements AsyncDisposable {
  readonly #handle: FileHandle;
  #list: ChunkList | undefined;
  #good: boolean[] = [];

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** @throws HanzoError DISK_FULL, or CONFIG_INVALID when it cannot be written to */
  static async open(path: string): Promise<PartFile> {
    try {
      // Not truncated: what an earlier call left is worth keeping.
      return new PartFile(await open(path, 'a+').then(async (made) => (await made.close(), await open(path, 'r+'))));
    } catch (cause) {
      throw writeFault(cause);
    }
  }

  /** Bytes that fit the list. */
  get goodBytes(): number {
    const list = this.#list;
    if (list === undefined) return 0;
    return this.#good.reduce((sum, good, index) => (good ? sum + list.lengthOf(index) : sum), 0);
  }

  /** From now on the file is to fit this list. Chunks are looked at again only where the last list differs. */
  async follow(list: ChunkList, signal: AbortSignal): Promise<void> {
    const { size } = await this.#handle.stat();
    if (size > list.sizeBytes) await this.#handle.truncate(list.sizeBytes);
    const before = this.#list;
    const good: boolean[] = [];
    for (let index = 0; index < list.count; index += 1) {
      signal.throwIfAborted();
      const known = before !== undefined && index < before.count && before.agrees(list, index);
      good.push(known ? (this.#good[index] ?? false) : await this.#isGood(list, index, size));
    }
    this.#list = list;
    this.#good = good;
  }

  async #isGood(list: ChunkList, index: number, size: number): Promise<boolean> {
    if (index * MODEL_CHUNK_BYTES >= size) return false;
    return list.fits(index, await this.#read(index * MODEL_CHUNK_BYTES, list.lengthOf(index)));
  }

  /** What is missing, in order. */
  gaps(): Gap[] {
    const list = this.#list;
    const gaps: { offset: number; length: number }[] = [];
    if (list === undefined) return gaps;
    for (const [index, good] of this.#good.entries()) {
      if (good) continue;
      const offset = index * MODEL_CHUNK_BYTES;
      const last = gaps.at(-1);
      if (last !== undefined && last.offset + last.length === offset) last.length += list.lengthOf(index);
      else gaps.push({ offset, length: list.lengthOf(index) });
    }
    return gaps;
  }

  /** @returns false when the chunk does not fit the list; it is not kept then */
  async put(offset: number, data: Uint8Array): Promise<boolean> {
    const index = offset / MODEL_CHUNK_BYTES;
    if (this.#list?.fits(index, data) !== true) return false;
    try {
      await this.#handle.write(data, 0, data.length, offset);
    } catch (cause) {
      throw writeFault(cause);
    }
    this.#good[index] = true;
    return true;
  }

  /** SHA-256 of the whole, hex. */
  async sha256(signal: AbortSignal): Promise<string> {
    const hash = createHash('sha256');
    const { size } = await this.#handle.stat();
    for (let at = 0; at < size; at += MODEL_CHUNK_BYTES) {
      signal.throwIfAborted();
      hash.update(await this.#read(at, MODEL_CHUNK_BYTES));
    }
    return hash.digest('hex');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
  }

  async #read(offset: number, length: number): Promise<Uint8Array> {
    const buffer = new Uint8Array(length);
    const { bytesRead } = await this.#handle.read(buffer, 0, length, offset);
    return buffer.subarray(0, bytesRead);
  }
}

function writeFault(cause: unknown): HanzoError {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new HanzoError('DISK_FULL', 'The disk became full while the model was copied.', {
      cause,
      mend: 'Free some space and run the same command again: it continues where it stopped.',
    });
  }
  return new HanzoError('CONFIG_INVALID', `The model cannot be written: ${message}`, { cause });
}
