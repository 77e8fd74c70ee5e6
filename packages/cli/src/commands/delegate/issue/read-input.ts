import { open } from 'node:fs/promises';
import { HanzoError } from '@hanzo/contracts';

/** Standard input, as far as a command reads it. */
export type InputStream = AsyncIterable<string | Uint8Array> & { readonly isTTY?: boolean };

/** What was read of something. */
export interface ReadInput {
  readonly text: string;
  /** Only its end was: the newest lines of logs tell most. */
  readonly isCut: boolean;
}

export interface ReadLimits {
  /** Bytes; of more the end is read. */
  readonly most: number;
  /** The flag that asks for it. */
  readonly flag: string;
}

/** What tells the encoding. */
const PROBE_BYTES = 4_096;
/** Of the bytes of a text in UTF-16 that is mostly ASCII: half are zeros. */
const LEAST_ZEROS = 0.2;

/**
 * Reads standard input, and never waits for a keyboard.
 *
 * @throws HanzoError USAGE
 */
export async function readStdin(stdin: InputStream, { most, flag }: ReadLimits): Promise<ReadInput> {
  if (stdin.isTTY === true)
    throw new HanzoError('USAGE', `${flag} reads standard input, but that is a keyboard.`, {
      mend: `Pipe it: tail -100 server.log | hanzo delegate … ${flag}`,
    });
  let pieces: Uint8Array[] = [];
  let size = 0;
  let left = 0;
  let first: Uint8Array | undefined;
  for await (const piece of stdin) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    pieces.push(bytes);
    size += bytes.length;
    if (size <= 2 * most) continue;
    const all = Buffer.concat(pieces);
    first ??= all.subarray(0, PROBE_BYTES);
    const end = all.subarray(-most);
    left += all.length - end.length;
    pieces = [end];
    size = end.length;
  }
  const all = Buffer.concat(pieces);
  const end = all.subarray(-most);
  return textOf(end, left + all.length - end.length, encodingOf(first ?? all.subarray(0, PROBE_BYTES)));
}

/** The same of a file. @throws HanzoError USAGE for one that cannot be read */
export async function readEnd(file: string, { most, flag }: ReadLimits): Promise<ReadInput> {
  try {
    await using handle = await open(file, 'r');
    const status = await handle.stat();
    if (!status.isFile())
      throw new HanzoError('USAGE', `${flag} ${file}: it is no regular file.`, { mend: 'Name a text file.' });
    const from = Math.max(0, status.size - most);
    const probe = await handle.read(Buffer.alloc(Math.min(PROBE_BYTES, status.size)), 0, null, 0);
    const encoding = encodingOf(probe.buffer.subarray(0, probe.bytesRead));
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(most, status.size)), 0, null, from);
    return textOf(buffer.subarray(0, bytesRead), from, encoding);
  } catch (cause) {
    if (cause instanceof HanzoError) throw cause;
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HanzoError(
      'USAGE',
      `${flag}: ${isMissing ? `there is no file ${file}.` : `${file} cannot be read: ${why}`}`,
      {
        cause,
        details: { file },
        mend: 'Check the path: it counts from the current folder.',
      },
    );
  }
}

/**
 * Logs come in all encodings: what is no UTF-8 is no reason to send none of them.
 *
 * @param left bytes before these, which are not read
 */
function textOf(bytes: Uint8Array, left: number, encoding: Encoding): ReadInput {
  // A character of two bytes begins at an even one.
  const whole = encoding === 'utf-8' ? bytes : bytes.subarray(left % 2);
  const text = new TextDecoder(encoding).decode(whole).replaceAll('\r\n', '\n');
  const isCut = left > 0;
  // The first line is a part of one.
  return { text: isCut ? text.slice(text.indexOf('\n') + 1) : text, isCut };
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** By the mark at the beginning, else by where its zeros are: nothing looks like a secret with a zero after each of its letters. */
function encodingOf(beginning: Uint8Array): Encoding {
  const [first, second] = beginning;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  let [even, odd] = [0, 0];
  for (const [at, byte] of beginning.entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  if (Math.max(even, odd) < beginning.length * LEAST_ZEROS) return 'utf-8';
  return odd > even ? 'utf-16le' : 'utf-16be';
}
