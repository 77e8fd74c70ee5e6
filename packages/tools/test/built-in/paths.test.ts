import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { CANARY, git, toolBench, type ToolBench } from './tool-bench.ts';

/** What no tool may see within the workspace holds this. */
const INNER = `inner ${CANARY}`;

/** Paths that lead outside, or to what is hidden, in every way of writing them that a file system, a program or a person may take. */
const REFUSED: readonly string[] = [
  '..',
  '../',
  '../outside/secret.txt',
  './../outside/secret.txt',
  'src/../../outside/secret.txt',
  'src/../../../../../../../../etc/passwd',
  'src/../src/a.txt',
  'src/./a.txt',
  'src//a.txt',
  '/etc/passwd',
  '//etc/passwd',
  '/proc/self/environ',
  '/dev/zero',
  'file:///etc/passwd',
  'C:\\Windows\\win.ini',
  'C:/Windows/win.ini',
  'c:secret.txt',
  '\\\\server\\share\\secret.txt',
  '//server/share/secret.txt',
  '\\\\?\\C:\\secret.txt',
  '..\\outside\\secret.txt',
  'src\\a.txt',
  'src/a.txt\u0000',
  'src/a.txt\u0000.png',
  '../outside/secret.txt\u0000src/a.txt',
  'src/a\n.txt',
  'src/\u001b[2Ja.txt',
  'a\u007fb',
  '.git',
  '.git/config',
  '.GIT/config',
  '.Git/hooks/post-commit',
  '.git./config',
  '.git /config',
  '.git::$INDEX_ALLOCATION/config',
  '.g\u200dit/config',
  '.g\ufe0fit/config',
  '\uff0egit/config',
  'git~1/config',
  'GIT~2/config',
  'sub/.git/config',
  '.hanzo/config.json',
  '.HANZO/config.json',
  'node_modules/lib/index.js',
  'Node_Modules/lib/index.js',
  'dist/out.js',
  '.env',
  '.ENV',
  '.env.local',
  '.env.',
  '.env ',
  '.env::$DATA',
  '.e\u200bnv',
  'sub/.env',
  'id_rsa',
  'keys/server.pem',
  'keys/server.PEM',
  '.npmrc',
  '.git-credentials',
  'ignored.txt',
  'ignored/x.txt',
  'sub/below.log',
  'kept-out.txt',
  'hidden.txt',
  'link.txt',
  'inner-link.txt',
  'dangling.txt',
  'link/secret.txt',
  'link/new.txt',
  'src/deep/link/secret.txt',
  'src/deep/up/outside/secret.txt',
  'loop/loop/secret.txt',
  'src/a.txt/secret.txt',
  'device',
  'pipe',
  `${'x'.repeat(300)}.txt`,
  `${'long/'.repeat(1_000)}x.txt`,
  '',
  '.',
];

/** Names that look dangerous and are only names. */
const ONLY_NAMES = [
  '..foo',
  'a..b',
  '...',
  '~',
  '~root',
  '%2e%2e',
  '%2e%2e%2foutside',
  '-rf',
  '--output=x',
  '$HOME',
  '`id`',
  ':(top)x',
  '@{-1}',
  'ﬁle.txt',
  'e\u0301.txt',
  '\u00e9.txt',
  'COM1.txt',
  'nul',
  'a b.txt',
  '*',
];

function paths(): ToolBench {
  const at = toolBench(
    {
      'src/a.txt': 'one\n',
      'src/deep/b.txt': 'two\n',
      '.gitignore': 'ignored*\n*.log\n',
      '.hanzoignore': 'kept-out.txt\n',
      ...Object.fromEntries(
        [
          '.env',
          '.env.local',
          'sub/.env',
          'id_rsa',
          'keys/server.pem',
          '.npmrc',
          '.git-credentials',
          'ignored.txt',
          'ignored/x.txt',
        ]
          .concat([
            'sub/below.log',
            'kept-out.txt',
            'hidden.txt',
            'node_modules/lib/index.js',
            'dist/out.js',
            '.hanzo/config.json',
          ])
          .map((path) => [path, INNER]),
      ),
    },
    (path) => path === 'hidden.txt',
  );
  at.git('init', '--quiet');
  at.git('add', '--force', 'src', '.env', 'ignored.txt', 'keys');
  at.git('commit', '--quiet', '-m', 'one');
  symlinkSync(at.outside, join(at.root, 'link'));
  symlinkSync(at.outside, join(at.root, 'src/deep/link'));
  symlinkSync('../../..', join(at.root, 'src/deep/up'));
  symlinkSync('.', join(at.root, 'loop'));
  symlinkSync(join(at.outside, 'secret.txt'), join(at.root, 'link.txt'));
  symlinkSync('src/a.txt', join(at.root, 'inner-link.txt'));
  symlinkSync(join(at.outside, 'new.txt'), join(at.root, 'dangling.txt'));
  symlinkSync('/dev/zero', join(at.root, 'device'));
  execFileSync('mkfifo', [join(at.root, 'pipe')]);
  return at;
}

/** Each way in which a tool takes a path. */
function waysOf(path: string): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  return [
    ['read_file', { path }],
    ['write_file', { path, content: 'escaped' }],
    ['edit_file', { path, old_text: 'c', new_text: 'escaped' }],
    ['delete_file', { path }],
    ['move_file', { from: path, to: 'moved.txt' }],
    ['move_file', { from: 'src/a.txt', to: path }],
    ['git_show', { commit: 'HEAD', path }],
    ['git_blame', { path }],
    // Of these the workspace itself is a folder that may be seen.
    ...(path === '' || path === '.' ? [] : inFolders(path)),
  ];
}

