import { posix } from 'node:path';
import { type Resolved, type Resolver, type ResolverInput, toPackage } from '../resolved.ts';

/** Imports of Go: those below a module's path are folders of the workspace, for which their first file stands. */
export function goResolver({ modules, files }: ResolverInput): Resolver {
  const roots = files
    .filter(({ path }) => /(^|\/)go\.mod$/.test(path))
    .flatMap(({ path, text }) => {
      const name = /^\s*module\s+"?([^\s"]+)/m.exec(text)?.[1];
      return name === undefined ? [] : [{ name, folder: posix.dirname(path).replace(/^\.$/, '') }];
    })
    .toSorted((a, b) => b.name.length - a.name.length);
  const byFolder = Map.groupBy(
    [...modules].filter((path) => path.endsWith('.go') && !path.endsWith('_test.go')),
    (path) => posix.dirname(path).replace(/^\.$/, ''),
  );
  return {
    resolve(_, { from }): Resolved {
      const root = roots.find(({ name }) => from === name || from.startsWith(`${name}/`));
      if (root === undefined) return toPackage(from);
      const folder = posix.join(root.folder, from.slice(root.name.length)).replace(/^[./]+/, '');
      const inFolder = byFolder.get(folder)?.toSorted();
      const named = inFolder?.find((path) => path === posix.join(folder, `${posix.basename(folder)}.go`));
      const first = named ?? inFolder?.[0];
      return { paths: first === undefined ? [] : [first], packageName: undefined };
    },
  };
}
