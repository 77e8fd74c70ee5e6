import { fitTable, type Column } from '../../terminal/table-fit.ts';
import type { Glyphs } from '../../terminal/glyphs.ts';
import type { Terminal } from '../../terminal/terminal.ts';

/** Where nobody watches: long enough to be of use in a log, short enough to be read. */
const LOG_COLUMNS = 240;
const NARROWEST = 80;

/** What may give way, by the titles of columns. */
export interface GivingWay {
  /** Cut where there is no room. */
  readonly texts: readonly string[];
  /** Left out where that is not enough, the first one first. */
  readonly leftOut: readonly string[];
}

/**
 * The lines of a table of tasks or runs, no wider than what shows it: where there is no room the texts are cut, one line for
 * each row, and then columns are left out.
 */
export function fittedLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { texts, leftOut }: GivingWay,
  { watched, columns, glyphs }: Pick<Terminal, 'watched' | 'columns'> & { readonly glyphs: Glyphs },
): readonly string[] {
  const table = head.map((title, at): Column => ({
    title,
    cells: rows.map((row) => (row[at] ?? '').replaceAll(/\s+/g, ' ').trim()),
    isName: texts.includes(title),
    leaveOut: leftOut.includes(title) ? leftOut.length - leftOut.indexOf(title) : 0,
  }));
  return fitTable(table, watched ? Math.max(NARROWEST, columns) : LOG_COLUMNS, glyphs).lines;
}
