import { execFileSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkspace } from '@hanzo/tools';
import { expect, it } from 'vitest';
import { checkout } from '../bench/delegate-recall/checkout.ts';
import { CONTENDERS, namedIn } from '../bench/delegate-recall/contenders.ts';
import { touchedLines } from '../bench/delegate-recall/instances.ts';
import { measure } from '../bench/delegate-recall/measure.ts';
import { recallOf } from '../bench/delegate-recall/recall.ts';
import { SAMPLE, sampleFolder } from '../bench/delegate-recall/sample.ts';
import { temporaryFolder } from './support/small-mesh.ts';
import { verifies } from './support/verifies.ts';

it(verifies('delegate-gather.recall'), async () => {
  using made = sampleFolder();
  using clones = temporaryFolder();
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', made.root, '-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', ...args], {
      encoding: 'utf8',
    });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'shop');
  const commit = git('rev-parse', 'HEAD').trim();
  renameSync(made.root, join(clones.path, 'me+shop'));
  using tree = checkout(clones.path, 'me/shop', commit);
  const measured = await measure(SAMPLE, await openWorkspace(tree.root), CONTENDERS, [300, 8_000]);
  const shares = (name: string): readonly unknown[] => [...(measured?.get(name)?.recalls.values() ?? [])];
  expect(shares('gathered')).toEqual([
    { any: true, all: true, lines: 1 },
    { any: true, all: true, lines: 1 },
  ]);
  expect(shares('named in the issue only')[1]).toEqual({ any: false, all: false, lines: 0 });
});

const PATCH = `--- a/src/a.py
+++ b/src/a.py
@@ -10,3 +10,3 @@
 same
-old
+new
 same
@@ -40,2 +40,3 @@
 same
+added
 same
--- a/tests/test_a.py
+++ b/tests/test_a.py
@@ -1 +1 @@
-x
+y
--- /dev/null
+++ b/src/b.py
@@ -0,0 +1 @@
+z
`;

it(verifies('delegate-gather.recall', 'counted by lines, without tests and new files'), () => {
  const touched = touchedLines(PATCH);
  expect([...touched]).toEqual([
    [
      'src/a.py',
      [
        { first: 11, last: 11 },
        { first: 11, last: 12 },
        { first: 40, last: 41 },
      ],
    ],
  ]);
  const piece = (
    firstLine: number,
    count: number,
  ): { path: string; pieces: { firstLine: number; text: string }[] } => ({
    path: 'src/a.py',
    pieces: [{ firstLine, text: 'x\n'.repeat(count).slice(0, -1) }],
  });
  expect(recallOf(touched, [piece(1, 9)])).toEqual({ any: false, all: false, lines: 0 });
  expect(recallOf(touched, [piece(11, 2)])).toEqual({ any: true, all: true, lines: 2 / 3 });
  expect(recallOf(touched, [{ ...piece(1, 99), path: 'src/b.py' }])).toMatchObject({ any: false });
  expect(namedIn('see src/a.py and b.py.', ['src/a.py', 'x/b.py', 'y/c.py'])).toEqual(['src/a.py', 'x/b.py']);
});
