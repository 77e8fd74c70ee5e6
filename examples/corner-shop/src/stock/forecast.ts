/** How long the stock lasts, and what to order. */

export interface SalesDay {
  /** `2026-03-14`. */
  readonly date: string;
  readonly sold: number;
}

export interface StockLine {
  readonly sku: string;
  readonly inStock: number;
  readonly salesPerDay: number;
  readonly packSize: number;
}

const LEAD_DAYS = 4;

export function averageDailySales(days: readonly SalesDay[]): number {
  if (days.length === 0) return 0;
  const sold = days.reduce((sum, day) => sum + day.sold, 0);
  return sold / days.length;
}

export function daysUntilEmpty(line: StockLine): number | undefined {
  if (line.salesPerDay <= 0) return undefined;
  return Math.floor(line.inStock / line.salesPerDay);
}

export function needsReorder(line: StockLine): boolean {
  const days = daysUntilEmpty(line);
  return days !== undefined && days <= LEAD_DAYS;
}

export function packsToOrder(line: StockLine, coverDays: number): number {
  if (line.packSize < 1) throw new RangeError('a pack holds at least one item');
  const missing = line.salesPerDay * coverDays - line.inStock;
  return missing <= 0 ? 0 : Math.ceil(missing / line.packSize);
}

/** The most urgent lines first. */
export function sortByUrgency(lines: readonly StockLine[]): StockLine[] {
  return lines.toSorted((a, b) => (daysUntilEmpty(a) ?? Infinity) - (daysUntilEmpty(b) ?? Infinity));
}

export function buildOrderList(lines: readonly StockLine[], coverDays: number): Map<string, number> {
  const order = new Map<string, number>();
  for (const line of sortByUrgency(lines.filter(needsReorder))) {
    const packs = packsToOrder(line, coverDays);
    if (packs > 0) order.set(line.sku, packs);
  }
  return order;
}