function inFolders(path: string): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  return [
    ['list_files', { path, depth: 3 }],
    ['find_files', { glob: '*', path }],
    ['search_code', { pattern: '.', path }],
    ['git_log', { path }],
    ['git_diff', { path }],
  ];
}

/** They lie within, and git knows nothing of them, or of what they lead to. */
const GIT = /^git_/;

describe('paths', () => {
  it(verifies('built-in.confined', `${REFUSED.length} that lead outside, or to what is hidden`), async () => {
    using at = paths();
    const before = at.all();
    expect(new Set(REFUSED).size).toBeGreaterThanOrEqual(53);
    for (const path of REFUSED) {
      for (const [tool, input] of waysOf(path)) {
        const isOfCommits =
          GIT.test(tool) && /^(link|inner-link|dangling|loop|device|pipe|src\/deep|src\/a\.txt)/.test(path);
        // One file stands for all whose commits git is asked for: each question starts it five times.
        if (isOfCommits && path !== 'link/secret.txt') continue;
        const { text, failed } = await at.call(tool, input);
        const isEmpty = (isOfCommits || tool === 'find_files') && !text.includes('secret');
        expect([tool, path, failed === true || isEmpty]).toEqual([tool, path, true]);
        expect(text).not.toContain(CANARY);
      }
    }
    expect(at.all()).toEqual(before);
  });

  it(verifies('built-in.confined', `${ONLY_NAMES.length} that are only names`), async () => {
    using at = toolBench({});
    for (const [index, path] of ONLY_NAMES.entries()) writeFileSync(join(at.root, path), `text ${index}\n`);
    const before = at.all();
    for (const [index, path] of ONLY_NAMES.entries()) {
      expect(await at.told('read_file', { path })).toContain(`text ${index}`);
      expect(await at.told('search_code', { pattern: 'text', path })).toContain(`text ${index}`);
      await at.told('edit_file', { path, old_text: 'text', new_text: 'changed' });
      at.undo();
    }
    expect(at.all()).toEqual(before);
    const listed = await at.told('list_files', {});
    for (const path of ONLY_NAMES) expect(listed.split('\n')).toContain(path);
  });

  it.each(['a:b.txt', 'a*.txt', 'nul', 'COM1.txt', 'aux.ts', 'dot.', 'blank ', 'sub/con/x.txt'])(
    verifies('built-in.confined', 'no new file that not every system can hold: %j'),
    async (path) => {
      using at = toolBench({ 'a.txt': 'x' });
      const before = at.all();
      expect(await at.call('write_file', { path, content: 'x' })).toMatchObject({ failed: true });
      expect(await at.call('move_file', { from: 'a.txt', to: path })).toMatchObject({ failed: true });
      expect(at.all()).toEqual(before);
    },
  );

  it(verifies('built-in.confined', 'another name of the same file elsewhere keeps its text'), async () => {
    using at = toolBench({});
    linkSync(join(at.outside, 'secret.txt'), join(at.root, 'twin.txt'));
    await at.told('write_file', { path: 'twin.txt', content: 'x' });
    await at.told('delete_file', { path: 'twin.txt' });
    expect(readFileSync(join(at.outside, 'secret.txt'), 'utf8')).toBe(`${CANARY}\n`);
  });

  it(verifies('ignore.unsure', 'and tools say why'), async () => {
    using at = toolBench({ 'a/x.txt': 'x', 'b/x.txt': 'x', 'c/x.txt': 'x', 'd/x.txt': 'x', rules: 'x.txt\n' });
    symlinkSync(join(at.outside, 'secret.txt'), join(at.root, 'a/.gitignore'));
    execFileSync('mkfifo', [join(at.root, 'b/.hanzoignore')]);
    mkdirSync(join(at.root, 'c/.gitignore'));
    symlinkSync('../rules', join(at.root, 'd/.gitignore'));
    const why = async (path: string): Promise<string> => (await at.call('read_file', { path })).text;
    expect(await why('a/x.txt')).toContain('its ignore file .gitignore is a link that leads outside the workspace');
    expect(await why('b/x.txt')).toContain('its ignore file .hanzoignore is no regular file');
    expect((await at.call('list_files', { path: 'a' })).text).toContain('a link that leads outside');
    expect(await why('c/x.txt')).toBe('c/x.txt, lines 1 to 1 of 1:\n1\tx');
    expect(await why('d/x.txt')).toContain('the project ignores it');
    execFileSync('mkfifo', [join(at.root, '.gitignore')]);
    for (const [name, input] of [
      ['search_code', { pattern: 'x' }],
      ['find_files', { glob: '*' }],
      ['list_files', {}],
    ] as const)
      expect((await at.call(name, input)).text).toContain('its ignore file .gitignore is no regular file');
  });

  it(verifies('ignore.above', 'and tools go by them'), async () => {
    using at = toolBench({ 'a.log': 'x', 'b.txt': 'x', 'own.txt': 'x' });
    git(join(at.root, '..'), 'init', '--quiet');
    writeFileSync(join(at.root, '../.gitignore'), '*.log\n');
    writeFileSync(join(at.root, '../.git/info/exclude'), 'own.txt\n');
    expect(await at.told('list_files', {})).toBe('b.txt');
    expect(await at.told('find_files', { glob: '*' })).toBe('b.txt');
    expect(await at.told('search_code', { pattern: 'x' })).toBe('b.txt:1: x');
    expect(await at.call('read_file', { path: 'own.txt' })).toMatchObject({ failed: true });
  });
});
