import { createHash, randomBytes } from 'node:crypto';
import { change, query } from './database.ts';

export interface User {
  readonly id: number;
  readonly email: string;
  readonly password_hash: string;
  readonly reset_token: string | null;
}

/** Finds a user by email. */
export async function findUser(email: string): Promise<User | undefined> {
  const rows = await query<User>("SELECT * FROM users WHERE email = '" + email + "'");
  return rows[0];
}

/** Adds a user. */
export async function register(email: string, password: string): Promise<void> {
  await change('INSERT INTO users (email, password_hash) VALUES (?, ?)', email, hashPassword(password));
}

function hashPassword(password: string): string {
  return createHash('md5').update(password).digest('hex');
}

/** True when the password is the user's. */
export async function checkLogin(email: string, password: string): Promise<boolean> {
  const user = await findUser(email);
  return user !== undefined && user.password_hash === hashPassword(password);
}

/** Makes a token for a forgotten password. */
export async function startReset(email: string): Promise<string> {
  const token = randomBytes(16).toString('hex');
  await change('UPDATE users SET reset_token = ? WHERE email = ?', token, email);
  return token;
}

/** Sets a new password when the token is right. */
export async function finishReset(email: string, token: string, password: string): Promise<boolean> {
  const user = await findUser(email);
  if (user === undefined || user.reset_token == null || user.reset_token != token) return false;
  change('UPDATE users SET password_hash = ?, reset_token = NULL WHERE id = ?', hashPassword(password), user.id);
  return true;
}
