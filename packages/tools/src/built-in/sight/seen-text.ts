import { PathFault } from '../../writes/confined-root.ts';
import { MOST_FILE_BYTES } from '../limits.ts';
import { quote, ToolFault } from '../tool-fault.ts';
import type { OpenedFile } from './read-open.ts';
import type { Sight } from './sight.ts';

const PROBE_BYTES = 8192;

/** The text of bytes with all that is in them, or what they are instead: the end of a sentence. */
export type Decoded =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none'; readonly why: string };

/** Strict UTF-8: what is written back must be what was there. */
export function decoded(bytes: Uint8Array): Decoded {
  if (bytes.subarray(0, PROBE_BYTES).includes(0)) return { kind: 'none', why: 'it is binary' };
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { kind: 'none', why: 'it is not UTF-8' };
  }
}

/**
 * A file that may be seen; undefined where there is none.
 *
 * @throws ToolFault when it is too large, a link, or no regular file
 */
export function seenFile(sight: Sight, path: string): (OpenedFile & { readonly bytes: Buffer }) | undefined {
  try {
    const file = sight.read(path, MOST_FILE_BYTES);
    if (file === undefined) return undefined;
    const { bytes, sizeBytes } = file;
    if (bytes !== undefined) return { ...file, bytes };
    throw new PathFault(`it has ${mib(sizeBytes)} MiB, and tools read at most ${mib(MOST_FILE_BYTES)}`);
  } catch (error) {
    if (!(error instanceof PathFault)) throw error;
    throw new ToolFault(`${quote(path)} cannot be read: ${error.message}.`, { cause: error });
  }
}

/**
 * The text of a file that may be seen, byte order mark and line ends as they are.
 *
 * @throws ToolFault when there is none
 */
export function seenText(sight: Sight, path: string): string {
  const file = seenFile(sight, path);
  if (file === undefined) throw missing(path);
  const found = decoded(file.bytes);
  if (found.kind === 'text') return found.text;
  throw new ToolFault(`${quote(path)} cannot be read as text: ${found.why} (${file.sizeBytes} bytes).`);
}

export function missing(path: string): ToolFault {
  return new ToolFault(`There is no file ${quote(path)}. find_files and list_files tell which there are.`);
}

function mib(bytes: number): string {
  return (bytes / 1024 ** 2).toFixed(bytes % 1024 ** 2 === 0 ? 0 : 1);
}
