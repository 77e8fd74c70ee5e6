import { open, stat } from 'node:fs/promises';

/** A file's text, or why there is none, for people. */
export type FileText =
  | { readonly kind: 'text'; readonly path: string; readonly text: string; readonly sizeBytes: number }
  | {
      readonly kind: 'unreadable';
      readonly path: string;
      readonly reason: string;
      /** It may be source all the same: nothing says that it is none. */
      readonly isMissed: boolean;
    };

const PROBE_BYTES = 8192;

/** Reads a file whole, as strict UTF-8, without its byte order mark unless that is kept. `path` is only for the result. */
export async function readText(
  file: string,
  path: string,
  maxBytes: number,
  { keepMark = false }: { readonly keepMark?: boolean } = {},
): Promise<FileText> {
  const unreadable = (reason: string, isMissed = true): FileText => ({ kind: 'unreadable', path, reason, isMissed });
  try {
    // Before the open: opening a named pipe would wait for its writer.
    if (!(await stat(file)).isFile()) return unreadable('not a regular file', false);
    await using handle = await open(file, 'r');
    const { size } = await handle.stat();
    if (size > maxBytes) return unreadable(tooLarge(size, maxBytes));
    const bytes = await handle.readFile();
    if (bytes.subarray(0, PROBE_BYTES).includes(0)) return unreadable('binary', false);
    return {
      kind: 'text',
      path,
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: keepMark }).decode(bytes),
      sizeBytes: bytes.length,
    };
  } catch (error) {
    return unreadable(readFault(error));
  }
}

/** What can be said of a file without reading it whole. */
interface Probe {
  readonly sizeBytes: number;
  readonly changedAtMs: number;
  /** Why it is no text that could be read; undefined: nothing speaks against it. */
  readonly reason: string | undefined;
  /** It may be source all the same. */
  readonly isMissed: boolean;
  /** Undefined where it cannot be opened. */
  readonly identity: { readonly dev: number; readonly ino: number } | undefined;
}

/** Looks at a file's first bytes only. */
export async function probe(file: string, maxBytes: number): Promise<Probe> {
  try {
    await using handle = await open(file, 'r');
    const { size: sizeBytes, mtimeMs: changedAtMs, dev, ino } = await handle.stat();
    const known = { sizeBytes, changedAtMs, identity: { dev, ino } };
    if (sizeBytes > maxBytes) return { ...known, reason: tooLarge(sizeBytes, maxBytes), isMissed: true };
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(PROBE_BYTES, sizeBytes + 1)), 0);
    return { ...known, reason: buffer.subarray(0, bytesRead).includes(0) ? 'binary' : undefined, isMissed: false };
  } catch (error) {
    return { sizeBytes: 0, changedAtMs: 0, reason: readFault(error), isMissed: true, identity: undefined };
  }
}

function tooLarge(size: number, maxBytes: number): string {
  return `too large: ${Math.ceil(size / 1024)} KiB, at most ${Math.floor(maxBytes / 1024)} KiB`;
}

function readFault(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'missing';
    case 'EACCES':
    case 'EPERM':
      return 'no permission to read it';
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      return 'not UTF-8';
    default:
      return `cannot be read (${typeof code === 'string' ? code : 'unknown fault'})`;
  }
}
