import { bitsPerCharacter } from './entropy.ts';

const KEY_BEGINS = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY/;
const KEY_ENDS = /-----END [A-Z0-9 ]*PRIVATE KEY/;
/** Base64 alone, as it may stand in a quoted or commented block; and what may stand above it. Of a trimmed line. */
const BODY = /^(?:\/\/|[#*+])?\s*["'`]?[A-Za-z0-9+/]+={0,2}(?:\\n)?["'`]?\s*[,;+\\]?$/;
const HEADER = /^(?:\/\/|[#*+])?\s*["'`]?[A-Z][\w-]{1,30}: /;
/** Longer lines are no lines of a key by themselves. In UTF-16 units. */
const MOST_BODY = 4_000;
/** So much of a key stands on each of its lines but the last one, wherever in the line that is. */
const RUN = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40,}/g;
/** A whole line of a key has as many: it is one even where its beginning is out of sight. */
const [LEAST_WHOLE, MOST_WHOLE] = [60, 76];
/** Words, paths and hashes have fewer, and fewer capitals. */
const WHOLE_BITS = 4.3;
const LEAST_CAPITALS = 8;
/** So many lines of others may stand between two of a key: logs come from several programs. */
const MOST_BETWEEN = 3;
/** After so many nobody waits for its end any more: whatever spoke of a key has no more of it. */
const MOST_WITHOUT = 20;

/**
 * Lines of private keys between their beginning and their end, by their indexes: as they stand in a file, in quotes, or in a log, with
 * whatever stands before and behind each of them. One of the two ends may be out of sight, or both.
 */
export function linesInKeys(lines: readonly string[]): ReadonlySet<number> {
  const reader = new KeyReader(lines);
  for (const index of lines.keys()) reader.read(index);
  return reader.found;
}

class KeyReader {
  readonly found = new Set<number>();
  readonly #lines: readonly string[];
  #isIn = false;
  /** Where the key stands in its lines. */
  #column = 0;
  /** The last line that is known to be of the key; its beginning counts. */
  #last = -1;
  /** The last line that looks like a whole one, and how long that is. */
  #whole = { index: -Infinity, length: 0 };

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  read(index: number): void {
    const line = this.#lines[index] ?? '';
    const begin = line.search(KEY_BEGINS);
    if (begin >= 0) {
      this.#isIn = !KEY_ENDS.test(line);
      this.#column = begin;
      this.#last = index;
    } else if (KEY_ENDS.test(line)) this.#end(index);
    else this.#within(index, line);
  }

  #end(index: number): void {
    const isNear = this.#isIn && this.found.has(this.#last) && index - this.#last <= MOST_BETWEEN + 1;
    // The last line of a key is short, and nothing by itself.
    if (isNear) for (let at = this.#last + 1; at < index; at += 1) this.found.add(at);
    for (let at = index - 1; !this.#isIn && this.#isBeforeEnd(at, index); at -= 1) this.found.add(at);
    this.#isIn = false;
  }

  /** Its beginning is out of sight. */
  #isBeforeEnd(at: number, end: number): boolean {
    const [line, above] = [this.#lines[at], this.#lines[at - 1]];
    return isBody(line) || hasRun(line) || (at === end - 1 && hasRun(above) && !KEY_ENDS.test(above ?? ''));
  }

  #within(index: number, line: string): void {
    if (!this.#isIn) this.#lookForWhole(index, line);
    if (!this.#isIn) return;
    const above = this.#last === index - 1 ? this.#lines[this.#last] : undefined;
    // What is short is only known by where it stands: the last line of a key in a log, or any in a file.
    const isShort = above !== undefined && (isBody(line) || (hasRun(above) && isBody(line.slice(this.#column))));
    if (isShort || hasRun(line)) {
      this.found.add(index);
      this.#last = index;
    }
    this.#isIn = index - this.#last <= MOST_WITHOUT;
  }

  /** One alone on its line, or two that are as long as each other. */
  #lookForWhole(index: number, line: string): void {
    const whole = wholeIn(line);
    if (whole === undefined) return;
    const { index: before, length } = this.#whole;
    const isSecond = length === whole.text.length && index - before <= MOST_BETWEEN + 1;
    this.#whole = { index, length: whole.text.length };
    this.#isIn = isSecond || isBody(line);
    if (!this.#isIn) return;
    if (isSecond) this.found.add(before);
    this.#column = whole.column;
  }
}

function wholeIn(line: string): { readonly column: number; readonly text: string } | undefined {
  for (const { 0: text, index } of line.matchAll(RUN)) {
    if (text.length < LEAST_WHOLE || text.length > MOST_WHOLE || !/\d/.test(text) || !/[a-z]/.test(text)) continue;
    if ((text.match(/[A-Z]/g)?.length ?? 0) < LEAST_CAPITALS) continue;
    const isHash = /sha\d{3}-$/.test(line.slice(Math.max(0, index - 7), index));
    if (!isHash && bitsPerCharacter(text) >= WHOLE_BITS) return { column: index, text };
  }
  return undefined;
}

function hasRun(line: string | undefined): boolean {
  return line !== undefined && Array.from(line.matchAll(RUN)).some(([text]) => isMixed(text));
}

function isMixed(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text);
}

function isBody(line: string | undefined): boolean {
  if (line === undefined || line.length > MOST_BODY) return false;
  const text = line.trim();
  return /[A-Za-z0-9]/.test(text) && (BODY.test(text) || HEADER.test(text));
}
