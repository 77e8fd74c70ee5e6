import type { Terminal } from '../../terminal.ts';

/** Where nobody watches: long enough to be of use in a log, short enough to be read. */
const LOG_COLUMNS = 240;
const GAP = 2;
const LEAST = 12;

/** Cuts the last column, the longest one, so that no line is wider than what shows it. One line for each cell. */
export function fitColumn(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { watched, columns }: Pick<Terminal, 'watched' | 'columns'>,
): string[][] {
  const lines = rows.map((row) => row.map((cell) => cell.replaceAll(/\s+/g, ' ').trim()));
  const widths = head
    .slice(0, -1)
    .map((title, at) => Math.max(title.length, ...lines.map((row) => row[at]?.length ?? 0)));
  const taken = widths.reduce((sum, width) => sum + width + GAP, 0);
  const room = Math.max(LEAST, (watched ? columns : LOG_COLUMNS) - taken - 1);
  return lines.map((row) => row.map((cell, at) => (at === head.length - 1 ? cut(cell, room) : cell)));
}

function cut(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}
