import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  editsBetween,
  openWorkspace,
  resolveEdits,
  unifiedDiff,
  type Edit,
  type FileChange,
  type ResolvedEdits,
} from '../src/index.ts';
import { chunkFile } from './chunk-file.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { tempFolder } from './temp-folder.ts';

const CART = 'export function sum(a: number, b: number): number {\n  return a - b;\n}\n';

async function resolve(
  files: Readonly<Record<string, string>>,
  edits: readonly Edit[],
  within: 'shown' | 'exact' = 'shown',
  shown: readonly string[] = Object.keys(files),
): Promise<ResolvedEdits> {
  await using folder = await tempFolder(files);
  const { root } = await openWorkspace(folder.path);
  const sources = shown.map((path) => ({ path, firstLine: 1, text: (files[path] ?? '').replaceAll('\r\n', '\n') }));
  return await resolveEdits(edits, { root, sources, within });
}

async function afterOf(files: Readonly<Record<string, string>>, ...edits: Edit[]): Promise<readonly FileChange[]> {
  const resolved = await resolve(files, edits);
  if (!resolved.ok) throw new Error(resolved.reason);
  return resolved.files;
}

async function reasonOf(files: Readonly<Record<string, string>>, ...edits: Edit[]): Promise<string> {
  const resolved = await resolve(files, edits);
  return resolved.ok ? 'applies' : resolved.reason;
}

