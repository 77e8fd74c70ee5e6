import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, posix, relative, resolve, sep } from 'node:path';
import { HanzoError } from '@hanzo/contracts';

/** Where a pattern points to. */
export type PlacedPattern =
  | { readonly kind: 'inside'; readonly pattern: string }
  /** An absolute path of somewhere else. Its tails, the longest first, may be paths of the workspace. */
  | { readonly kind: 'elsewhere'; readonly tails: readonly string[] };

/** `C:/dev`, and `/c/dev` as Git's shell on Windows writes it. */
const DRIVE = /^(?:([A-Za-z]):\/|\/([A-Za-z])\/)/;

/** Longer paths are no paths. */
const MOST_PARTS = 64;

/**
 * A pattern as one that counts from the workspace on.
 *
 * @param root absolute, links resolved
 * @throws HanzoError USAGE for one with `..` that leads out
 */
export async function placePattern(root: string, pattern: string): Promise<PlacedPattern> {
  const native = process.platform === 'win32' ? pattern.replace(/^\/([A-Za-z])\//, '$1:/') : pattern;
  if (isAbsolute(native)) return (await insideOf(root, native)) ?? elsewhere(pattern);
  if (DRIVE.test(pattern)) return elsewhere(pattern);
  const normal = normalized(pattern);
  if (normal === undefined) throw leadsOutside(pattern);
  return { kind: 'inside', pattern: normal };
}

/** For a pattern of somewhere else that means nothing here. */
export function leadsOutside(pattern: string): HanzoError {
  return new HanzoError('USAGE', `${JSON.stringify(pattern)} leads outside the workspace.`, {
    mend: 'Write file paths relative to the workspace root, like src/a.ts; name another root with --workspace.',
    details: { pattern },
  });
}

function elsewhere(pattern: string): PlacedPattern {
  const parts = posix
    .normalize(pattern)
    .replace(DRIVE, '')
    .split('/')
    .filter((part) => part !== '');
  if (parts.length > MOST_PARTS || parts.includes('..')) throw leadsOutside(pattern);
  return { kind: 'elsewhere', tails: parts.map((_, at) => parts.slice(at).join('/')) };
}

/** Undefined for what leads out. Behind a wildcard nobody knows where `..` leads. */
function normalized(pattern: string): string | undefined {
  const wild = pattern.split('/').findIndex((part) => /[*?[{(]/.test(part));
  if (wild >= 0 && pattern.split('/').slice(wild).includes('..')) return undefined;
  const normal = posix.normalize(pattern);
  return normal === '..' || normal.startsWith('../') || normal.startsWith('/') ? undefined : normal.replace(/\/$/, '');
}

/** The workspace may be reached by other names: through links, or on Windows in other letters. */
async function insideOf(root: string, file: string): Promise<PlacedPattern | undefined> {
  const lexical = resolve(file);
  for (let folder = lexical; ; folder = dirname(folder)) {
    const real = await realpath(folder).catch(() => undefined);
    if (real === undefined && folder !== dirname(folder)) continue;
    // What a link of the workspace itself points to is not followed here: listing tells of it.
    const way = wayIn(root, lexical) ?? (real && wayIn(root, resolve(real, relative(folder, lexical))));
    return way === undefined ? undefined : { kind: 'inside', pattern: way };
  }
}

function wayIn(root: string, file: string): string | undefined {
  const way = relative(root, file);
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) return undefined;
  return way === '' ? '.' : way.split(sep).join('/');
}
