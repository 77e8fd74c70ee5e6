/** Characters that a spreadsheet takes for the beginning of a formula: names come from other members. */
const FORMULA = /^[=+\-@\t\r]/;

/** Comma-separated values with a head, as RFC 4180 has them. */
export function csvLines(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  return [head, ...rows].map((row) => row.map(cell).join(','));
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