describe('edits', () => {
  it(verifies('edits.once'), async () => {
    const edit = { path: 'a.ts', find: 'a - b', replace: 'a + b' };
    expect(await afterOf({ 'a.ts': CART }, edit)).toEqual([
      { path: 'a.ts', before: CART, after: CART.replace('a - b', 'a + b') },
    ]);
    expect(await reasonOf({ 'a.ts': CART }, { ...edit, find: 'a * b' })).toContain('does not stand in what was shown');
    expect(await reasonOf({ 'a.ts': CART }, { ...edit, find: 'number' })).toContain('stands 3 times');
    // Overlapping occurrences are several, too.
    expect(await reasonOf({ 'a.ts': 'aaa\n' }, { ...edit, find: 'aa' })).toContain('stands 2 times');
    expect(await reasonOf({ 'a.ts': CART }, edit, { ...edit, find: 'return a - b;' })).toContain(
      'change the same text',
    );
    expect(await reasonOf({ 'a.ts': CART }, { ...edit, find: '' })).toContain('is there already');
  });

  it(verifies('edits.once', 'only what was shown of a file counts'), async () => {
    const text = `${'x();\n'.repeat(3)}y();\nx();\nz();\nx();\n`;
    await using folder = await tempFolder({ 'a.js': text });
    const { root } = await openWorkspace(folder.path);
    const source = { path: 'a.js', firstLine: 4, text: 'y();\nx();\nz();' };
    const edits = [{ path: 'a.js', find: 'x();', replace: 'w();' }];
    const resolved = await resolveEdits(edits, { root, sources: [source], within: 'shown' });
    expect(resolved).toMatchObject({ files: [{ after: `${'x();\n'.repeat(3)}y();\nw();\nz();\nx();\n` }] });
    writeFileSync(join(root, 'a.js'), `new();\n${text}`);
    expect(await resolveEdits(edits, { root, sources: [source], within: 'shown' })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('has changed since it was shown'),
    });
  });

  it(verifies('edits.confined'), async () => {
    const files = { 'src/a.ts': CART, 'other/b.ts': CART };
    const fresh = (path: string): Edit => ({ path, find: '', replace: 'x\n' });
    const only = async (edit: Edit): Promise<string> => {
      const resolved = await resolve(files, [edit], 'shown', ['src/a.ts']);
      return resolved.ok ? 'applies' : resolved.reason;
    };
    expect(await only(fresh('src/a.test.ts'))).toBe('applies');
    expect(await only(fresh('src/test/a.test.ts'))).toBe('applies');
    for (const path of ['../a.ts', '/etc/passwd', 'src/../../x.ts', 'src//x.ts', 'src/./x.ts', '', 'C:\\x', 'src/a\0b'])
      expect(await only(fresh(path)), path).toMatch(/outside|no name|not beside/);
    for (const path of ['src/.git/hooks/post-commit', 'src/.env', 'src/node_modules/x/index.js', 'src/key.pem'])
      expect(await only(fresh(path)), path).toMatch(/left alone/);
    for (const path of ['src/venv/x.py', 'src/VENV/lib/x.py'])
      expect(await only(fresh(path)), path).toMatch(/packages/);
    expect(await only(fresh('src/vendor/a.ts'))).toBe('applies');
    expect(await only({ ...fresh('src/b.ts'), replace: 'x\ud83d' })).toContain('half a character is missing');
    expect(await only(fresh('other/c.ts'))).toContain('not beside the files that were sent (src)');
    expect(await only({ path: 'other/b.ts', find: 'a - b', replace: '' })).toContain('the file was not sent');
    expect(await only(fresh('other/b.ts'))).toContain('not beside');
  });

  it(verifies('edits.confined', 'packages that a copy has links to'), async () => {
    const files = { 'a.ts': CART, 'vendor/shop/b.ts': CART, 'packages/x/package.json': '{}' };
    for (const path of ['vendor/new.ts', 'venv/lib/x.py', 'packages/x/vendor/y/z.ts'])
      expect(await reasonOf(files, { path, find: '', replace: 'x\n' }), path).toContain('packages of others stand in');
    expect(await reasonOf(files, { path: 'vendor/shop/b.ts', find: 'a - b', replace: 'x' })).toContain(
      'packages of others',
    );
  });

  it(verifies('edits.confined', 'links'), async () => {
    await using folder = await tempFolder({ 'ws/src/a.ts': CART, 'out/secret.ts': CART });
    const { root } = await openWorkspace(join(folder.path, 'ws'));
    symlinkSync(join(folder.path, 'out'), join(root, 'src/link'));
    symlinkSync(join(folder.path, 'out/secret.ts'), join(root, 'src/secret.ts'));
    symlinkSync(join(folder.path, 'out/none.ts'), join(root, 'src/dangling.ts'));
    const sources = ['src/a.ts', 'src/secret.ts'].map((path) => ({ path, firstLine: 1, text: CART }));
    const reason = async (edit: Edit): Promise<string> => {
      const resolved = await resolveEdits([edit], { root, sources, within: 'shown' });
      return resolved.ok ? 'applies' : resolved.reason;
    };
    expect(await reason({ path: 'src/link/new.ts', find: '', replace: 'x' })).toContain('outside the workspace');
    expect(await reason({ path: 'src/secret.ts', find: 'a - b', replace: 'x' })).toContain('outside the workspace');
    expect(await reason({ path: 'src/dangling.ts', find: '', replace: 'x' })).toContain('already');
  });

  it(verifies('edits.makeable'), async () => {
    const fresh = (path: string): Edit => ({ path, find: '', replace: 'x\n' });
    const reason = async (...paths: string[]): Promise<string> =>
      await reasonOf({ 'src/a.ts': CART, 'src/part/b.ts': CART }, ...paths.map(fresh));
    expect(await reason('src/helpers', 'src/helpers/one.js')).toContain('one is a folder of the other');
    expect(await reason('src/Helpers/one.js', 'src/helpers')).toContain('one is a folder of the other');
    expect(await reason('src/x.js', 'src/X.js')).toContain('both have that name');
    expect(await reason('src/helpers.js', 'src/helpers/one.js')).toBe('applies');
    expect(await reason('src/A.ts')).toContain('there is "a.ts" already');
    expect(await reason('src/Part/c.ts')).toContain('there is "part" already');
    expect(await reason('src/a.ts/b.ts')).toContain('is a file');
    expect(await reason(`src/${'ü'.repeat(128)}`)).toContain('too long');
    expect(await reason(`src/${'ü'.repeat(127)}`)).toBe('applies');
  });

  it(verifies('edits.makeable', 'behind a link'), async () => {
    await using folder = await tempFolder({ 'src/a.ts': CART, 'lib/b.ts': CART, '.git/HEAD': '' });
    const { root } = await openWorkspace(folder.path);
    for (const [name, to] of Object.entries({ linked: 'lib', g: '.git' }))
      symlinkSync(join(root, to), join(root, 'src', name));
    const sources = ['src/a.ts', 'src/linked/b.ts'].map((path) => ({ path, firstLine: 1, text: CART }));
    const reason = async (edit: Edit): Promise<string> => {
      const resolved = await resolveEdits([edit], { root, sources, within: 'shown' });
      return resolved.ok ? 'applies' : resolved.reason;
    };
    for (const path of ['src/linked/new.ts', 'src/linked/deep/new.ts', 'src/g/hooks/post-commit'])
      expect(await reason({ path, find: '', replace: 'x' }), path).toContain('a folder above it is a symbolic link');
    expect(await reason({ path: 'src/linked/b.ts', find: 'a - b', replace: 'x' })).toContain(
      'a symbolic link leads there',
    );
  });

  it(verifies('edits.bounded-work'), async () => {
    const before = '}\n'.repeat(6_000) + 'x\n' + '}\n'.repeat(6_000);
    const changed = before.replaceAll(/(?:}\n){40}/g, (lines) => `${lines}{\n`);
    expect(editsBetween({ path: 'a', before, after: changed }, 1_000_000)).toEqual([
      { path: 'a', find: before, replace: changed },
    ]);
    // Minutes each for the built-in search, from either end.
    const flat = 'a'.repeat(250_000);
    const many = 'a'.repeat(100_000);
    expect(await reasonOf({ 'a.txt': flat }, { path: 'a.txt', find: `${many}b${many}`, replace: '' })).toContain(
      'not stand',
    );
    expect(await reasonOf({ 'a.txt': flat }, { path: 'a.txt', find: `b${many}`, replace: '' })).toContain('not stand');
    expect(await reasonOf({ 'a.txt': flat }, { path: 'a.txt', find: many, replace: '' })).toContain('100 times');
  });

  it(verifies('edits.bytes-kept'), async () => {
    const crlf = '\ufeffone\r\ntwo\r\nthree\nfour\r\nno end';
    const [change] = await afterOf({ 'a.txt': crlf }, { path: 'a.txt', find: 'two\nthree', replace: 'zwei\ndrei\n3' });
    expect(change?.after).toBe('\ufeffone\r\nzwei\r\ndrei\r\n3\nfour\r\nno end');
    const [last] = await afterOf({ 'a.txt': 'a\nb' }, { path: 'a.txt', find: 'b', replace: '𝒃 – ü' });
    expect(last?.after).toBe('a\n𝒃 – ü');
  });

  it(verifies('edits.bytes-kept', 'of any text and any edit within it'), async () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', 'ü', '𝒃', ' ', '{') });
    const text = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { minLength: 1, maxLength: 12 });
    await using folder = await tempFolder({});
    const { root } = await openWorkspace(folder.path);
    await fc.assert(
      fc.asyncProperty(text, fc.nat(20), fc.nat(20), async (lines, at, length) => {
        const raw = lines.flat().join('');
        writeFileSync(join(root, 'a.txt'), raw);
        const chunks = chunkFile({ path: 'a.txt', text: raw }, 1_000);
        const shown = chunks[0]?.text ?? '';
        const find = shown.slice(at, at + length);
        const resolved = await resolveEdits([{ path: 'a.txt', find, replace: 'NEW' }], {
          root,
          sources: chunks,
          within: 'shown',
        });
        if (!resolved.ok) return;
        const [edit] = resolved.edits;
        const { before = '', after } = resolved.files[0] ?? { after: 'none' };
        expect(before.slice(edit?.start, edit?.end).replaceAll('\r\n', '\n')).toBe(find);
        expect(after).toBe(`${raw.slice(0, edit?.start)}NEW${raw.slice(edit?.end)}`);
      }),
      { numRuns: 200 },
    );
  });

  it(verifies('edits.applicable'), async () => {
    const many = Array.from({ length: 60 }, (_, index) => `line ${index}`);
    const changed = many.map((line, index) => ([3, 5, 30, 59].includes(index) ? `${line} changed` : line));
    const changes: FileChange[] = [
      { path: 'many.txt', before: `${many.join('\n')}\n`, after: `top\n${changed.join('\n')}` },
      { path: 'crlf.txt', before: 'a\r\nb\r\nc\r\n', after: 'a\r\nB\r\nc\r\n' },
      { path: 'no-end.txt', before: 'a\nb', after: 'a\nb\nc' },
      { path: 'gets-end.txt', before: 'a', after: 'a\n' },
      { path: 'with space ü.txt', before: 'a\n', after: 'b\n' },
      { path: 'deep/new "file".txt', before: undefined, after: 'hello\nworld\n' },
      { path: 'emptied.txt', before: 'a\nb\n', after: '' },
      { path: 'was-empty.txt', before: '', after: 'a\n' },
      { path: 'same.txt', before: 'a\n', after: 'a\n' },
    ];
    await applied(changes);
  });

  it(verifies('edits.applicable', 'any change of any lines'), async () => {
    const text = fc
      .array(fc.constantFrom('a\n', 'b\n', 'c\n', '\n', '}\n'), { maxLength: 30 })
      .map((all) => all.join(''));
    const ending = fc.constantFrom('', 'x');
    await fc.assert(
      fc.asyncProperty(text, ending, text, ending, async (before, end, after, ending2) => {
        await applied([{ path: 'a.txt', before: before + end, after: after + ending2 }]);
      }),
      { numRuns: 25 },
    );
  });

  it('makes edits of the difference of two texts that lead from one to the other', async () => {
    const text = fc
      .array(fc.constantFrom('a\n', 'b\r\n', 'c\n', '\n', '}\n'), { minLength: 1, maxLength: 25 })
      .map((all) => all.join(''));
    await using folder = await tempFolder({});
    const { root } = await openWorkspace(folder.path);
    await fc.assert(
      fc.asyncProperty(text, text, async (before, after) => {
        writeFileSync(join(root, 'a.txt'), before);
        const edits = editsBetween({ path: 'a.txt', before, after });
        const sources = [{ path: 'a.txt', firstLine: 1, text: before }];
        const resolved = await resolveEdits(edits, { root, sources, within: 'exact' });
        if (!resolved.ok) throw new Error(resolved.reason);
        expect(resolved.files[0]?.after ?? before).toBe(after);
      }),
      { numRuns: 300 },
    );
  });

  it('tells small changes of a long file as small ones, and an end within a second when everything differs', () => {
    const long = Array.from({ length: 5_000 }, (_, index) => `line ${index}\n`);
    const diff = unifiedDiff([
      { path: 'a', before: long.join(''), after: long.with(10, 'x\n').toSpliced(4_000, 1).join('') },
    ]);
    expect(diff.split('\n').length).toBeLessThan(30);
    const started = performance.now();
    const other = unifiedDiff([{ path: 'a', before: long.join(''), after: long.map((line) => `  ${line}`).join('') }]);
    expect(other.split('\n').length).toBe(10_005);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

/** Has git apply the diff, and compares every byte. */
async function applied(changes: readonly FileChange[]): Promise<void> {
  const diff = unifiedDiff(changes);
  await using folder = await tempFolder({});
  for (const { path, before } of changes) {
    if (before === undefined) continue;
    mkdirSync(dirname(join(folder.path, path)), { recursive: true });
    writeFileSync(join(folder.path, path), before);
  }
  if (changes.every(({ before, after }) => before === after)) {
    expect(diff).toBe('');
    return;
  }
  execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder.path, input: diff });
  for (const { path, after } of changes) expect(readFileSync(join(folder.path, path), 'utf8'), path).toBe(after);
}
