import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { openWorkspace } from '@hanzo/tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { findNamedFiles, readFileWishes, type FileWish, type NamedFiles } from '../src/index.ts';
import { LAST_LINE } from '../src/named/line-ranges.ts';
import { nearestFile } from '../src/named/nearest-file.ts';

const shown = ({ pattern, lines, isExcluded }: FileWish): string =>
  `${isExcluded ? '!' : ''}${pattern}${lines === undefined ? '' : ` ${lines.first}-${lines.last === LAST_LINE ? '' : lines.last}`}`;

describe('what --files names', () => {
  it.each([
    [
      ['a.ts,b.ts', 'c.ts'],
      ['a.ts', 'b.ts', 'c.ts'],
    ],
    [[' a b.ts , ,./c.ts,'], ['a b.ts', 'c.ts']],
    [['src/**/*.{ts,tsx},b.py'], ['src/**/*.{ts,tsx}', 'b.py']],
    [['a{b,{c,d}}.ts,x[,]y.ts,z'], ['a{b,{c,d}}.ts', 'x[,]y.ts', 'z']],
    [['a{b,c.ts'], ['a{b', 'c.ts']],
    [['src,!src/gen/**,! b.ts'], ['src', '!src/gen/**', '!b.ts']],
    [['a.ts:10-80,b.ts:5,c.ts:7-'], ['a.ts 10-80', 'b.ts 5-5', 'c.ts 7-']],
    [['a.ts:10-20,40-60,70,b.ts'], ['a.ts 10-20', 'a.ts 40-60', 'a.ts 70-70', 'b.ts']],
    [
      ['a.ts:10:5', 'b.ts#L3-L9', 'b.ts#L3', 'c.ts:8:'],
      ['a.ts 10-10', 'b.ts 3-9', 'b.ts 3-3', 'c.ts 8-8'],
    ],
    [[String.raw`C:\dev\x.ts:10,src\a\b.ts`], ['C:/dev/x.ts 10-10', 'src/a/b.ts']],
    [['C:/dev/x.ts'], ['C:/dev/x.ts']],
    [['a#b.ts,notes:today.md,x:y/z.ts'], ['a#b.ts', 'notes:today.md', 'x:y/z.ts']],
  ])(verifies('delegate-words.files', '%j'), (texts, wishes) => {
    expect(readFileWishes(texts).map(shown)).toEqual(wishes);
  });

  it.each(['a.ts:0', 'a.ts:80-10', 'a.ts:-5', 'a.ts:1-2x', 'a.ts:9999999999', '!a.ts:3', '!', ':10-80', 'a\0b'])(
    verifies('delegate-words.files', 'refuses %j'),
    (text) => {
      expect(() => readFileWishes([text])).toThrow(
        expect.objectContaining({ code: 'USAGE', mend: expect.stringContaining('a') as string }) as HanzoError,
      );
    },
  );
});

const FILES: Readonly<Record<string, string>> = {
  '.gitignore': 'out/\n*.log\n',
  '.env': 'SECRET=1\n',
  'out/built.ts': 'built\n',
  'run.log': 'log\n',
  'src/autopack/main.py': 'a\nb\nc\n',
  'src/autopack/models.py': 'a\nb',
  'src/autopack/migrations/001.py': '1\n',
  'src/autopack/migrations/002.py': '2\n',
  'src/web/[id].ts': 'x\n',
  'src/+web/@x.d.ts': 'x\n',
  'src/web/page.ts': 'x\n',
  'src/web/page.test.ts': 'x\n',
  'src/web/logo.png': '\0',
  'src/web/icon.png': '\0',
  'src/web/blob.txt': 'a\0b',
  'src/web/utf16.txt': '\ufeffa',
};

const folder = temporaryFolder();
const root = join(folder.path, 'Autopack');

/** A small project, which nobody changes. */
beforeAll(() => {
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, path.includes('utf16') ? 'utf16le' : 'utf8');
  }
  writeFileSync(join(root, 'big.txt'), 'line\n'.repeat(200_000));
  symlinkSync('src', join(root, 'link'));
  symlinkSync('/', join(root, 'away'));
  symlinkSync(root, join(folder.path, 'other-name'));
  execFileSync('git', ['init', '-q', root]);
});
afterAll(() => folder[Symbol.dispose]());

