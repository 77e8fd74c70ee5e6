import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import type { PackedFile } from '../../src/words.ts';
import { candidate, folderWith, functionsText, numberedText, rangesOf } from './folder.ts';

/** Every line that is sent stands at its number in the file. */
function expectTrueLines(file: PackedFile | undefined, text: string): void {
  const lines = text.split(/\r?\n/);
  for (const { firstLine, text: sent } of file?.pieces ?? [])
    expect(sent.split('\n')).toEqual(lines.slice(firstLine - 1, firstLine - 1 + sent.split('\n').length));
}

describe('files of a request', () => {
  it(verifies('delegate-request.named-first'), async () => {
    using at = folderWith({ 'a.ts': 'a\nb\n', 'src/b.ts': numberedText(50), 'c.ts': 'c\n' });
    const found = await at.pack(
      [
        'a.ts',
        {
          path: 'src/b.ts',
          lines: [
            { first: 40, last: 60 },
            { first: 3, last: 4 },
          ],
        },
      ],
      [candidate('c.ts', 9), candidate('a.ts', 10)],
    );
    expect(found.files).toMatchObject([
      { path: 'a.ts', pieces: [{ firstLine: 1, text: 'a\nb' }], isWhole: true, lineCount: 2, because: 'named' },
      { path: 'src/b.ts', isWhole: false, lineCount: 50, because: 'named' },
      { path: 'c.ts', isWhole: true, because: 'score 9' },
    ]);
    expect(found.files[1]).toSatisfy((file: PackedFile) => rangesOf(file).join() === '3-4,40-50');
    expect(found.leftOut).toEqual([]);
    expect(found.tokens).toBe(found.files.reduce((sum, { tokens }) => sum + tokens, 0));
  });

  it(verifies('delegate-request.named-cut'), async () => {
    const text = `import { step } from './step.ts';\n\n${functionsText(500)}`;
    using at = folderWith({ 'long.ts': text });
    // Line 2,506 is the third step of f250.
    const matters = [candidate('long.ts', 1, [{ first: 2_506, last: 2_506 }])];
    const { files, leftOut, tokens } = await at.pack(['long.ts'], [], { contextTokens: 300, hints: matters });
    expect(tokens).toBeLessThanOrEqual(300);
    const [file] = files;
    expectTrueLines(file, text);
    const sent = file?.pieces.map((piece) => piece.text).join('\n…\n') ?? '';
    expect(sent).toContain("import { step } from './step.ts';");
    // Whole functions, and nothing else.
    expect(sent).toMatch(/export function f250\(\): void \{\n(?: {2}step\(250, \d\);\n){7}\}/);
    expect(sent.match(/export function/g)?.length).toBe(sent.match(/^\}$/gm)?.length);
    expect(file).toMatchObject({ isWhole: false, lineCount: 5_002 });
    expect(leftOut).toEqual([
      { path: 'long.ts', reason: expect.stringMatching(/^only \d+ of its 5002 lines are sent: there is no room/) },
    ]);
    // Nobody knows what matters: its beginning.
    const head = await at.pack(['long.ts'], [], { contextTokens: 300 });
    expect(rangesOf(head.files[0]!)).toEqual([expect.stringMatching(/^1-\d+$/)]);
  });

  it(verifies('delegate-request.named-many'), async () => {
    const files = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`f${at}.txt`, numberedText(500)]));
    using at = folderWith({ ...files, 'small.ts': 'small\n', 'big.txt': numberedText(3_000) });
    const found = await at.pack(['big.txt', 'f0.txt', 'small.ts'], [], { contextTokens: 2_000 });
    const by = new Map(found.files.map((file) => [file.path, file]));
    expect(by.get('small.ts')).toMatchObject({ isWhole: true });
    expect(by.get('f0.txt')?.tokens).toBeGreaterThan(800);
    expect(by.get('big.txt')?.tokens).toBeGreaterThan(800);
    const many = await at.pack(Object.keys(files), [], { contextTokens: 2_000 });
    expect(many.files.length).toBe(10);
    // Each of the others is told.
    expect(new Set(many.leftOut.map(({ path }) => path)).size).toBe(100);
    expect(many.leftOut).toContainEqual({ path: 'f99.txt', reason: 'no room is left for it (named)' });
  });

  it(verifies('delegate-request.gathered'), async () => {
    using at = folderWith({
      'best.ts': functionsText(400),
      'second.ts': functionsText(10),
      'third.md': numberedText(3_000),
      ...Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`x${index}.ts`, functionsText(30)])),
    });
    const rest = Array.from({ length: 40 }, (_, index) => candidate(`x${index}.ts`, 1));
    const found = await at.pack(
      [],
      [
        ...rest,
        candidate('third.md', 2),
        candidate('second.ts', 5),
        candidate('best.ts', 9, [{ first: 2_003, last: 2_004 }]),
      ],
      { contextTokens: 12_000 },
    );
    expect(found.files.slice(0, 3).map(({ path }) => path)).toEqual(['best.ts', 'second.ts', 'third.md']);
    expect(found.files[0]?.pieces.map(({ text }) => text).join()).toContain('export function f200()');
    expect(found.files[0]?.tokens).toBeLessThan(4_500);
    expect(found.files[1]?.isWhole).toBe(true);
    expect(rangesOf(found.files[2]!)[0]).toMatch(/^1-/);
    expect(found.files.length).toBeGreaterThan(5);
    expect(found.tokens).toBeGreaterThan(11_500);
    expect(found.leftOut.length).toBe(21);
    expect(found.leftOut.at(-1)?.path).toMatch(/^\d+ more files$/);
  });

  it(verifies('delegate-request.gathered', 'and what is left of the room goes to those that were cut'), async () => {
    // About 4,000 tokens and 800.
    using at = folderWith({ 'long.ts': functionsText(100), 'a.ts': functionsText(20), 'b.ts': functionsText(20) });
    const all = [candidate('long.ts', 9, [{ first: 505, last: 505 }]), candidate('a.ts', 2), candidate('b.ts', 1)];
    const { files, tokens } = await at.pack([], all, { contextTokens: 5_000 });
    expect(files.map(({ path, isWhole }) => [path, isWhole])).toEqual([
      ['long.ts', false],
      ['a.ts', true],
      ['b.ts', true],
    ]);
    expect(tokens).toBeGreaterThan(4_500);
  });

  it(verifies('delegate-request.wanted'), async () => {
    using at = folderWith({
      'src/deep/a.ts': numberedText(20),
      'src/b.ts': 'b\n',
      'c.ts': 'c\n',
      'secret/no.ts': 'no\n',
    });
    const wanted = [
      'deep/a.ts:5-6',
      '`b.ts`',
      '../../etc/passwd',
      '/etc/passwd',
      'nothing.ts',
      'secret/no.ts',
      '',
      'x'.repeat(9_000),
    ];
    const found = await at.pack(['c.ts'], [candidate('src/b.ts', 1)], { wanted, excluded: ['secret/no.ts'] });
    expect(found.files.map((file) => [file.path, file.because, rangesOf(file).join()])).toEqual([
      ['c.ts', 'named', '1-1'],
      ['src/deep/a.ts', 'the model asked for it', '5-6'],
      ['src/b.ts', 'the model asked for it', '1-1'],
    ]);
    expect(found.leftOut.map(({ path }) => path.slice(0, 20))).toEqual([
      'secret/no.ts',
      '../../etc/passwd',
      'etc/passwd',
      'nothing.ts',
      '',
      'x'.repeat(20),
    ]);
  });

  it(
    verifies('delegate-request.wanted', 'and of a named file more, but not of one of which lines were named'),
    async () => {
      using at = folderWith({ 'a.txt': numberedText(300), 'b.txt': numberedText(3_000) });
      const named = [{ path: 'a.txt', lines: [{ first: 5, last: 6 }] }, 'b.txt'];
      const lines = await at.pack(named, [], { wanted: ['a.txt:10-12', 'b.txt:2000'], contextTokens: 600 });
      expect(lines.files.map(({ path }) => path)).toEqual(['a.txt', 'b.txt']);
      expect(rangesOf(lines.files[0]!)).toEqual(['5-6']);
      expect(lines.leftOut).toContainEqual({
        path: 'a.txt',
        reason: expect.stringContaining('only lines of it were named'),
      });
      expect(lines.files[1]?.pieces.map(({ text }) => text).join('\n')).toContain('line 2000\n');
      expect((await at.pack(named.slice(0, 1), [], { wanted: ['a.txt:5'] })).leftOut).toEqual([]);
    },
  );

  it(verifies('delegate-request.named-lines-alone'), async () => {
    using at = folderWith({ 'long.ts': `import './a.ts';\n${functionsText(200)}` });
    const long = [40, 43, 1_000].map((first) => ({ first, last: first + 1 }));
    for (const contextTokens of [20, 40]) {
      const { files } = await at.pack([{ path: 'long.ts', lines: [...long, { first: 1_200, last: 1_400 }] }], [], {
        contextTokens,
      });
      for (const { firstLine, text } of files[0]?.pieces ?? []) {
        const last = firstLine + text.split('\n').length - 1;
        expect([...long, { first: 1_200, last: 1_400 }]).toSatisfy((all: typeof long) =>
          all.some((one) => one.first <= firstLine && last <= one.last),
        );
      }
      expect(files).toHaveLength(1);
    }
    const { files } = await at.pack([{ path: 'long.ts', lines: long.slice(0, 1) }], [], { wanted: ['long.ts'] });
    expect(rangesOf(files[0]!)).toEqual(['40-41']);
  });

  it.each(['\n', '\r\n'])(verifies('delegate-request.lines', 'ended by %j'), async (end) => {
    const text = numberedText(5_000, end);
    using at = folderWith({ 'a.txt': text });
    const lines = [
      { first: 1, last: 2 },
      { first: 2_500, last: 2_510 },
      { first: 4_999, last: 9_999 },
    ];
    const { files } = await at.pack([{ path: 'a.txt', lines }]);
    expect(rangesOf(files[0]!)).toEqual(['1-2', '2500-2510', '4999-5000']);
    expectTrueLines(files[0], text);
    expect(JSON.stringify(files)).not.toContain(String.raw`\r`);
    expect(files[0]?.lineCount).toBe(5_000);
    const none = await at.pack([{ path: 'a.txt', lines: [{ first: 6_000, last: 6_001 }] }]);
    expect(none).toMatchObject({ files: [], leftOut: [{ reason: 'it has 5000 lines, and no lines 6000-6001' }] });
    const cut = await at.pack([{ path: 'a.txt', lines: [{ first: 100, last: 4_000 }] }], [], { contextTokens: 100 });
    expect(rangesOf(cut.files[0]!)[0]).toMatch(/^100-1\d\d$/);
  });

  it(verifies('delegate-request.budget'), async () => {
    const line = fc.oneof(
      fc.constantFrom('', '  x();', '}', 'function a() {', 'password = "hunter2-9f8e7d6c"', '😀'.repeat(30)),
      fc.string({ maxLength: 200 }),
      fc.integer({ min: 1, max: 9_000 }).map((length) => 'y'.repeat(length)),
    );
    const file = fc.array(line, { maxLength: 150 }).map((lines) => lines.join('\n'));
    const range = fc.record({ first: fc.integer({ min: 1, max: 160 }), last: fc.integer({ min: 1, max: 160 }) });
    const wish = fc.record({ lines: fc.array(range, { maxLength: 3 }), isNamed: fc.boolean(), score: fc.nat(9) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(file, wish), { maxLength: 6 }),
        fc.integer({ min: 0, max: 4_000 }),
        async (all, contextTokens) => {
          using at = folderWith(Object.fromEntries(all.map(([text], index) => [`${index}.ts`, text])));
          const named = all.flatMap(([, { lines, isNamed }], index) =>
            isNamed ? [{ path: `${index}.ts`, lines }] : [],
          );
          const others = all.map(([, { lines, score }], index) => candidate(`${index}.ts`, score, lines));
          const found = await at.pack(named, others, { contextTokens });
          expect(found.tokens).toBeLessThanOrEqual(contextTokens);
          // Whatever was named is there, or its absence is told.
          const told = new Set([...found.files, ...found.leftOut].map(({ path }) => path));
          expect(named.filter(({ path }) => !told.has(path))).toEqual([]);
          for (const one of found.files)
            for (const { firstLine, text } of one.pieces)
              expect(firstLine + text.split('\n').length - 1).toBeLessThanOrEqual(Math.max(1, one.lineCount));
        },
      ),
      { numRuns: 60 },
    );
  });

  it(verifies('delegate-request.encodings'), async () => {
    const text = 'Ärger\r\nzwei\r\n';
    using at = folderWith({
      'le.txt': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
      'be.txt': Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]),
      'latin.txt': Buffer.from(text, 'latin1'),
      'windows.txt': Buffer.concat([Buffer.from([0x93]), Buffer.from('x'), Buffer.from([0x94, 0x80])]),
      'mark.txt': `\ufeff${text}`,
      'plain.txt': text,
      'half.txt': Buffer.concat([Buffer.from('ok\n'), Buffer.from([0xf0, 0x9f, 0x98])]),
    });
    const { files } = await at.pack(['le.txt', 'be.txt', 'latin.txt', 'windows.txt', 'mark.txt', 'plain.txt']);
    expect(files.map(({ encoding }) => encoding)).toEqual([
      'UTF-16',
      'UTF-16',
      'Latin-1',
      'Windows-1252',
      undefined,
      undefined,
    ]);
    expect(files[3]?.pieces[0]?.text).toBe('“x”€');
    for (const index of [0, 1, 2, 4, 5]) expect(files[index]?.pieces).toEqual([{ firstLine: 1, text: 'Ärger\nzwei' }]);
  });

  it(verifies('delegate-request.huge'), async () => {
    const long = numberedText(60_000);
    using at = folderWith({ 'long.log': long, 'wide.log': `${'w'.repeat(400_000)}\nend\n` });
    const ranges = [
      { first: 30_000, last: 30_002 },
      { first: 59_999, last: 60_000 },
    ];
    const named = await at.pack([{ path: 'long.log', lines: ranges }]);
    expect(named.files).toMatchObject([{ lineCount: 60_000, isWhole: false }]);
    expect(rangesOf(named.files[0]!)).toEqual(['30000-30002', '59999-60000']);
    expectTrueLines(named.files[0], long);
    const gathered = await at.pack([], [candidate('long.log', 1, [{ first: 100, last: 100 }])]);
    expectTrueLines(gathered.files[0], long);
    expect(gathered.files[0]?.pieces[0]?.text).toContain('line 100\n');
    const whole = await at.pack(['long.log'], [], { contextTokens: 500 });
    expect(rangesOf(whole.files[0]!)[0]).toMatch(/^1-/);
    expect(whole.leftOut[0]?.reason).toContain('of its 60000 lines');
    const wide = await at.pack(['wide.log'], [], { contextTokens: 900 });
    expect(wide.files[0]?.pieces[0]?.text).toMatch(/^w+… \(cut: a line of \d+ characters\)\nend$/);
  });

  it(verifies('delegate-request.left-out'), async () => {
    using outside = folderWith({ 'outside.txt': 'OUTSIDE' });
    using at = folderWith({
      'zip.txt': Buffer.from([1, 2, 3, 0, 5]),
      'noise.txt': Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 37) % 256 || 1)),
      'control.txt': 'text\u0001\u0002\u0003\u0004text',
      '.gitignore': 'ignored.ts\nbuild/\n',
      'ignored.ts': 'IGNORED',
      'build/a.ts': 'IGNORED',
      '.env': 'TOKEN=SECRET',
      id_rsa: 'SECRET',
      'in/a.ts': 'x',
      'empty.ts': '',
    });
    symlinkSync(join(outside.root, 'outside.txt'), join(at.root, 'link.txt'));
    symlinkSync(outside.root, join(at.root, 'folder'));
    const excluded = ['in/a.ts'];
    const names = [
      'zip.txt',
      'noise.txt',
      'control.txt',
      'ignored.ts',
      'build/a.ts',
      '.env',
      'id_rsa',
      'link.txt',
      'folder/outside.txt',
      'gone.ts',
      'in',
      '../x',
      '/etc/passwd',
    ];
    const found = await at.pack([...names, 'empty.ts'], [candidate('in/a.ts', 1)], { excluded });
    expect(found.files).toMatchObject([{ path: 'empty.ts', isWhole: true, lineCount: 0, pieces: [{ text: '' }] }]);
    expect(found.leftOut.map(({ path }) => path)).toEqual(expect.arrayContaining(names));
    expect(Object.fromEntries(found.leftOut.map(({ path, reason }) => [path, reason]))).toMatchObject({
      'zip.txt': 'it is binary',
      'noise.txt': 'it is binary',
      'control.txt': 'it is binary',
      'ignored.ts': 'the project ignores it',
      '.env': 'it may hold secrets',
      'link.txt': 'it is a symbolic link, and links are not followed',
      'gone.ts': 'there is no such file',
      in: 'it is no regular file',
      '../x': 'it leads outside the workspace',
    });
    expect(JSON.stringify(found)).not.toMatch(/OUTSIDE|IGNORED|SECRET|root:/);
  });
});
