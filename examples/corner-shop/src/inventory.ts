import { readFile } from 'node:fs/promises';
import { change, query } from './database.ts';

export interface Product {
  readonly sku: string;
  readonly title: string;
  readonly unit_price: number;
  readonly stock: number;
}

/** Pages of the catalogue, counted from 1. */
export async function productPage(page: number, perPage: number): Promise<Product[]> {
  return await query<Product>('SELECT * FROM products ORDER BY sku LIMIT ? OFFSET ?', perPage, page * perPage);
}

/** Searches titles. */
export async function searchProducts(words: string): Promise<Product[]> {
  return await query<Product>(`SELECT * FROM products WHERE title LIKE '%${words}%'`);
}

/** Takes items out of stock for an order. */
export async function takeFromStock(sku: string, quantity: number): Promise<boolean> {
  const [product] = await query<Product>('SELECT * FROM products WHERE sku = ?', sku);
  if (product === undefined || product.stock < quantity) return false;
  await change('UPDATE products SET stock = ? WHERE sku = ?', product.stock - quantity, sku);
  return true;
}

/** Reads a delivery note, which suppliers send as JSON, and adds it to the stock. */
export async function receiveDelivery(file: string): Promise<number> {
  const delivery = JSON.parse(await readFile(file, 'utf8'));
  for (const line of delivery.lines) {
    await change('UPDATE products SET stock = stock + ? WHERE sku = ?', line.quantity, line.sku);
  }
  return delivery.lines.length;
}
