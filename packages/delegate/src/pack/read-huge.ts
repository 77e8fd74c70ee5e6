import { closeSync, fstatSync, readSync } from 'node:fs';
import { firstChars } from '@hanzo/contracts';
import type { LineRange } from '../words.ts';
import { encodingOf, type Encoding } from './decode.ts';
import type { SourceFile, Stretch } from './source-file.ts';

const CHUNK_BYTES = 256 * 1024;
/** Of one line no more is kept: what is longer was made by a machine. In UTF-16 units. */
const MOST_LINE_CHARS = 4_000;
/** All that is kept of a file. In UTF-16 units. */
const MOST_CHARS = 512 * 1024;
const LINE_FEED = 10;

/**
 * Reads a file that is too long to be read whole: what is near to the lines that matter, and how many lines there are. A string says
 * why it cannot be read.
 *
 * @param handle of a file; it is closed
 * @param wanted sorted, none touching the next
 */
export function readHuge(
  handle: number,
  path: string,
  wanted: readonly LineRange[],
  signal: AbortSignal,
): SourceFile | string {
  try {
    const probe = Buffer.alloc(Math.min(CHUNK_BYTES, fstatSync(handle).size));
    const encoding = encodingOf(probe.subarray(0, readSync(handle, probe, 0, probe.length, 0)));
    if (encoding === undefined) return 'it is binary';
    if (encoding.label.startsWith('utf-16')) return 'it is too large for a file in UTF-16';
    const reader = new LineReader(wanted, encoding.label);
    const chunk = Buffer.alloc(CHUNK_BYTES);
    for (let at = 0; ;) {
      signal.throwIfAborted();
      const count = readSync(handle, chunk, 0, chunk.length, at);
      if (count === 0) break;
      at += count;
      reader.read(chunk.subarray(0, count));
    }
    return { path, ...reader.end(), isPartial: true, encoding: encoding.name };
  } finally {
    closeSync(handle);
  }
}

/** Keeps the lines of ranges as they come by, and counts all. */
class LineReader {
  readonly #wanted: readonly LineRange[];
  readonly #stretches: { firstLine: number; lines: string[] }[] = [];
  readonly #decoder: InstanceType<typeof TextDecoder>;
  #line = 1;
  #next = 0;
  #text = '';
  #kept = 0;
  #isInLine = false;

  constructor(wanted: readonly LineRange[], encoding: Encoding['label']) {
    this.#wanted = wanted;
    this.#decoder = new TextDecoder(encoding);
  }

  read(bytes: Buffer): void {
    for (let start = 0; start < bytes.length;) {
      const end = bytes.indexOf(LINE_FEED, start);
      const isWanted = this.#isWanted();
      if (isWanted && this.#text.length <= MOST_LINE_CHARS)
        this.#text += this.#decoder.decode(bytes.subarray(start, end < 0 ? bytes.length : end), { stream: true });
      if (end < 0) {
        this.#isInLine = true;
        return;
      }
      this.#endLine(isWanted);
      start = end + 1;
    }
  }

  end(): { readonly stretches: readonly Stretch[]; readonly lineCount: number } {
    if (this.#isInLine) this.#endLine(this.#isWanted());
    return { stretches: this.#stretches, lineCount: this.#line - 1 };
  }

  #isWanted(): boolean {
    while ((this.#wanted[this.#next]?.last ?? Infinity) < this.#line) this.#next += 1;
    return (this.#wanted[this.#next]?.first ?? Infinity) <= this.#line && this.#kept < MOST_CHARS;
  }

  #endLine(isWanted: boolean): void {
    // What a line ends within is told with it, and is not the beginning of another.
    const text = this.#text === '' ? '' : this.#text + this.#decoder.decode();
    if (isWanted) this.#keep(shortLine(text.replace(/\r$/, '')));
    this.#text = '';
    this.#isInLine = false;
    this.#line += 1;
  }

  #keep(text: string): void {
    const line = this.#line === 1 ? text.replace(/^\ufeff/, '') : text;
    this.#kept += line.length + 1;
    const last = this.#stretches.at(-1);
    if (last !== undefined && last.firstLine + last.lines.length === this.#line) last.lines.push(line);
    else this.#stretches.push({ firstLine: this.#line, lines: [line] });
  }
}

/** Half of a secret is not known as one: what goes on where a line is cut is not kept either. */
function shortLine(line: string): string {
  if (line.length <= MOST_LINE_CHARS) return line;
  return `${firstChars(line, MOST_LINE_CHARS).replace(/\S{1,500}$/, '')}… (cut: a longer line)`;
}
