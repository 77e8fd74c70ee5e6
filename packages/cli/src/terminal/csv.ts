import { redact } from '@hanzo/contracts';

/** Characters that a spreadsheet takes for the beginning of a formula: names come from other members. */
const FORMULA = /^[=+\-@\t\r]/;

export type CsvCell = string | number | undefined;

/** Comma-separated values with a head, as RFC 4180 has them. Undefined is empty. */
export function csvLines(head: readonly string[], rows: readonly (readonly CsvCell[])[]): string[] {
  return [head.map(quoted).join(','), ...rows.map(csvLine)];
}

/** One line of comma-separated values: texts without the secrets of this process, numbers as they are. */
export function csvLine(cells: readonly CsvCell[]): string {
  return cells.map(cell).join(',');
}

function cell(value: CsvCell): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const shown = redact(value);
  // Spreadsheets trim what they read, and some separate cells by semicolons or tabs.
  return quoted(FORMULA.test(shown) || FORMULA.test(shown.trimStart()) ? `'${shown}` : shown);
}

function quoted(text: string): string {
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
