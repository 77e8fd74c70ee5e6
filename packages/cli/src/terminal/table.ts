import Table from 'cli-table3';
import { isReadAloud } from './manners.ts';
import type { Terminal } from './terminal.ts';

const NO_BORDER = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** A plain aligned table on stdout: no boxes, no colours, easy to cut. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[], terminal: Terminal): void {
  for (const line of tableLines(head, rows, [], terminal.aloud)) terminal.out(line);
}

/**
 * The table's lines, for those who print elsewhere. Numbers are aligned right.
 *
 * @param names columns of names, which may look like numbers
 * @param aloud a line for each row, in which each cell has its column's name. @default what the environment says
 */
export function tableLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  names: readonly string[] = [],
  aloud: boolean = isReadAloud(process.env),
): string[] {
  if (aloud) return rows.map((row) => spokenRow(head, row));
  const colAligns = head.map((title, column) =>
    rows.length > 0 && !names.includes(title) && rows.every((row) => isNumber(row[column] ?? '')) ? 'right' : 'left',
  );
  const table = new Table({
    head: [...head],
    colAligns: [...colAligns] as ('left' | 'right')[],
    chars: NO_BORDER,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

/** What nobody can say: nothing, or a chart. */
const UNSPEAKABLE = /^[\s\u2580-\u259F·#=.-]*$/;

/** `desk: state ready, model llama3.2, busy 1/2`: the first cell says what it is about. */
function spokenRow(head: readonly string[], row: readonly string[]): string {
  const [title = '', ...titles] = head;
  const [name = '', ...cells] = row;
  const said = cells.flatMap((cell, at) => (UNSPEAKABLE.test(cell) ? [] : [`${titles[at] ?? ''} ${cell}`.trim()]));
  return `${name === '' ? title : name}: ${said.join(', ')}`;
}

function isNumber(cell: string): boolean {
  return /^-?[$~]?[\d.,]+( ?(s|ms|%|tok\/s|B|KB|MB|GB|K|M))?$|^-$|^$/.test(cell);
}
