/** Bytes of a file that stand together, such as a function. */
export interface ByteBlock {
  readonly start: number;
  readonly end: number;
  /** Both included, counted from 1. */
  readonly first: number;
  readonly last: number;
}

const LINE_FEED = 10;
const MOST_LINES = 60;
const LEAST_LINES = 4;
/** Deeper ones are within a function. */
const MOST_INDENT = 8;
/** What a declaration begins with, in any of the usual languages. */
const BEGINS: ReadonlySet<string> = new Set(
  (
    'def class async function export public private protected internal static final abstract func fn pub impl trait struct enum ' +
    'interface type module namespace const let var val fun override object record macro sub package describe it test'
  ).split(' '),
);
const MOST_WORD = 10;

/**
 * Cuts a file where declarations begin, and where it would get long: roughly, in no time, in any language. What belongs together exactly
 * is found out only for the few files that matter.
 */
export function cutBlocks(bytes: Uint8Array): readonly ByteBlock[] {
  const blocks: ByteBlock[] = [];
  let start = 0;
  let first = 1;
  let line = 1;
  let isAfterBlank = false;
  for (let at = 0; at < bytes.length; line += 1) {
    const found = bytes.indexOf(LINE_FEED, at);
    const end = found < 0 ? bytes.length : found + 1;
    const count = line - first;
    if (count >= MOST_LINES || (count >= LEAST_LINES && beginsBlock(bytes, at, end, isAfterBlank))) {
      blocks.push({ start, end: at, first, last: line - 1 });
      start = at;
      first = line;
    }
    isAfterBlank = end - at <= 2;
    at = end;
  }
  if (start < bytes.length) blocks.push({ start, end: bytes.length, first, last: line - 1 });
  return blocks;
}

function beginsBlock(bytes: Uint8Array, start: number, end: number, isAfterBlank: boolean): boolean {
  let at = start;
  while (at < end && at - start <= MOST_INDENT && (bytes[at] === 0x20 || bytes[at] === 0x09)) at += 1;
  const indent = at - start;
  if (indent > MOST_INDENT) return false;
  // An attribute or a decorator belongs to what comes after it.
  if (bytes[at] === 0x40) return true;
  let word = '';
  while (at < end && word.length <= MOST_WORD && isLetter(bytes[at] ?? 0)) {
    word += String.fromCharCode(bytes[at] ?? 0);
    at += 1;
  }
  return BEGINS.has(word) || (indent === 0 && isAfterBlank && word !== '');
}

function isLetter(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
}