async function named(...texts: readonly string[]): Promise<NamedFiles> {
  const wishes = readFileWishes(texts.map((text) => text.replaceAll('ROOT', root)));
  return await findNamedFiles(wishes, await openWorkspace(root), AbortSignal.timeout(10_000));
}

const names = ({ files }: NamedFiles): readonly string[] =>
  files.map(({ path, lines }) => [path, ...lines.map(({ first, last }) => `${first}-${last}`)].join(' '));

describe('files that somebody names', () => {
  it(verifies('delegate-words.named'), async () => {
    const found = await named(
      'src/web/page.ts,src/autopack/main.py,src/autopack/migrations/*.py',
      'src/autopack/models.py:1',
    );
    expect(names(found)).toEqual([
      'src/web/page.ts',
      'src/autopack/main.py',
      'src/autopack/migrations/001.py',
      'src/autopack/migrations/002.py',
      'src/autopack/models.py 1-1',
    ]);
    expect(found).toMatchObject({ warnings: [], excluded: [] });
  });

  it(
    verifies(
      'delegate-words.named',
      'a folder, a name that looks like a pattern, absolute paths, other letters of slashes',
    ),
    async () => {
      expect(names(await named('src/autopack/migrations/'))).toHaveLength(2);
      expect(names(await named('src/web/[id].ts'))).toEqual(['src/web/[id].ts']);
      expect(names(await named('ROOT/src/autopack/main.py,ROOT/src/autopack/*/001.py'))).toEqual([
        'src/autopack/main.py',
        'src/autopack/migrations/001.py',
      ]);
      expect(names(await named('ROOT/../other-name/src/web/page.ts'))).toEqual(['src/web/page.ts']);
      expect(names(await named(String.raw`src\web\page.ts,src/../src/web/page.ts,./src//web/page.ts`))).toEqual([
        'src/web/page.ts',
      ]);
      expect(names(await named('.')).length).toBeGreaterThan(8);
    },
  );

  it(verifies('delegate-words.named-literally'), async () => {
    const wishes = ['src/web/[id].ts', 'src/+web/@x.d.ts', 'src/web/*.ts'].map((pattern) => ({
      pattern,
      isLiteral: true,
      isExcluded: false,
    }));
    const found = await findNamedFiles(wishes, await openWorkspace(root), AbortSignal.timeout(10_000));
    expect(names(found)).toEqual(['src/web/[id].ts', 'src/+web/@x.d.ts']);
    expect(found.warnings).toMatchObject([{ path: 'src/web/*.ts', reason: 'there is no such file' }]);
    const [escaped] = wishes.map((wish) => ({ ...wish, isLiteral: false, pattern: String.raw`src/\+web/@x.d.ts` }));
    expect(names(await findNamedFiles([escaped!], await openWorkspace(root), AbortSignal.timeout(10_000)))).toEqual([
      'src/+web/@x.d.ts',
    ]);
  });

  it(verifies('delegate-words.named', 'text in UTF-16 and long files are for whoever packs them'), async () => {
    expect(names(await named('src/web/utf16.txt,big.txt'))).toEqual(['src/web/utf16.txt', 'big.txt']);
  });

  it(verifies('delegate-words.named-lines'), async () => {
    const found = await named('src/autopack/main.py:2-,big.txt:5-9,big.txt:10-12,big.txt:2,src/autopack/models.py:2-9');
    expect(names(found)).toEqual(['src/autopack/main.py 2-3', 'big.txt 2-2 5-12', 'src/autopack/models.py 2-2']);
    expect(found.warnings).toEqual([
      { path: 'src/autopack/models.py:2-9', reason: 'it has only 2 lines, so the lines end there' },
    ]);
    expect(await named('src/autopack/main.py:4-6')).toMatchObject({
      files: [],
      warnings: [{ path: 'src/autopack/main.py:4-6', reason: 'it has only 3 lines, so nothing of it is sent' }],
    });
    expect(names(await named('src/autopack/main.py:1,src/autopack/main.py'))).toEqual(['src/autopack/main.py']);
  });

  it(verifies('delegate-words.excluded'), async () => {
    const found = await named('src/web,!src/web/page.*,!**/*.png,!src/autopack/main.py,!nope.ts');
    expect(names(found)).toEqual(['src/web/[id].ts', 'src/web/utf16.txt']);
    expect(found.excluded).toEqual([
      'src/autopack/main.py',
      'src/web/icon.png',
      'src/web/logo.png',
      'src/web/page.test.ts',
      'src/web/page.ts',
    ]);
    expect(found.warnings).toEqual([
      { path: 'nope.ts', reason: 'there is no such file, so it leaves nothing out' },
      { path: 'src/web/blob.txt', reason: 'it is binary' },
    ]);
    expect((await named('src/web/page.ts,!src/web')).warnings).toEqual([
      { path: 'src/web/page.ts', reason: 'another pattern leaves it out' },
    ]);
    expect((await named('src/web/page.ts,!/c/dev/Autopack/src/web')).files).toEqual([]);
  });

  it.each([
    ['src/autopak/main.py', 'there is no such file', 'src/autopack/main.py'],
    ['main.py', 'there is no such file', 'src/autopack/main.py'],
    ['src/autopack/mian.py', 'there is no such file', 'src/autopack/main.py'],
    ['src/web/Page.TS', 'there is no such file', 'src/web/page.ts'],
    ['nothing/like/that.rb', 'there is no such file', undefined],
    ['src/*.py', 'no file of the workspace matches it', undefined],
    ['src/**/x/*.py', 'no file of the workspace matches it', undefined],
    ['/c/dev/Autopack/src/autopack/main.py', 'file paths are relative to the workspace root', 'src/autopack/main.py'],
    [
      String.raw`C:\dev\Autopack\src\autopack\main.py`,
      'file paths are relative to the workspace root',
      'src/autopack/main.py',
    ],
    ['/c/dev/Autopack/src/autopack/**/*.py', 'file paths are relative to the workspace root', 'src/autopack/**/*.py'],
    ['/elsewhere/src/web/page.ts', 'file paths are relative to the workspace root', 'src/web/page.ts'],
    ['out/built.ts', 'it is ignored', undefined],
    ['run.log', 'it is ignored', undefined],
    ['out', 'no file of this folder can be sent', undefined],
    ['.env', 'may hold secrets', undefined],
    ['src/web/logo.png', 'it is binary', undefined],
    ['src/web/blob.txt', 'it is binary', undefined],
    ['link/web/page.ts', 'symbolic link: not followed', 'src/web/page.ts'],
    ['link', 'symbolic link: not followed', 'src'],
    ['away/etc/hosts', 'symbolic link: not followed', undefined],
    ['src/web/*.png', 'it is binary (as is one more of src/web/*.png)', undefined],
  ])(verifies('delegate-words.named-missing', '%s'), async (text, reason, nearest) => {
    const { files, warnings } = await named(text);
    expect(files).toEqual([]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.reason).toContain(reason);
    expect(warnings[0]?.nearest).toBe(nearest);
  });

  it.each([
    '../x.ts',
    'src/../../x.ts',
    'src/**/../../../x',
    'src/**/../x.ts',
    '/etc/passwd',
    String.raw`D:\nothing\here.ts`,
    '!../x.ts',
    '..',
  ])(verifies('delegate-words.named-outside', '%s'), async (text) => {
    await expect(named(text)).rejects.toMatchObject({
      code: 'USAGE',
      mend: expect.stringContaining('relative') as string,
    });
  });

  it('finds the nearest of 50,000 files at once', () => {
    const paths = Array.from(
      { length: 50_000 },
      (_, at) => `packages/p${at % 50}/src/m${at % 997}/some-module-${at}.ts`,
    );
    const began = performance.now();
    expect(nearestFile('packages/p7/src/some-modul-49057.ts', paths)).toBe('packages/p7/src/m204/some-module-49057.ts');
    expect(nearestFile('xx.ts', paths)).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
