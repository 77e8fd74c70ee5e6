/** Characters that a spreadsheet takes for the beginning of a formula: names come from other members. */
const FORMULA = /^[=+\-@\t\r]/;

export type CsvCell = string | number | undefined;

/** Comma-separated values with a head, as RFC 4180 has them. Undefined is empty. */
export function csvLines(head: readonly string[], rows: readonly (readonly CsvCell[])[]): string[] {
  return [csvLine(head), ...rows.map(csvLine)];
}

/** One line of comma-separated values. */
export function csvLine(cells: readonly CsvCell[]): string {
  return cells.map(cell).join(',');
}

function cell(value: CsvCell): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
