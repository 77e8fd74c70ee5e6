import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { HanzoError } from '@hanzo/contracts';

/** What a file holds, as it was at one moment. */
export interface PlainText {
  readonly file: string;
  readonly text: string;
  /** Hex, over the file's bytes. */
  readonly sha256: string;
}

export interface PlainFileOptions {
  readonly maxBytes: number;
  /** What whoever makes it larger is told. */
  readonly whenLarger: string;
}

/**
 * Reads a file of a project, whose author is nobody that we know; undefined when there is none. Nothing of it is believed yet.
 *
 * @throws HanzoError CONFIG_INVALID when it is a link, no file, too large, or cannot be read
 */
export function readPlainText(file: string, options: PlainFileOptions): PlainText | undefined {
  try {
    if (lstatSync(file).isSymbolicLink()) throw refusedFile(file, 'is a symbolic link', 'Make it a file of its own.');
    const bytes = readSmall(file, options);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { file, text: bytes.toString('utf8').replace(/^\uFEFF/, ''), sha256 };
  } catch (cause) {
    if (cause instanceof HanzoError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw refusedFile(file, `cannot be read (${reason})`, 'Check that you may read it.', cause);
  }
}

/** Looked at through one handle: what is checked is what is read. Never waits, as for a pipe. */
function readSmall(file: string, { maxBytes, whenLarger }: PlainFileOptions): Buffer {
  const handle = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    if (!fstatSync(handle).isFile()) throw refusedFile(file, 'is no plain file', 'Make it a file.');
    const bytes = Buffer.alloc(maxBytes + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(handle, bytes, length, bytes.length - length, null);
    if (length > maxBytes) throw refusedFile(file, `is larger than ${maxBytes / 1024} KiB`, whenLarger);
    return bytes.subarray(0, length);
  } finally {
    closeSync(handle);
  }
}

export function refusedFile(file: string, what: string, mend: string, cause?: unknown): HanzoError {
  return new HanzoError('CONFIG_INVALID', `${file} ${what}.`, { cause, details: { file }, mend });
}
