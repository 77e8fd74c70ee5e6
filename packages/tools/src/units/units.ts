import type { Block } from '../syntax/declaration.ts';
import { estimateTokens } from '../tokens.ts';
import { blockBorders } from './block-borders.ts';
import { bordersAt, nextColumn, type ScannedLines } from './borders.ts';
import { bestCut } from './best-cut.ts';
import { insideLiterals, MOST_LINE_CHARS } from './inside-literals.ts';
import { type Language, languageOf } from './language.ts';

/** A function, a class, a top-level block, or a part of one that is very long: what is looked at and remembered as one. */
export interface Unit {
  /** Counted from 1. */
  readonly firstLine: number;
  /** Blank lines after it belong to it. Lines are parted by LF. */
  readonly text: string;
  /** Estimated, with what each line costs. */
  readonly tokens: number;
  /** It was cut out of something longer: a chunk begins there only when it must. */
  readonly isPart: boolean;
  /** White space may be a part of a literal: nothing of it may be taken off. */
  readonly isExact: boolean;
}

export interface UnitOptions {
  /** No unit is longer, not even a line. @default lines are whole */
  readonly maxTokens?: number;
  /** Tokens added for each line, e.g. for line numbers in the prompt. @default 0 */
  readonly tokensPerLine?: number;
  /** Knows the syntax of files. @default their lines tell where they can be cut */
  readonly syntax?: BlockSource | undefined;
}

/** As in `Syntax`. */
export interface BlockSource {
  blocks(path: string, text: string): readonly Block[] | undefined;
}

/** About 100 lines: longer functions are cut where blank lines part them. */
const LONG_TOKENS = 1200;

