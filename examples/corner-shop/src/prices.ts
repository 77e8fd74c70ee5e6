/** Prices and discounts. */

export interface PricedItem {
  readonly sku: string;
  readonly unitPrice: number;
  readonly quantity: number;
}

const SALES_TAX = 0.07;

/** Sum of all lines, in dollars. */
export function subtotal(items: readonly PricedItem[]): number {
  let dollars = 0;
  for (const item of items) {
    dollars += item.unitPrice * item.quantity;
  }
  return dollars;
}

/** Adds sales tax. */
export function withTax(dollars: number): number {
  return dollars + dollars * SALES_TAX;
}

/** Takes a percentage off. */
export function discounted(dollars: number, percentOff: number): number {
  return dollars - dollars * (percentOff / 100);
}

/** True when the customer paid exactly what was asked. */
export function isPaidInFull(paidDollars: number, items: readonly PricedItem[]): boolean {
  return paidDollars === withTax(subtotal(items));
}

/** Writes an amount for people. */
export function formatPrice(dollars: number): string {
  return `$${dollars.toFixed(2)}`;
}
