import Table from 'cli-table3';
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

/** A plain aligned table on stdout: no boxes, no colours, easy to cut and to read aloud. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[], terminal: Terminal): void {
  for (const line of tableLines(head, rows)) terminal.out(line);
}

/**
 * The table's lines, for those who print elsewhere. Numbers are aligned right.
 *
 * @param names columns of names, which may look like numbers
 */
export function tableLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  names: readonly string[] = [],
): string[] {
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

function isNumber(cell: string): boolean {
  return /^-?[$~]?[\d.,]+( ?(s|ms|%|tok\/s|B|KB|MB|GB|K|M))?$|^-$|^$/.test(cell);
}
