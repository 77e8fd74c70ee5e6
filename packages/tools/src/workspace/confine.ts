import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { HanzoError } from '@hanzo/contracts';

/**
 * Turns a workspace path into a real path that lies inside the real root, or throws USAGE. A missing file passes: the
 * read says that it is missing. Checked before the read, so a link changed in between is not caught here.
 */
export async function confine(root: string, path: string): Promise<string> {
  const lexical = resolve(root, path);
  if (isAbsolute(path) || path.includes('\0') || !isInside(root, lexical)) throw outside(path);
  const real = await realpath(lexical).catch(() => undefined);
  if (real !== undefined && !isInside(root, real)) throw outside(path);
  return real ?? lexical;
}

/** True for the root itself and all below it, by name alone. */
export function isInside(root: string, file: string): boolean {
  const way = relative(root, file);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function outside(path: string): HanzoError {
  return new HanzoError('USAGE', `${JSON.stringify(path)} lies outside the workspace.`, {
    mend: 'Name files inside the workspace, or open the folder that holds them with --workspace.',
    details: { path },
  });
}
