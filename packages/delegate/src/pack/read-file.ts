import { constants, fstatSync, lstatSync, openSync, closeSync } from 'node:fs';
import { PathFault, type Sight } from '@hanzo/tools';
import type { LineRange } from '../words.ts';
import { decode } from './decode.ts';
import { mergedRanges } from '../named/line-ranges.ts';
import { readHuge } from './read-huge.ts';
import { linesOf, type SourceFile } from './source-file.ts';

/** What is longer is generated, or data: only parts of it are read. */
const MOST_WHOLE_BYTES = 256 * 1024;
/** Longer files are not even counted through. */
const MOST_BYTES = 256 * 1024 * 1024;
/** Lines around what matters of a file that is not read whole. */
const AROUND = 40;
/** Of such a file of which nobody knows what matters. */
const HEAD: LineRange = { first: 1, last: 2_000 };

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;

/** The size of a file in bytes; a string says why it may not, or cannot, be read. Links are not followed. */
export function sizeOf(sight: Sight, path: string): number | string {
  return tried(() => {
    const reason = sight.reason(path, false);
    if (reason !== undefined) return reason;
    const found = lstatSync(wayTo(sight, path));
    if (found.isSymbolicLink()) return 'it is a symbolic link, and links are not followed';
    return found.isFile() ? found.size : 'it is no regular file';
  });
}

/**
 * A file that {@link sizeOf} has nothing against; a string says why it cannot be read. Of one above 256 KiB what is around the
 * lines that matter is read, or its beginning.
 */
export function readSource(
  sight: Sight,
  path: string,
  matters: readonly LineRange[],
  signal: AbortSignal,
): SourceFile | string {
  return tried(() => {
    const file = sight.read(path, MOST_WHOLE_BYTES);
    if (file === undefined) return 'there is no such file';
    if (file.bytes === undefined) return readParts(sight, path, matters, signal);
    const found = decode(file.bytes);
    if (found.kind === 'none') return found.why;
    const lines = linesOf(found.text);
    const { encoding } = found;
    return { path, stretches: [{ firstLine: 1, lines }], lineCount: lines.length, isPartial: false, encoding };
  });
}

function readParts(
  sight: Sight,
  path: string,
  matters: readonly LineRange[],
  signal: AbortSignal,
): SourceFile | string {
  const handle = openSync(wayTo(sight, path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  const found = fstatSync(handle);
  if (!found.isFile() || found.size > MOST_BYTES) {
    closeSync(handle);
    return found.isFile() ? `it is too large: ${Math.ceil(found.size / 1024 ** 2)} MiB` : 'it is no regular file';
  }
  const around = matters.map(({ first, last }) => ({ first: Math.max(1, first - AROUND), last: last + AROUND }));
  return readHuge(handle, path, around.length === 0 ? [HEAD] : mergedRanges(around), signal);
}

function wayTo(sight: Sight, path: string): string {
  const at = path.lastIndexOf('/');
  const folder = sight.folder(path.slice(0, Math.max(0, at)));
  if (folder === undefined) throw new PathFault('there is no such file');
  return folder.entry(path.slice(at + 1));
}

/** Faults of paths and of the system in words; anything else is a fault of ours. */
function tried<Found>(look: () => Found | string): Found | string {
  try {
    return look();
  } catch (error) {
    if (error instanceof PathFault) return error.message;
    const code = error instanceof Error && 'syscall' in error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return 'there is no such file';
    if (code === 'EACCES' || code === 'EPERM') return 'there is no permission to read it';
    if (code === 'ELOOP') return 'it is a symbolic link, and links are not followed';
    if (typeof code === 'string') return `it cannot be read (${code})`;
    throw error;
  }
}
