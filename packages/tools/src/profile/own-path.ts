import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInside } from '../workspace/confine.ts';

/** A place in a file of the workspace. */
export interface OwnPlace {
  readonly path: string;
  /** Counted from 1; 0 where the profiler does not know. */
  readonly line: number;
}

/** The absolute path of what a profiler names, without the queries that bundlers add; undefined for what is no file. */
export function fileOf(name: string): string | undefined {
  if (!name.startsWith('file:')) return name.startsWith('/') || /^[A-Za-z]:[\\/]/.test(name) ? bare(name) : undefined;
  try {
    return fileURLToPath(`file://${new URL(name).pathname}`);
  } catch {
    return undefined;
  }
}

/** The workspace's path of a file of its copy; undefined for packages, and for what was not copied. */
export function ownPath(file: string, root: string, paths: ReadonlySet<string>): string | undefined {
  if (!isInside(root, file)) return undefined;
  const path = relative(root, file).split(sep).join('/');
  return paths.has(path) && !/(^|\/)node_modules\//.test(path) ? path : undefined;
}

function bare(file: string): string {
  return file.replace(/[?#].*$/, '');
}
