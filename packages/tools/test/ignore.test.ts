import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { matchingPaths, openWorkspace, pathFilter } from '../src/index.ts';
import { isIgnored, rulesOf } from '../src/workspace/ignore-rules.ts';

/** Lines that people write, and that nobody does. */
const LINES: readonly string[] = [
  '*.log',
  '!keep.log',
  '/build',
  'build/',
  'docs/*.md',
  'docs/**/x.md',
  '**/temp',
  'a/**',
  'a/**/b',
  '**/a/**/b/**/c',
  '# no pattern',
  '\\#really',
  '\\!bang',
  'blank   ',
  'blank\\ ',
  'ca[!a-c]e',
  'ca[^]x]e',
  '[[:digit:]]*.txt',
  '[[:nothing:]]x',
  'open[x',
  'end\\',
  'f??.ts',
  'x**y',
  '**',
  '!**/keep/**',
  '/**/deep',
  '*/only-one',
  '!/build/keep',
  'a[a-]b',
  'a[\\]]b',
  '*a*b*c*',
  'crlf\r',
  '/',
  '!',
  '',
  './here',
  'a//b',
];
const NAMES = 'a b c x.md keep keep.log deep docs build temp caze cade ca]e 1.txt fab.ts xy x.y a]b a-b aXbXc crlf'
  .split(' ')
  .concat(['blank', 'blank ', '#really', '!bang', 'only-one', 'open[x', 'here', 'end\\', 'x[y']);

describe('ignore files', () => {
  it(verifies('ignore.as-git'), () => {
    using at = folder({});
    execFileSync('git', ['init', '--quiet'], { cwd: at.root });
    const next = random(7);
    const pick = (from: readonly string[]): string => from[Math.floor(next() * from.length)] ?? '';
    const paths = Array.from({ length: 400 }, () =>
      Array.from({ length: 1 + Math.floor(next() * 4) }, () => pick(NAMES)).join('/'),
    );
    for (let round = 0; round < 40; round += 1) {
      const text = Array.from({ length: 1 + Math.floor(next() * 6) }, () => pick(LINES)).join('\n');
      writeFileSync(join(at.root, '.gitignore'), text);
      const { stdout } = spawnSync('git', ['check-ignore', '--no-index', '-z', '--stdin'], {
        cwd: at.root,
        input: paths.join('\0'),
        encoding: 'utf8',
      });
      const rules = rulesOf('', [text], undefined);
      const ours = paths.filter((path) =>
        path.split('/').some((_, index, all) => {
          const own = all.slice(0, index + 1).join('/');
          return isIgnored(rules, index < all.length - 1 ? `${own}/` : own);
        }),
      );
      expect([text, new Set(ours)]).toEqual([text, new Set(stdout.split('\0').filter(Boolean))]);
    }
  });

  it(verifies('ignore.bounded'), async () => {
    const deep = `${'a/'.repeat(80)}b`;
    const name = 'a'.repeat(200);
    const text = `${'**/a/'.repeat(30)}c\n${'*a'.repeat(60)}b\n${'**/*a*'.repeat(20)}b\n`;
    using at = folder({ '.gitignore': text, [deep]: '', [name]: '' });
    const begin = performance.now();
    const { files } = await (await openWorkspace(at.root)).files();
    expect(files.map(({ path }) => path)).toEqual(['.gitignore', deep, name].toSorted());
    expect(matchingPaths(`${'**/a/'.repeat(30)}c`, [deep])).toEqual([]);
    expect(performance.now() - begin).toBeLessThan(2_000);
  });

  it(verifies('ignore.above'), async () => {
    using at = folder({
      '.git/info/exclude': 'private\n',
      '.gitignore': '*.log\n/ws/out.txt\n!ws/kept.log\n/other\n',
      'ws/.gitignore': '!own.log\n',
      'ws/a.txt': '',
      'ws/a.log': '',
      'ws/own.log': '',
      'ws/kept.log': '',
      'ws/out.txt': '',
      'ws/private/b.txt': '',
      'other/c.txt': '',
      'other/c.log': '',
    });
    const listed = async (path: string): Promise<readonly string[]> =>
      (await (await openWorkspace(join(at.root, path))).files()).files.map((file) => file.path);
    expect(await listed('ws')).toEqual(['.gitignore', 'a.txt', 'kept.log', 'own.log']);
    // Who opens what is ignored wants it.
    expect(await listed('other')).toEqual(['c.log', 'c.txt']);
    const filter = pathFilter(join(at.root, 'ws'));
    expect(['a.log', 'own.log', 'private/b.txt', 'a.txt'].map((path) => filter.isLeftOut(path, false))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it(verifies('ignore.unsure'), async () => {
    using at = folder({ 'a/x.txt': '', 'b/x.txt': '', 'c/x.txt': '', 'd/.gitignore': '', 'd/x.txt': '', rules: 'x*' });
    execFileSync('mkfifo', [join(at.root, 'a/.gitignore')]);
    symlinkSync('../rules', join(at.root, 'b/.gitignore'));
    symlinkSync('../none', join(at.root, 'c/.gitignore'));
    truncateSync(join(at.root, 'd/.gitignore'), 1024 ** 2);
    const { files, skipped } = await (await openWorkspace(at.root)).files();
    expect(files.map(({ path }) => path)).toEqual(['c/x.txt', 'rules']);
    expect(skipped.filter(({ isMissed }) => isMissed)).toEqual([
      { path: 'a/', reason: 'its ignore file .gitignore is no regular file', isMissed: true },
      { path: 'd/', reason: 'its ignore file .gitignore has more than 256 KiB', isMissed: true },
    ]);
  });
});

function folder(files: Readonly<Record<string, string>>): { readonly root: string } & Disposable {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hanzo-ignore-')));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

/** Numbers from 0 to 1, always the same ones. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}
