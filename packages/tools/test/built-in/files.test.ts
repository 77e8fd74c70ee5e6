import { execFileSync } from 'node:child_process';
import { symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { BUILT_IN_TOOLS } from '@hanzo/contracts';
import { builtInTools, estimateTokens } from '../../src/index.ts';
import { toolBench } from './tool-bench.ts';

describe('reading a file', () => {
  it(verifies('built-in.reads'), async () => {
    using at = toolBench({ 'a.txt': '\ufeffone\r\ntwo\r\nthree', 'empty.txt': '', 'n.txt': 'x\n' });
    expect(await at.told('read_file', { path: 'a.txt' })).toBe('a.txt, lines 1 to 3 of 3:\n1\tone\n2\ttwo\n3\tthree');
    expect(await at.told('read_file', { path: './a.txt', first_line: 2, last_line: 2 })).toBe(
      'a.txt, lines 2 to 2 of 3:\n2\ttwo',
    );
    expect(await at.told('read_file', { path: 'n.txt', first_line: null, last_line: 99 })).toContain('1 to 1 of 1');
    expect(await at.told('read_file', { path: 'empty.txt' })).toBe('empty.txt is empty.');
    expect(await at.call('read_file', { path: 'a.txt', first_line: 4 })).toMatchObject({
      failed: true,
      text: expect.stringContaining('has 3 lines'),
    });
    expect(await at.call('read_file', { path: 'a.txt', first_line: 2, last_line: 1 })).toMatchObject({ failed: true });
    expect(await at.call('read_file', { path: 'none.txt' })).toMatchObject({
      failed: true,
      text: 'There is no file "none.txt". find_files and list_files tell which there are.',
    });
  });

  it(verifies('built-in.reads', 'long ones are read on to their end'), async () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => `line ${index + 1} é`);
    using at = toolBench({ 'long.txt': `${lines.join('\n')}\n`, 'wide.txt': 'y'.repeat(100_000) });
    const seen: string[] = [];
    for (let first: number | undefined = 1; first !== undefined;) {
      const text = await at.told('read_file', { path: 'long.txt', first_line: first });
      expect(Buffer.byteLength(text)).toBeLessThan(21_000);
      seen.push(...Array.from(text.matchAll(/^\d+\t(.*)$/gm), ([, line = '']) => line));
      const next: string | undefined = /read on with first_line (\d+)/.exec(text)?.[1];
      first = next === undefined ? undefined : Number(next);
    }
    expect(seen).toEqual(lines);
    const wide = await at.told('read_file', { path: 'wide.txt' });
    expect(wide).toContain('a line of 100000 characters, cut');
    expect(wide.length).toBeLessThan(1_200);
  });

  it(verifies('built-in.reads', 'what is no text'), async () => {
    using at = toolBench({
      'image.dat': Uint8Array.of(1, 0, 2),
      'latin.txt': Uint8Array.of(0x63, 0x61, 0x66, 0xe9),
      'large.txt': 'x',
    });
    truncateSync(join(at.root, 'large.txt'), 5 * 1024 ** 2);
    execFileSync('mkfifo', [join(at.root, 'pipe')]);
    symlinkSync('large.txt', join(at.root, 'link'));
    const why = async (path: string): Promise<string> => (await at.call('read_file', { path })).text;
    expect(await why('image.dat')).toContain('it is binary (3 bytes)');
    expect(await why('latin.txt')).toContain('it is not UTF-8');
    expect(await why('large.txt')).toContain('it has 5 MiB, and tools read at most 4');
    expect(await why('pipe')).toContain('it is no regular file');
    expect(await why('link')).toContain('symbolic link');
  });
});

const TREE = {
  'a.ts': 'a',
  'b/c.ts': 'c',
  'b/d/e.tsx': 'e',
  'b/d/f/g.md': 'g',
  '.github/ci.yml': 'ci',
  '.env': 'X=1',
  '.env.example': 'X=',
  'out.log': 'l',
  'b/private/x.ts': 'x',
  'b/kept.ts': 'k',
  'node_modules/p/index.ts': 'p',
  'dist/a.ts': 'd',
  '.gitignore': '*.log\n',
  'b/.gitignore': '/private\n',
  'b/.hanzoignore': 'kept.ts\n',
};

