import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT: string = fileURLToPath(new URL('../../..', import.meta.url));

/** Where the person stands who typed `npm start`: npm itself runs scripts in the repository's root. */
export const HERE: string = [process.env.INIT_CWD ?? '', process.cwd()].find((folder) => existsSync(folder)) ?? ROOT;

/** A path of the repository as that person would type it. */
export function fromHere(path: string): string {
  return relative(HERE, join(ROOT, path));
}