/** These are cut into their members, however short, so that a change of one leaves the others what they were. */
const HAS_MEMBERS =
  /^\s*((export|default|declare|abstract|public|private|protected|internal|static|final|sealed|open|data|partial|pub(\([^)]*\))?)\s+)*(class|impl|trait|namespace|module|object|extension)\b|^\s*describe\(/;

/**
 * Cuts a text into units. CRLF becomes LF. Units joined by LF are the whole text without its last line feed, except that
 * a line longer than a unit may be is cut into several with the same `firstLine`. A change within one unit leaves the
 * borders of all others where they are.
 */
export function unitsOf(path: string, text: string, options: UnitOptions = {}): readonly Unit[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  if (lines.at(-1) === '') lines.pop();
  const language = languageOf(path);
  const scanned = { lines, inside: insideLiterals(lines, language), language };
  const blocks = options.syntax?.blocks(path, text);
  return new Cutter(scanned, isExact(text, scanned), options).units(blocks);
}

/** Asked of the whole file, and of marks wherever they stand: so no mistake of the scanner's counts. */
function isExact(text: string, { lines, language }: { lines: readonly string[]; language: Language }): boolean {
  if (!language.hasFreeMargins || language.longStrings.some((mark) => text.includes(mark))) return true;
  return /\\\s*$/m.test(text) || lines.some(({ length }) => length > MOST_LINE_CHARS);
}

class Cutter {
  readonly #scanned: ScannedLines;
  readonly #isExact: boolean;
  /** What a unit may have, if it has borders. */
  readonly #maxTokens: number;
  /** What even a line may have. */
  readonly #room: number;
  readonly #perLine: number;
  /** Tokens of all lines before each. */
  readonly #tokensBefore: readonly number[];
  readonly #units: Unit[] = [];

  constructor(
    scanned: ScannedLines,
    isExact: boolean,
    { maxTokens = Number.POSITIVE_INFINITY, tokensPerLine = 0 }: UnitOptions,
  ) {
    this.#scanned = scanned;
    this.#room = Math.max(1, Math.floor(maxTokens));
    this.#maxTokens = Math.min(LONG_TOKENS, this.#room);
    this.#perLine = tokensPerLine;
    const sums = [0];
    // One more character for the line feed.
    for (const line of scanned.lines) sums.push((sums.at(-1) ?? 0) + estimateTokens(`${line}\n`) + tokensPerLine);
    this.#tokensBefore = sums;
    this.#isExact = isExact || scanned.lines.some((_, at) => this.#tokens(at, at + 1) > this.#room);
  }

  units(blocks: readonly Block[] | undefined): readonly Unit[] {
    const { length } = this.#scanned.lines;
    if (length > 0 && blocks !== undefined) this.#cutBlocks(0, length, [blocks], false);
    else if (length > 0) this.#cutAt(0, length, 0, false);
    return this.#units;
  }

  /** @param levels blocks of one depth: each list is what stands in one of the blocks above, or all of the file */
  #cutBlocks(from: number, to: number, levels: readonly (readonly Block[])[], isPart: boolean, isTop = !isPart): void {
    const borders = blockBorders(this.#scanned.lines, from, levels);
    const blocks = levels.flat();
    let next = 0;
    for (const [index, start] of borders.entries()) {
      const end = borders[index + 1] ?? to;
      const first = next;
      while ((blocks[next]?.first ?? to) < end) next += 1;
      const own = blocks.slice(first, next);
      const partOfMore = isPart || (index > 0 && !isTop);
      const parts = own.map((block) => block.parts).filter(({ length }) => length > 0);
      if (this.#tokens(start, end) <= this.#maxTokens && !own.some(({ hasMembers }) => hasMembers))
        this.#add(start, end, partOfMore);
      else if (parts.length > 0) this.#cutBlocks(start, end, parts, partOfMore, false);
      else this.#cutAt(start, end, 0, partOfMore);
    }
  }

  #cutAt(from: number, to: number, column: number, isPart: boolean): void {
    const borders = bordersAt(this.#scanned, from, to, column);
    for (const [index, start] of borders.entries()) {
      const end = borders[index + 1] ?? to;
      const partOfMore = isPart || (index > 0 && column > 0);
      if (this.#fits(start, end)) this.#add(start, end, partOfMore);
      else this.#cutDeeper(start, end, column, partOfMore);
    }
  }

  #cutDeeper(from: number, to: number, column: number, isPart: boolean): void {
    const deeper = nextColumn(this.#scanned, from, to, column);
    if (deeper !== undefined) this.#cutAt(from, to, deeper, isPart);
    else this.#cutBySize(from, to, isPart);
  }

  /** What has no borders is cut by size only. */
  #cutBySize(from: number, to: number, isPart: boolean): void {
    const sizeOf = (start: number, end: number): number => this.#tokens(start, end);
    for (let start = from; start < to;) {
      const end = bestCut(this.#scanned, { start, to, room: this.#maxTokens, sizeOf });
      if (sizeOf(start, end) <= this.#room) this.#add(start, end, isPart || start > from);
      else this.#addPieces(start, isPart || start > from);
      start = end;
    }
  }

  #fits(from: number, to: number): boolean {
    return this.#tokens(from, to) <= this.#maxTokens && !this.#hasMembers(from, to);
  }

  #hasMembers(from: number, to: number): boolean {
    const { lines, inside } = this.#scanned;
    for (let at = from; at < to; at += 1) {
      const line = lines[at] ?? '';
      if (inside[at] !== undefined || /^\s*($|\/\/|\/\*|#|@)/.test(line)) continue;
      return HAS_MEMBERS.test(line);
    }
    return false;
  }

  #tokens(from: number, to: number): number {
    return (this.#tokensBefore[to] ?? 0) - (this.#tokensBefore[from] ?? 0);
  }

  #add(from: number, to: number, isPart: boolean): void {
    const text = this.#scanned.lines.slice(from, to).join('\n');
    const tokens = this.#tokens(from, to);
    this.#units.push({ firstLine: from + 1, text, tokens, isPart, isExact: this.#isExact });
  }

  /** One line that is too long. Each piece fills a chunk, so that none holds two of them. */
  #addPieces(at: number, isPart: boolean): void {
    const line = this.#scanned.lines[at] ?? '';
    const size = Math.max(1, Math.floor((this.#room - this.#perLine) * 3) - 1);
    for (let start = 0; start < line.length;) {
      const end = avoidSplitPair(line, start + size);
      const text = line.slice(start, end);
      const tokens = this.#room;
      this.#units.push({ firstLine: at + 1, text, tokens, isPart: isPart || start > 0, isExact: this.#isExact });
      start = end;
    }
  }
}

/** Moves a cut that would part a surrogate pair. */
function avoidSplitPair(line: string, at: number): number {
  const code = line.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