describe('listing and finding', () => {
  it(verifies('built-in.lists'), async () => {
    using at = toolBench(TREE);
    symlinkSync(at.outside, join(at.root, 'link'));
    expect((await at.told('list_files', {})).split('\n')).toEqual([
      '.env.example',
      '.github/',
      '.gitignore',
      'a.ts',
      'b/',
      'link (a symbolic link: not followed)',
    ]);
    const below = ['b/.gitignore', 'b/.hanzoignore', 'b/c.ts', 'b/d/', 'b/d/e.tsx', 'b/d/f/'];
    expect((await at.told('list_files', { path: 'b', depth: 2 })).split('\n')).toEqual(below);
    expect((await at.told('find_files', { glob: '*.{ts,tsx}' })).split('\n')).toEqual(['a.ts', 'b/c.ts', 'b/d/e.tsx']);
    expect((await at.told('find_files', { glob: '**/*.tsx', path: 'b' })).split('\n')).toEqual(['b/d/e.tsx']);
    // A pattern that names what is ignored does not show it.
    expect(await at.told('find_files', { glob: '**/{*.log,.env,kept.ts,private/**,index.ts}' })).toContain('No file');
    expect(await at.call('find_files', { glob: 'a{' })).toMatchObject({
      failed: true,
      text: expect.stringContaining('glob'),
    });
    expect(await at.call('list_files', { path: 'none' })).toMatchObject({
      failed: true,
      text: 'There is no folder "none".',
    });
  });

  it(verifies('built-in.lists', 'of a large folder what fits, and that there is more'), async () => {
    using at = toolBench(
      Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`many/${'long-'.repeat(12)}${index}.txt`, ''])),
    );
    const listed = await at.told('list_files', { path: 'many' });
    const found = await at.told('find_files', { glob: '*.txt' });
    for (const text of [listed, found]) expect(Buffer.byteLength(text)).toBeLessThan(21_000);
    expect(listed).toContain('There is more than these');
    expect(found).toMatch(/There are 400, of which these are \d+/);
  });
});

describe('inputs', () => {
  it.each([
    ['read_file', {}, '"path" is missing'],
    ['read_file', { path: 7 }, '"path" must be a string'],
    ['read_file', { path: 'a', first_line: 0 }, '"first_line" must be at least 1'],
    ['read_file', { path: 'a', first_line: 1.5 }, '"first_line" must be a whole number'],
    ['read_file', { path: 'a', lines: 3 }, 'there is no "lines". read_file takes path, first_line?, last_line?.'],
    ['list_files', { depth: 99 }, '"depth" must be at most 10'],
    ['search_code', { pattern: '' }, '"pattern" must be at least 1 characters long'],
    ['search_code', { pattern: 'x', fixed: 'yes' }, '"fixed" must be a boolean'],
  ])(verifies('built-in.inputs', '%s %j'), async (name, input, words) => {
    using at = toolBench({});
    const { text, failed } = await at.call(name, input);
    expect([failed, text]).toEqual([true, expect.stringContaining(words)]);
  });

  it(verifies('built-in.inputs', 'their schemas are short, and closed'), () => {
    const write = (): Promise<string> => Promise.resolve('');
    const tools = builtInTools({ root: '/', writes: { write } });
    expect(tools.map(({ spec, effect }) => `${spec.name} ${effect}`)).toEqual([
      'read_file read',
      'list_files read',
      'find_files read',
      'search_code read',
      'git_status read',
      'git_diff read',
      'git_log read',
      'git_show read',
      'git_blame read',
      'write_file write',
      'edit_file write',
      'move_file write',
      'delete_file write',
    ]);
    expect(tools.map(({ spec }) => spec.name)).toEqual(BUILT_IN_TOOLS);
    for (const { spec } of tools)
      expect(spec.parameters).toMatchObject({ type: 'object', additionalProperties: false });
    expect(estimateTokens(JSON.stringify(tools.map(({ spec }) => spec)))).toBeLessThan(1_500);
    expect(builtInTools({ root: '/' }).every(({ effect }) => effect === 'read')).toBe(true);
  });
});
