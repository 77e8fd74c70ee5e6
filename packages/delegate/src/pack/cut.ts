import { firstChars } from '@hanzo/contracts';
import { unitsOf, type BlockSource } from '@hanzo/tools';
import type { LineRange } from '../words.ts';
import { piecesWhere, type Piece, type SendableFile } from './sent-file.ts';

export interface CutOptions {
  /** Tokens, estimated. */
  readonly room: number;
  /** What matters, sorted; none touching the next. Empty: nobody knows. */
  readonly matters: readonly LineRange[];
  /** So many functions or blocks before and after each that matters are taken as well, where there is room. */
  readonly neighbours: number;
  /** Nothing but what matters is taken. @default false */
  readonly isBound?: boolean | undefined;
  readonly syntax: BlockSource | undefined;
}

/** As {@link estimateTokens} counts them. */
const CHARS_PER_TOKEN = 3.5;
/** What a place where lines are left out costs: the tokens of each piece are rounded up. */
const PER_PIECE = 1;
/** Longer lines are told by their beginning where a file is cut. In UTF-16 units. */
const MOST_LINE_CHARS = 1_000;
/** The beginning of a file says what it uses. */
const HEAD_LINES = 30;
/** So few lines are not worth the words that they are left out. */
const SMALL_GAP = 3;
/** A beginning ends with a unit where that is most of what fits. */
const LEAST_HEAD = 0.7;

/**
 * The parts of a file that fit: what matters, then the functions or blocks that it stands in, the beginning of the file, and what is
 * beside. Without anything that matters the beginning. Empty: not even a line fits.
 */
export function cut(
  file: SendableFile,
  { room, matters, neighbours, isBound = false, syntax }: CutOptions,
): readonly Piece[] {
  const mostChars = Math.min(MOST_LINE_CHARS, Math.floor((room * CHARS_PER_TOKEN) / 2));
  const told = (line: string): string => shortLine(line, mostChars);
  const taking = new Taking(file, told, room);
  const core = coreOf(file, matters);
  taking.takeCore(core);
  if (!isBound) {
    const units = unitsIn(file, syntax);
    if (core.length === 0) taking.takeHead(units);
    else takeMore(taking, core, units, neighbours);
  }
  return piecesWhere(file, (index) => taking.has(index), told);
}

function takeMore(taking: Taking, core: readonly Span[], units: readonly Span[], neighbours: number): void {
  taking.takeAround(core, units);
  taking.takeAll({ from: 0, to: Math.min(HEAD_LINES, units[0]?.to ?? 0) });
  taking.takeNeighbours(units, neighbours);
  taking.closeGaps();
}

function shortLine(line: string, mostChars: number): string {
  if (line.length <= mostChars) return line;
  const note = `… (cut: a line of ${line.length} characters)`;
  return firstChars(line, Math.max(0, mostChars - note.length)) + note;
}

/** Indexes of lines, half-open. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** What matters of the lines that are there. */
function coreOf({ numbers }: SendableFile, matters: readonly LineRange[]): readonly Span[] {
  return matters.flatMap(({ first, last }) => {
    const from = numbers.findIndex((number) => number >= first);
    const after = numbers.findIndex((number) => number > last);
    const to = after < 0 ? numbers.length : after;
    return from >= 0 && from < to ? [{ from, to }] : [];
  });
}

/** Functions, classes and blocks, one after the other. */
function unitsIn({ path, source }: SendableFile, syntax: BlockSource | undefined): readonly Span[] {
  const starts: number[] = [];
  let at = 0;
  for (const { lines } of source.stretches) {
    // A grammar understands whole files only.
    const options = source.isPartial ? {} : { syntax };
    for (const { firstLine } of unitsOf(path, lines.join('\n'), options)) starts.push(at + firstLine - 1);
    at += lines.length;
  }
  const own = [...new Set(starts)];
  return own.map((from, index) => ({ from, to: own[index + 1] ?? at }));
}

/** The lines that are taken, and the room that is left. */
class Taking {
  readonly #file: SendableFile;
  readonly #told: (line: string) => string;
  readonly #taken = new Set<number>();
  #room: number;

