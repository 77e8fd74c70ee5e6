import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

export type GuardName = 'public-addresses' | 'one-statement' | 'one-database' | 'web-pages';

/** A program that is loaded before the server's own. Absolute. */
export function guardFile(name: GuardName): string {
  return fileURLToPath(new URL(`./${name}${extname(import.meta.url)}`, import.meta.url));
}
