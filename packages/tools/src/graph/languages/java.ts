import { type Resolved, type Resolver, type ResolverInput, toPackage } from '../resolved.ts';

/** Imports of Java: a class lies in a file of its name, in folders of its package's names, below any root. */
export function javaResolver({ modules }: ResolverInput): Resolver {
  const byName = Map.groupBy(
    [...modules].filter((path) => path.endsWith('.java')),
    (path) => path.slice(path.lastIndexOf('/') + 1),
  );
  const find = (parts: readonly string[]): string | undefined => {
    const path = `${parts.join('/')}.java`;
    return byName.get(`${parts.at(-1)}.java`)?.find((one) => one === path || one.endsWith(`/${path}`));
  };
  return {
    resolve(_, { from }): Resolved {
      const parts = from.split('.').map((part) => part.trim());
      // The last name may be a member of the class, or of a class in it.
      const found = [parts, parts.slice(0, -1), parts.slice(0, -2)].map(find).find((path) => path !== undefined);
      if (found !== undefined) return { paths: [found], packageName: undefined };
      return toPackage(parts.slice(0, -1).join('.') || from);
    },
  };
}
