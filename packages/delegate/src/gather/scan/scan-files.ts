import { constants, closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Tally, tallyOf, type Wanted } from './tally.ts';

/** Larger files are data, or were made by a machine. */
export const MOST_FILE_BYTES: number = 1024 * 1024;
/** Of all files together: so much is read in about two seconds. */
const MOST_BYTES = 160 * 1024 * 1024;
const FILES_A_TURN = 48;
/** What has a zero so early is no text. */
const PROBE_BYTES = 8_192;
/** A link or a pipe that somebody puts there meanwhile is not followed, and not waited for. */
const READ_PLAIN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** What was found in files. */
export interface Scan {
  /** Of those in which something of what is wanted stands. */
  readonly tallies: ReadonlyMap<string, Tally>;
  /** They cannot be read, are too large, or are no text. */
  readonly unread: ReadonlySet<string>;
}

/**
 * Looks at files one after the other through one buffer: nothing of them is kept.
 *
 * @param paths in the order of their worth: what is beyond 160 MiB is not looked at
 */
export async function scanFiles(
  root: string,
  paths: readonly string[],
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Scan> {
  const buffer = Buffer.allocUnsafe(MOST_FILE_BYTES);
  const tallies = new Map<string, Tally>();
  const unread = new Set<string>();
  let left = MOST_BYTES;
  for (const [at, path] of paths.entries()) {
    if (at % FILES_A_TURN === 0) {
      await nextTurn();
      signal.throwIfAborted();
    }
    if (left <= 0) break;
    const bytes = bytesOf(join(root, path), buffer);
    if (bytes === undefined) {
      unread.add(path);
      continue;
    }
    left -= bytes.length;
    const tally = tallyOf(bytes, wanted);
    if (tally.counts.size > 0) tallies.set(path, tally);
  }
  return { tallies, unread };
}

/** Undefined: it cannot be read, is longer than the buffer, or no text. The bytes are those of the buffer. */
export function bytesOf(file: string, buffer: Buffer): Buffer | undefined {
  let handle: number | undefined;
  try {
    handle = openSync(file, READ_PLAIN);
    const found = fstatSync(handle);
    if (!found.isFile() || found.size > buffer.length) return undefined;
    const bytes = buffer.subarray(0, readSync(handle, buffer, 0, buffer.length, 0));
    return bytes.subarray(0, PROBE_BYTES).includes(0) ? undefined : bytes;
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
