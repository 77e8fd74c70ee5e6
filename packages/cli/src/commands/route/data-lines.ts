import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { HanzoError } from '@hanzo/contracts';

/** One line of a data file. */
export interface DataLine {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
}

/** A longer line is no row of such a file. UTF-16 units. */
const LONGEST_LINE = 8_000_000;
const GZIP_MAGIC = [0x1f, 0x8b] as const;

/**
 * The lines of a text file, as a stream: packed ones are unpacked on the way, whatever their name is.
 *
 * @param hash is given the file as it lies there
 * @throws HanzoError USAGE when it cannot be read or unpacked, or has a line that is far too long
 */
export async function* linesOf(file: string, hash: Hash = createHash('sha256')): AsyncGenerator<DataLine> {
  let number = 0;
  let rest = '';
  try {
    for await (const piece of await textOf(file, hash)) {
      const lines = `${rest}${piece}`.split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) yield { number: (number += 1), text };
      if (rest.length > LONGEST_LINE) throw tooLong(file, number + 1);
    }
  } catch (error) {
    throw error instanceof HanzoError ? error : unreadable(file, error);
  }
  if (rest !== '') yield { number: number + 1, text: rest };
}

async function textOf(file: string, hash: Hash): Promise<AsyncIterable<string>> {
  const isPacked = await startsAsGzip(file);
  const bytes = createReadStream(file);
  bytes.on('data', (piece) => hash.update(piece));
  if (!isPacked) return bytes.setEncoding('utf8') as AsyncIterable<string>;
  const unpacked = createGunzip();
  bytes.on('error', (error) => unpacked.destroy(error));
  // Whoever stops reading must not leave the file open.
  unpacked.on('close', () => bytes.destroy());
  return bytes.pipe(unpacked).setEncoding('utf8') as AsyncIterable<string>;
}

async function startsAsGzip(file: string): Promise<boolean> {
  await using handle = await open(file, 'r');
  const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  return GZIP_MAGIC.every((byte, at) => buffer[at] === byte);
}

function unreadable(file: string, cause: unknown): HanzoError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new HanzoError('USAGE', `${file} cannot be read: ${reason}.`, {
    cause,
    details: { file },
    mend: 'Give a file of JSON lines, packed with gzip or not.',
  });
}

function tooLong(file: string, line: number): HanzoError {
  return new HanzoError('USAGE', `Line ${line} of ${file} has more than ${LONGEST_LINE} characters.`, {
    details: { file, line },
    mend: 'Give a file with one task per line.',
  });
}
