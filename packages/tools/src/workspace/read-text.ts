import { open, stat } from 'node:fs/promises';

/** A file's text, or why there is none, for people. */
export type FileText =
  | { readonly kind: 'text'; readonly path: string; readonly text: string; readonly sizeBytes: number }
  | { readonly kind: 'unreadable'; readonly path: string; readonly reason: string };

const PROBE_BYTES = 8192;

/** Reads a file whole, as strict UTF-8, without its byte order mark unless that is kept. `path` is only for the result. */
export async function readText(
  file: string,
  path: string,
  maxBytes: number,
  { keepMark = false }: { readonly keepMark?: boolean } = {},
): Promise<FileText> {
  const unreadable = (reason: string): FileText => ({ kind: 'unreadable', path, reason });
  try {
    // Before the open: opening a named pipe would wait for its writer.
    if (!(await stat(file)).isFile()) return unreadable('not a regular file');
    await using handle = await open(file, 'r');
    const { size } = await handle.stat();
    if (size > maxBytes) return unreadable(tooLarge(size, maxBytes));
    const bytes = await handle.readFile();
    if (bytes.subarray(0, PROBE_BYTES).includes(0)) return unreadable('binary');
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

/** Size and a look at the first bytes, without reading the whole file. */
export async function probe(
  file: string,
  maxBytes: number,
): Promise<{ sizeBytes: number; reason: string | undefined }> {
  try {
    await using handle = await open(file, 'r');
    const { size } = await handle.stat();
    if (size > maxBytes) return { sizeBytes: size, reason: tooLarge(size, maxBytes) };
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(PROBE_BYTES, size + 1)), 0);
    return { sizeBytes: size, reason: buffer.subarray(0, bytesRead).includes(0) ? 'binary' : undefined };
  } catch (error) {
    return { sizeBytes: 0, reason: readFault(error) };
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
