import type { Cart } from './cart.ts';
import { formatPrice, withTax } from './prices.ts';

/** The paper slip that goes into the bag. */
export function printReceipt(cart: Cart, customerName: string): string {
  const lines = [`Thank you, ${customerName}!`];
  for (const item of cart.items) {
    lines.push(`${item.quantity} x ${item.sku}  ${formatPrice(item.unitPrice)}`);
  if (cart.items.length === 0) {
    lines.push('Nothing bought today.');
  }
  lines.push(`Total ${formatPrice(withTax(cart.total()))}`);
  return lines.join('\n');
}
