import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shellWord } from './terminal/shell-word.ts';

/** Where npm has put a file: with a project, for the whole machine, or not at all, as in a checkout. */
type Place =
  | { readonly kind: 'project'; readonly root: string }
  | { readonly kind: 'global' }
  | { readonly kind: 'checkout' };

function placeOf(path: string): Place {
  const parts = path.split(sep);
  const at = parts.indexOf('node_modules');
  if (at < 0) return { kind: 'checkout' };
  const root = parts.slice(0, at).join(sep);
  return existsSync(join(root, 'package.json')) ? { kind: 'project', root } : { kind: 'global' };
}

/**
 * The command that brings the package of the model back where it was left out.
 *
 * @param hanzo where hanzo lies, @default this one
 */
export function howToGetIt(hanzo: string = fileURLToPath(import.meta.url)): string {
  const place = placeOf(hanzo);
  if (place.kind === 'global') return 'npm install -g hanzo --include=optional';
  return place.kind === 'checkout' ? 'npm install --include=optional' : installIn(place.root);
}

/**
 * What puts a damaged package right, for people. npm takes a folder that is there for good, whatever is in it: a mere
 * `npm install` repairs nothing.
 *
 * @param folder where the package lies
 */
export function howToMend(folder: string): string {
  const place = placeOf(folder);
  if (place.kind === 'project') return `Remove ${folder}, then: ${installIn(place.root)}`;
  if (place.kind === 'global') return `Remove ${folder}, then: npm install -g hanzo --include=optional`;
  return existsSync(join(dirname(dirname(folder)), '.git'))
    ? `Put it back: git -C ${shellWord(folder)} checkout -- .`
    : `Put ${folder} back as it came.`;
}

function installIn(root: string): string {
  return `npm install --include=optional --prefix ${shellWord(root)}`;
}
