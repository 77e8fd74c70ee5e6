import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import type { FileMatches } from '../../src/built-in/search/matches-in.ts';
import { toldMatches } from '../../src/built-in/search/told-matches.ts';
import { Sight } from '../../src/built-in/sight/sight.ts';
import { CANARY, toolBench } from './tool-bench.ts';

const WAIT = { timeout: 10_000, interval: 2 };

const TREE = {
  'src/a.ts': 'const one = 1;\r\nconst Two = 2;\r\n',
  'src/b/c.md': 'one (1)\n\none again\nx\ny\nlast one\n',
  'skip.log': 'one',
  '.env': 'one=1',
  'node_modules/p/i.js': 'one',
  'kept.txt': 'one',
  '.gitignore': '*.log\n',
  '.hanzoignore': 'kept.txt\n',
  '.ignore': 'src\n',
};

describe('searching', () => {
  it(verifies('built-in.searches'), async () => {
    using at = toolBench(TREE);
    expect((await at.told('search_code', { pattern: 'one' })).split('\n')).toEqual([
      'src/a.ts:1: const one = 1;',
      'src/b/c.md:1: one (1)',
      'src/b/c.md:3: one again',
      'src/b/c.md:6: last one',
    ]);
    expect(await at.told('search_code', { pattern: 'TWO', ignore_case: true })).toBe('src/a.ts:2: const Two = 2;');
    expect(await at.told('search_code', { pattern: 'TWO' })).toContain('No match');
    expect(await at.told('search_code', { pattern: '(1)', fixed: true })).toBe('src/b/c.md:1: one (1)');
    expect(await at.told('search_code', { pattern: '= \\d;$', glob: '*.ts' })).toContain('src/a.ts:2');
    expect((await at.told('search_code', { pattern: 'again|last', path: 'src/b', context: 1 })).split('\n')).toEqual([
      'src/b/c.md-2- ',
      'src/b/c.md:3: one again',
      'src/b/c.md-4- x',
      'src/b/c.md-5- y',
      'src/b/c.md:6: last one',
      '--',
    ]);
    expect(await at.told('search_code', { pattern: 'one', path: 'src/a.ts', max_matches: 1 })).toBe(
      'src/a.ts:1: const one = 1;',
    );
    expect(await at.told('search_code', { pattern: 'one', max_matches: 2 })).toContain(
      'There are more matches (4 in 2 files)',
    );
    expect(await at.told('search_code', { pattern: 'one', glob: '**/*' })).not.toMatch(/skip|env|node_modules|kept/);
    for (const input of [{ pattern: 'a(' }, { pattern: 'a', glob: '{' }, { pattern: 'a', path: 'none' }])
      expect(await at.call('search_code', input)).toMatchObject({ failed: true });
  });

  it(verifies('built-in.searches', 'more than fits'), async () => {
    using at = toolBench({
      'many.txt': 'needle in a line of some length, again and again\n'.repeat(80_000),
      'wide.js': 'needle '.repeat(9_000),
    });
    const many = await at.told('search_code', { pattern: 'needle', max_matches: 500, path: 'many.txt' });
    expect(Buffer.byteLength(many)).toBeLessThan(21_000);
    expect(many).toContain('There are more matches');
    expect(await at.told('search_code', { pattern: 'needle', path: 'wide.js' })).toContain(
      'a line of 63000 characters, cut',
    );
  });

  it(verifies('built-in.searches', 'what matches and cannot be shown is named'), async () => {
    using at = toolBench({
      'latin.txt': Buffer.from('caf\xe9 needle\n', 'latin1'),
      'wide.txt': Buffer.from('\ufeffneedle\n', 'utf16le'),
      'large.txt': `needle\n${'x'.repeat(5 * 1024 ** 2)}`,
      '.env': 'needle',
    });
    const none = await at.told('search_code', { pattern: 'needle' });
    expect(none).toContain(
      'There are matches that cannot be shown in latin.txt (it is not UTF-8), wide.txt (it is binary), large.txt (it is too large).',
    );
    writeFileSync(join(at.root, 'a.txt'), 'needle\n');
    expect(await at.told('search_code', { pattern: 'needle' })).toMatch(/^a\.txt:1: needle\nThere are .* latin\.txt/);
    expect(await at.told('search_code', { pattern: 'noodle' })).not.toContain('cannot be shown');
  });

  it(verifies('built-in.searches', 'its signal ends it, and nothing is left running'), async () => {
    using at = toolBench({ 'sub/x.txt': '' });
    // A pipe without a writer: it would wait for ever.
    execFileSync('mkfifo', [join(at.root, 'sub/.gitignore')]);
    const abort = new AbortController();
    const search = at.call('search_code', { pattern: 'x' }, abort.signal);
    await vi.waitFor(() => expect(children()).toHaveLength(1), WAIT);
    abort.abort(new Error('enough'));
    await expect(search).rejects.toThrow('enough');
    await vi.waitFor(() => expect(children()).toEqual([]), WAIT);
    await expect(at.call('read_file', { path: 'x' }, abort.signal)).rejects.toThrow('enough');
  });

  it(verifies('built-in.searches', 'what ripgrep saw behind a link, or is not there any more, is not told'), () => {
    using at = toolBench({ 'a.txt': 'one\ntwo\n' });
    symlinkSync(at.outside, join(at.root, 'src'));
    using sight = new Sight({ root: at.root });
    const found = (path: string, line: string): FileMatches => ({ path, lines: new Map([[1, line]]) });
    const options = { context: 2, most: 9, isCut: false };
    for (const one of [found('src/secret.txt', CANARY), found('a.txt', CANARY), found('gone.txt', 'one')])
      expect(toldMatches(sight, [one], options).text).toBeUndefined();
    expect(toldMatches(sight, [found('a.txt', 'one')], options).text).toBe('a.txt:1: one\na.txt-2- two\n--');
  });

  it(verifies('built-in.light'), () => {
    const source = dirname(dirname(import.meta.dirname));
    const texts = [...loaded(join(source, 'src/built-in/built-in-tools.ts'))];
    expect(texts).toContain('zod');
    expect(texts.filter((name) => /@vscode|tree-sitter|tinyglobby|worker_threads/.test(name))).toEqual([]);
  });
});

/** Programs of this process that search. */
function children(): readonly string[] {
  const pids = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean);
  return pids.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--no-config');
    } catch {
      return false;
    }
  });
}

/** Every file and library that is loaded with a file. */
function loaded(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const imports = readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type )(?:[^'";]*? from )?'([^']+)';/gm);
  for (const [, name = ''] of imports) {
    if (name.startsWith('.')) loaded(join(dirname(file), name), seen);
    else seen.add(name);
  }
  return seen;
}
