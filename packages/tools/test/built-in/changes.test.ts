import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { recentlyChanged, uncommittedDiff } from '../../src/index.ts';
import { CANARY, toolBench, type ToolBench } from './tool-bench.ts';

const { signal } = new AbortController();

function repository(): ToolBench {
  const at = toolBench({ 'a.txt': 'one\ntwo\n', 'b.txt': 'b\n', 'gone.txt': 'x\n', '.gitignore': 'made/\n' });
  at.git('init', '--quiet', '--initial-branch=main');
  at.git('add', '.');
  at.git('commit', '--quiet', '-m', 'first');
  return at;
}

it(verifies('delegate-gather.uncommitted'), async () => {
  using at = repository();
  expect(await uncommittedDiff(at.root, signal)).toBeUndefined();
  writeFileSync(join(at.root, 'a.txt'), 'one\nzwei\n');
  at.git('add', 'a.txt');
  writeFileSync(join(at.root, 'b.txt'), 'b\nc\n');
  rmSync(join(at.root, 'gone.txt'));
  mkdirSync(join(at.root, 'made'));
  writeFileSync(join(at.root, 'made/x.txt'), CANARY);
  writeFileSync(join(at.root, '.env'), CANARY);
  writeFileSync(join(at.root, 'new.txt'), 'new\n');
  writeFileSync(join(at.root, 'picture.txt'), Buffer.from([1, 0, 2]));
  const diff = await uncommittedDiff(at.root, signal);
  expect(diff).toContain('--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n one\n-two\n+zwei\n');
  expect(diff).toContain('+++ b/b.txt\n@@ -1 +1,2 @@\n b\n+c\n');
  expect(diff).toContain('--- /dev/null\n+++ b/new.txt\n@@ -0,0 +1 @@\n+new\n');
  expect(diff).toContain('deleted: gone.txt\n');
  expect(diff).toContain('picture.txt: new, it is binary\n');
  expect(diff).not.toContain(CANARY);
});

it(verifies('delegate-gather.uncommitted', 'of files that may be shown'), async () => {
  using at = repository();
  for (const path of ['a.txt', 'b.txt', 'new.txt', 'other.txt']) writeFileSync(join(at.root, path), 'changed\n');
  const asked: string[] = [];
  const diff = await uncommittedDiff(at.root, signal, (path) => {
    asked.push(path);
    return path === 'b.txt' || path === 'new.txt';
  });
  expect(diff?.match(/^\+\+\+ .*$/gm)).toEqual(['+++ b/b.txt', '+++ b/new.txt']);
  expect(diff).not.toMatch(/a\.txt|other\.txt/);
  expect(asked).toEqual(['a.txt', 'b.txt', 'new.txt', 'other.txt']);
});

it(verifies('delegate-gather.uncommitted', 'before the first commit, and without a repository'), async () => {
  using at = toolBench({ 'a.txt': 'one\n', 'b.txt': 'two\n' });
  expect(await uncommittedDiff(at.root, signal)).toBeUndefined();
  at.git('init', '--quiet', '--initial-branch=main');
  at.git('add', 'a.txt');
  const diff = await uncommittedDiff(at.root, signal);
  expect(diff).toContain('+++ b/a.txt\n@@ -0,0 +1 @@\n+one\n');
  expect(diff).toContain('+++ b/b.txt\n@@ -0,0 +1 @@\n+two\n');
});

it(verifies('delegate-gather.uncommitted-bounds'), async () => {
  using at = repository();
  writeFileSync(join(at.root, 'a.txt'), 'changed line\n'.repeat(18_000));
  const diff = await uncommittedDiff(at.root, signal);
  expect(diff?.length).toBeLessThan(201_000);
  expect(diff).toMatch(/\n\(\d+ more lines left out\)\n$/);
});

it(verifies('delegate-gather.uncommitted-bounds', 'of a repository that starts programs or borrows'), async () => {
  using at = repository();
  const ran = join(at.outside, 'ran');
  appendFileSync(
    join(at.root, '.git/config'),
    `[core]\n\tfsmonitor = touch ${ran}\n[diff]\n\texternal = touch ${ran}\n`,
  );
  writeFileSync(join(at.root, 'b.txt'), 'c\n');
  expect(await uncommittedDiff(at.root, signal)).toContain('+c');
  expect(await recentlyChanged(at.root, { commits: 5 }, signal)).toHaveLength(4);
  expect(existsSync(ran)).toBe(false);
  writeFileSync(join(at.root, '.git/objects/info/alternates'), `${at.outside}\n`);
  await expect(uncommittedDiff(at.root, signal)).rejects.toMatchObject({ code: 'TOOL_FAILED' });
  expect(await recentlyChanged(at.root, { commits: 5 }, signal)).toEqual([]);
});

it(verifies('delegate-gather.recent'), async () => {
  using at = repository();
  for (const text of ['c\n', 'd\n']) {
    writeFileSync(join(at.root, 'b.txt'), text);
    writeFileSync(join(at.root, '.env'), text);
    at.git('add', '--force', '.');
    at.git('commit', '--quiet', '-m', 'more');
  }
  const recent = await recentlyChanged(at.root, { commits: 5 }, signal);
  expect(recent).toEqual([
    { path: 'b.txt', commitsAgo: 0, commits: 3 },
    { path: '.gitignore', commitsAgo: 2, commits: 1 },
    { path: 'a.txt', commitsAgo: 2, commits: 1 },
    { path: 'gone.txt', commitsAgo: 2, commits: 1 },
  ]);
  expect(await recentlyChanged(at.root, { commits: 1 }, signal)).toEqual([
    { path: 'b.txt', commitsAgo: 0, commits: 1 },
  ]);
  expect(await recentlyChanged(at.outside, { commits: 1 }, signal)).toEqual([]);
});
