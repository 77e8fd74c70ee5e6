import { DatabaseSync } from 'node:sqlite';

/** The shop's only connection. */
export const database = new DatabaseSync(process.env['SHOP_DATABASE'] ?? ':memory:');

database.exec(`
  CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, email TEXT UNIQUE, password_hash TEXT, reset_token TEXT);
  CREATE TABLE IF NOT EXISTS products (sku TEXT PRIMARY KEY, title TEXT, unit_price REAL, stock INTEGER);
  CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, user_id INTEGER, total REAL, placed_at TEXT);
`);

/** Runs a query and returns its rows. */
export async function query<Row>(sql: string, ...values: (string | number)[]): Promise<Row[]> {
  return database.prepare(sql).all(...values) as Row[];
}

/** Runs a statement that changes something and returns how many rows it changed. */
export async function change(sql: string, ...values: (string | number)[]): Promise<number> {
  return Number(database.prepare(sql).run(...values).changes);
}
