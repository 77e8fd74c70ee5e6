import { hashNext, hashStart, hashOf, type TermTable } from './term-table.ts';

/** How often terms stand in one file. */
export interface Tally {
  /** By id of the term. */
  readonly counts: ReadonlyMap<number, number>;
  /** Terms that the file defines: a word that declares stands before them. */
  readonly defined: ReadonlySet<number>;
  /** Words of the file. */
  readonly length: number;
}

/** What is looked for: whole identifiers, and the parts that they and sentences are made of. */
export interface Wanted {
  readonly identifiers: TermTable;
  readonly parts: TermTable;
}

/** After these a name is declared, in any of the usual languages. */
const DECLARES: ReadonlySet<number> = new Set(
  (
    'def class function func fn fun struct enum trait interface type const let var val static module namespace impl object record ' +
    'define package macro union typedef sub defp defmodule protocol extension mixin'
  )
    .split(' ')
    .map(hashOf),
);

const OTHER = 0;
const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;
const JOINT = 4;
/** Kind of each byte; those beyond ASCII are letters. */
const KINDS: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => kindOf(byte));

function kindOf(byte: number): number {
  if (byte >= 0x61 && byte <= 0x7a) return LOWER;
  if (byte >= 0x41 && byte <= 0x5a) return UPPER;
  if (byte >= 0x30 && byte <= 0x39) return DIGIT;
  if (byte === 0x5f || byte === 0x24) return JOINT;
  return byte >= 0x80 ? LOWER : OTHER;
}

/**
 * Reads a file once, byte by byte: splitting it into strings would take five times as long, and this is done with each file of a
 * workspace.
 */
export function tallyOf(bytes: Uint8Array, { identifiers, parts }: Wanted): Tally {
  const counts = new Map<number, number>();
  const defined = new Set<number>();
  const count = (id: number): void => {
    if (id >= 0) counts.set(id, (counts.get(id) ?? 0) + 1);
  };
  let length = 0;
  let whole = hashStart();
  let part = hashStart();
  let partKind = OTHER;
  let before = 0;
  let isInWord = false;
  for (let at = 0; at <= bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const kind = KINDS[byte] ?? OTHER;
    if (partKind !== OTHER && endsPart(partKind, kind, KINDS[bytes[at + 1] ?? 0] ?? OTHER)) {
      count(parts.idOf(part));
      part = hashStart();
      partKind = OTHER;
    }
    if (kind === OTHER) {
      if (!isInWord) continue;
      const id = identifiers.idOf(whole);
      count(id);
      if (id >= 0 && DECLARES.has(before)) defined.add(id);
      before = whole;
      whole = hashStart();
      length += 1;
      isInWord = false;
      continue;
    }
    const lower = kind === UPPER ? byte + 0x20 : byte;
    whole = hashNext(whole, lower);
    isInWord = true;
    if (kind === JOINT) continue;
    part = hashNext(part, lower);
    partKind = kind;
  }
  return { counts, defined, length };
}

/** `parseURLConfig2`: parse, URL, Config, 2. */
function endsPart(last: number, kind: number, next: number): boolean {
  if (kind === OTHER || kind === JOINT) return true;
  if (last === kind) return kind === UPPER && next === LOWER;
  return !(last === UPPER && kind === LOWER);
}
