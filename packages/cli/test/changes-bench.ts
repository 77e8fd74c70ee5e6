import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import type { Changes, ChangeSet, NewFile } from '../src/changes/change-set.ts';
import { openChanges, type OpenChangesOptions } from '../src/changes/open-changes.ts';

/** What the files of a bench hold. */
export const A: string = '\ufeffone\r\ntwo\r\n';
export const B: string = 'no line end';

export interface Bench extends Disposable {
  readonly root: string;
  readonly file: string;
  readonly changes: Changes;
  open(options?: OpenChangesOptions): Changes;
  make(...files: NewFile[]): ChangeSet;
  read(path: string): string | undefined;
  /** All files of the workspace with what they hold. */
  all(): Readonly<Record<string, string>>;
}

export function bench(options: OpenChangesOptions = {}): Bench {
  const stack = new DisposableStack();
  const home = stack.use(temporaryFolder()).path;
  const root = realpathSync(stack.use(temporaryFolder('hanzo-changes-')).path);
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'src/a.txt'), A);
  writeFileSync(join(root, 'src/b.txt'), B);
  const file = join(home, 'changes.db');
  const open = (more: OpenChangesOptions = {}): Changes => openChanges({ changes: file }, more);
  const changes = stack.use(open(options));
  return {
    root,
    file,
    changes,
    open,
    make: (...files) => changes.make({ workspace: root, runId: 'run', title: 'mends', files, checks: [] }),
    read: (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined),
    all: () => filesBelow(root),
    [Symbol.dispose]: () => stack.dispose(),
  };
}

export function filesBelow(root: string): Record<string, string> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    paths.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [
        path.slice(root.length + 1),
        entry.isFile() ? readFileSync(path, 'utf8') : entry.isDirectory() ? '/' : '@',
      ];
    }),
  );
}

export const CHANGE: readonly NewFile[] = [
  { path: 'src/a.txt', before: A, after: A.replace('two', 'zwei') },
  { path: 'src/b.txt', before: B, after: `${B}\n` },
  { path: 'new/deep/c.txt', before: undefined, after: 'three\n' },
];
