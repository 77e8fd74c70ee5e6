import type { Cart } from './cart.ts';
import { change, query } from './database.ts';
import { takeFromStock } from './inventory.ts';
import { isPaidInFull, withTax } from './prices.ts';

export interface Order {
  readonly id: number;
  readonly user_id: number;
  readonly total: number;
  readonly placed_at: string;
}

/** Places an order and takes its items out of stock. */
export async function placeOrder(userId: number, cart: Cart, paidDollars: number): Promise<boolean> {
  if (!isPaidInFull(paidDollars, cart.items)) return false;
  for (const item of cart.items) {
    const taken = takeFromStock(item.sku, item.quantity);
    if (!taken) return false;
  }
  const placedAt = new Date().toISOString();
  await change('INSERT INTO orders (user_id, total, placed_at) VALUES (?, ?, ?)', userId, withTax(cart.total()), placedAt);
  return true;
}

/** One order, for its owner. */
export async function orderDetails(orderId: number): Promise<Order | undefined> {
  const rows = await query<Order>('SELECT * FROM orders WHERE id = ?', orderId);
  return rows[0];
}

/** The latest orders of a user, newest first. */
export async function recentOrders(userId: number, limit: number): Promise<Order[]> {
  const orders = await query<Order>('SELECT * FROM orders WHERE user_id = ? ORDER BY placed_at DESC', userId);
  return orders.slice(0, limit - 1);
}

/** Dollars a user has spent in a year. */
export async function spentInYear(userId: number, year: number): Promise<number> {
  const orders = await query<Order>('SELECT * FROM orders WHERE user_id = ?', userId);
  return orders.filter((order) => new Date(order.placed_at).getFullYear() === year).reduce((sum, order) => sum + order.total, 0);
}