  constructor(file: SendableFile, told: (line: string) => string, room: number) {
    this.#file = file;
    this.#told = told;
    // Where a file was not read whole its stretches are pieces of their own.
    this.#room = room - PER_PIECE * (file.source.stretches.length - 1);
  }

  has(index: number): boolean {
    return this.#taken.has(index);
  }

  /** All of it, or nothing. */
  takeAll(span: Span): boolean {
    const cost = this.#cost(span);
    if (cost > this.#room) return false;
    this.#room -= cost;
    for (let at = span.from; at < span.to; at += 1) this.#taken.add(at);
    return true;
  }

  /** What matters comes first; where even that is too much, each gets as much of the room. */
  takeCore(core: readonly Span[]): void {
    const all = this.#room;
    for (const [index, span] of core.entries()) {
      const least = (all * (core.length - index - 1)) / core.length;
      if (this.#cost(span) <= this.#room - least && this.takeAll(span)) continue;
      for (let at = span.from; at < span.to; at += 1) {
        const one = { from: at, to: at + 1 };
        if (this.#cost(one) > this.#room - least || !this.takeAll(one)) break;
      }
    }
  }

  /** The units that the core stands in; of those that are too long the lines around it. */
  takeAround(core: readonly Span[], units: readonly Span[]): void {
    const around = units.filter((unit) => core.some((span) => span.from < unit.to && unit.from < span.to));
    for (const unit of around.toSorted((a, b) => this.#cost(a) - this.#cost(b))) {
      if (this.takeAll(unit)) continue;
      for (const span of core) this.#grow(span, unit);
    }
  }

  /** @param rounds so many before and after each */
  takeNeighbours(units: readonly Span[], rounds: number): void {
    let hasTaken = true;
    for (let round = 0; round < rounds && hasTaken; round += 1) {
      const known = units.map((unit) => this.#cost(unit) === 0);
      const beside = units.filter((_, at) => known[at] === false && (known[at - 1] === true || known[at + 1] === true));
      hasTaken = beside.map((unit) => this.takeAll(unit)).includes(true);
    }
  }

  /** As much of the beginning as fits, up to the end of a unit where that is most of it. */
  takeHead(units: readonly Span[]): void {
    const { length } = this.#file.lines;
    let to = 0;
    let cost = PER_PIECE;
    for (; to < length; to += 1) {
      cost += this.#costOf(to);
      if (cost > this.#room) break;
    }
    const border = units.findLast((unit) => unit.from <= to)?.from ?? 0;
    if (to < length && border >= to * LEAST_HEAD) to = border;
    if (to > 0) this.takeAll({ from: 0, to });
  }

  closeGaps(): void {
    const taken = [...this.#taken].toSorted((a, b) => a - b);
    for (const [index, at] of taken.entries()) {
      const next = taken[index + 1] ?? at;
      if (next - at > 1 && next - at <= SMALL_GAP + 1) this.takeAll({ from: at + 1, to: next });
    }
  }

  /** Line by line to both sides, within a unit. */
  #grow(span: Span, unit: Span): void {
    let [before, after] = [Math.max(span.from, unit.from) - 1, Math.min(span.to, unit.to)];
    for (let goesOn = true; goesOn;) {
      const down = after < unit.to && this.takeAll({ from: after, to: after + 1 });
      if (down) after += 1;
      const up = before >= unit.from && this.takeAll({ from: before, to: before + 1 });
      if (up) before -= 1;
      goesOn = down || up;
    }
  }

  /** Of what is not taken. */
  #cost({ from, to }: Span): number {
    let cost = 0;
    for (let at = from; at < to; at += 1) {
      if (this.#taken.has(at)) continue;
      cost += this.#costOf(at);
      const isBeside = at > from || this.#taken.has(at - 1) || (at === to - 1 && this.#taken.has(to));
      if (!isBeside) cost += PER_PIECE;
    }
    return cost;
  }

  #costOf(index: number): number {
    return (this.#told(this.#file.lines[index] ?? '').length + 1) / CHARS_PER_TOKEN;
  }
}
