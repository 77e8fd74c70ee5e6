import type { Glyphs } from './glyphs.ts';
import { isReadAloud } from './manners.ts';
import { tableLines } from './table.ts';

/** One column of a table that has to fit. */
export interface Column {
  readonly title: string;
  readonly cells: readonly string[];
  /** Names may look like numbers, and are cut where there is no room. @default false */
  readonly isName?: boolean;
  /** The higher, the sooner it is left out where there is no room. @default it stays */
  readonly leaveOut?: number;
}

export interface FittedTable {
  readonly lines: readonly string[];
  /** Titles of columns for which there was no room. */
  readonly leftOut: readonly string[];
}

const GAP = 2;
/** Longer names are cut before a column is left out. */
const SHORT_NAME = 16;
/** Names are not cut shorter. */
const LEAST_NAME = 8;

/**
 * A table that is not wider than `width`: columns are left out, and long names are cut.
 *
 * @param aloud nothing is left out, and nothing cut: a line for each row. @default what the environment says
 */
export function fitTable(
  columns: readonly Column[],
  width: number,
  glyphs: Glyphs,
  aloud: boolean = isReadAloud(process.env),
): FittedTable {
  if (aloud) return { lines: linesOf(columns, true), leftOut: [] };
  let kept = columns;
  const leftOut: string[] = [];
  while (leastWidthOf(kept) > width) {
    const next = kept.reduce<Column | undefined>(
      (worst, each) => ((each.leaveOut ?? 0) > (worst?.leaveOut ?? 0) ? each : worst),
      undefined,
    );
    if (next === undefined) break;
    leftOut.push(next.title);
    kept = kept.filter((each) => each !== next);
  }
  return { lines: linesOf(cutNames(kept, width, glyphs), false), leftOut };
}

function linesOf(columns: readonly Column[], aloud: boolean): readonly string[] {
  const rows = (columns[0]?.cells ?? []).map((_, row) => columns.map(({ cells }) => cells[row] ?? ''));
  const names = columns.filter(({ isName }) => isName === true).map(({ title }) => title);
  return tableLines(
    columns.map(({ title }) => title),
    rows,
    names,
    aloud,
  );
}

function widthOf(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => sum + columnWidth(column) + GAP, -GAP);
}

/** With long names cut. */
function leastWidthOf(columns: readonly Column[]): number {
  const least = (column: Column): number =>
    column.isName === true ? Math.min(SHORT_NAME, columnWidth(column)) : columnWidth(column);
  return columns.reduce((sum, column) => sum + least(column) + GAP, -GAP);
}

function columnWidth({ title, cells }: Column): number {
  return Math.max(title.length, ...cells.map((cell) => cell.length));
}

/** Cuts the widest name, place by place, until the table fits or names would say nothing. */
function cutNames(columns: readonly Column[], width: number, glyphs: Glyphs): readonly Column[] {
  const rooms = new Map(columns.filter(({ isName }) => isName === true).map((each) => [each, columnWidth(each)]));
  let tooMuch = widthOf(columns) - width;
  while (tooMuch > 0) {
    const [widest, room] = [...rooms].toSorted(([, a], [, b]) => b - a)[0] ?? [];
    if (widest === undefined || room === undefined || room <= LEAST_NAME) break;
    rooms.set(widest, room - 1);
    tooMuch -= 1;
  }
  return columns.map((column) => {
    const room = rooms.get(column);
    return room === undefined ? column : { ...column, cells: column.cells.map((cell) => cutTo(cell, room, glyphs)) };
  });
}

/** A text that takes `room` places at most. */
export function cutTo(text: string, room: number, { cut }: Glyphs): string {
  return text.length <= room ? text : `${text.slice(0, room - 1)}${cut}`;
}

/** Places that a table for people may take: those of the terminal, and never less than 80. */
export function outputWidth(
  terminal: { readonly watched: boolean; readonly columns: number },
  env: NodeJS.ProcessEnv,
): number {
  const told = terminal.watched ? terminal.columns : Number(env['COLUMNS'] ?? 0);
  return Math.max(80, Number.isSafeInteger(told) ? told : 0);
}

/** What stands between backticks is to be copied, and stays in one line. */
const WORD = /`[^`]*`\S*|\S+/g;

/** A text after a label, in lines of at most `width`; the rest of it stands below its beginning. */
export function labelled(label: string, text: string, indent: number, width: number): string[] {
  const lines: string[] = [''];
  for (const [word] of text.matchAll(WORD)) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && indent + line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line, at) => `${(at === 0 ? label : '').padEnd(indent)}${line}`);
}
