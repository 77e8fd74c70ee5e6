import { readFile } from 'node:fs/promises';

export interface DeliveryRow {
  readonly sku: string;
  readonly quantity: number;
  readonly bestBefore: string | undefined;
}

const COLUMNS = ['sku', 'quantity', 'best before'];

/** A field may stand in quotes, and then a quote in it is written twice. */
export function splitCsvLine(line: string, separator = ';'): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (char === '"' && quoted && line.charAt(at + 1) === '"') {
      field += '"';
      at++;
    } else if (char === '"') {
      quoted = !quoted;
    } else if (char === separator && !quoted) {
      fields.push(field);
      field = '';
    } else {
      field += char;
    }
  }
  return [...fields, field];
}

function checkHeader(header: string): void {
  const titles = splitCsvLine(header).map((title) => title.trim().toLowerCase());
  const missing = COLUMNS.filter((column, at) => titles[at] !== column);
  if (missing.length > 0) throw new SyntaxError(`columns are missing: ${missing.join(', ')}`);
}

export function parseQuantity(text: string): number {
  const quantity = Number(text.trim());
  if (text.trim() === '' || !Number.isInteger(quantity) || quantity < 0) {
    throw new RangeError(`not a quantity: ${text}`);
  }
  return quantity;
}

function toDeliveryRow(line: string): DeliveryRow {
  const [sku = '', quantity = '', bestBefore = ''] = splitCsvLine(line);
  return {
    sku: sku.trim(),
    quantity: parseQuantity(quantity),
    bestBefore: bestBefore.trim() === '' ? undefined : bestBefore.trim(),
  };
}

export async function readDeliveryFile(path: string): Promise<DeliveryRow[]> {
  const text = await readFile(path, 'utf8');
  const [header = '', ...lines] = text.split(/\r?\n/);
  checkHeader(header);
  return lines.filter((line) => line.trim() !== '').map(toDeliveryRow);
}

export function mergeRows(rows: readonly DeliveryRow[]): Map<string, number> {
  const bySku = new Map<string, number>();
  for (const { sku, quantity } of rows) bySku.set(sku, (bySku.get(sku) ?? 0) + quantity);
  return bySku;
}
