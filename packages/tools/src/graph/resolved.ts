import type { Import } from '../syntax/declaration.ts';

/** A file whose imports are looked at. */
export interface ModuleFile {
  /** With slashes, from the workspace on. */
  readonly path: string;
  readonly text: string;
}

/** What an import stands for: files of the workspace, or else a package from elsewhere. */
export interface Resolved {
  readonly paths: readonly string[];
  readonly packageName: string | undefined;
}

export interface Resolver {
  resolve(path: string, one: Import): Resolved;
}

export interface ResolverInput {
  /** Paths of all modules. */
  readonly modules: ReadonlySet<string>;
  /** All files: some say how imports are meant. */
  readonly files: readonly ModuleFile[];
}

/** Nothing of the workspace, and no package either. */
export const NOWHERE: Resolved = { paths: [], packageName: undefined };

export function toPackage(packageName: string): Resolved {
  return { paths: [], packageName };
}
