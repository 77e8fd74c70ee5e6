import { posix } from 'node:path';
import { NOWHERE, type Resolved, type Resolver, type ResolverInput, toPackage } from '../resolved.ts';

/** Includes of C and C++: beside the file, else the only file of the workspace whose path ends so. */
export function includeResolver({ modules }: ResolverInput): Resolver {
  const byName = Map.groupBy(modules, (path) => posix.basename(path));
  return {
    resolve(path, { from }): Resolved {
      const isSystem = from.startsWith('<');
      const written = from.replaceAll(/^<|>$/g, '');
      const beside = posix.join(posix.dirname(path), written);
      if (!isSystem && modules.has(beside)) return { paths: [beside], packageName: undefined };
      const ends = (byName.get(posix.basename(written)) ?? []).filter(
        (one) => one === written || one.endsWith(`/${written}`),
      );
      const [only] = ends;
      if (only !== undefined && ends.length === 1) return { paths: [only], packageName: undefined };
      return isSystem ? toPackage(written) : NOWHERE;
    },
  };
}
