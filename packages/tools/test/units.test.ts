import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizedUnit, unitsOf } from '../src/index.ts';
import { chunkFile } from './chunk-file.ts';
import { verifies } from '../../../test/support/verifies.ts';

const TS_BLOCKS = [
  "import { a } from './a.ts';\nimport { b } from './b.ts';",
  '/** Adds. */\nexport function add(a: number, b: number): number {\n  const sum = a + b;\n\n  return sum;\n}',
  '@Injectable()\nexport class Shop {\n  name = 1;\n}',
  '// Why this is 3.\nconst LIMIT = 3;',
  'const page = `\nfunction notCode() {\n\n}\n${LIMIT}\n`;',
  '/*\nfunction gone() {\n\n}\n*/\nexport const go = (): void => {\n  run();\n};',
  'const odd = /[`"\']/;',
  "describe('x', () => {\n  it('y', () => {});\n});",
];
const PY_BLOCKS = [
  'import os\nimport sys',
  'def area(r):\n    """Gives\n\nthe area."""\n    if r:\n        return r\n\n    return 3',
  '@cached\n@slow\nasync def load(name):\n    return name',
  '# Why.\nLIMIT = 3',
  'TEXT = """\ndef no():\n\n    pass\n"""',
  'try:\n    import fast\nexcept ImportError:\n    fast = None\nelse:\n    use(fast)',
];

/** Where a file is cut, told by the blocks that it was put together of. */
function firstLinesOf(blocks: readonly string[], gap: string): readonly number[] {
  let line = 1;
  return blocks.map((block) => {
    const first = line;
    line += block.split('\n').length + gap.length - 1;
    return first;
  });
}

describe('unitsOf', () => {
  it.each([
    ['a.ts', TS_BLOCKS],
    ['a.py', PY_BLOCKS],
  ])(verifies('units.cut', '%s'), (path, known) => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...known), { minLength: 1, maxLength: 12 }), (blocks) => {
        const units = unitsOf(path, `${blocks.join('\n\n')}\n`);
        expect(units.map(({ firstLine }) => firstLine)).toEqual(firstLinesOf(blocks, '\n\n'));
        expect(units.map(({ text }) => text.trimEnd())).toEqual(blocks);
      }),
    );
  });

  it('cuts classes into their members with what stands above them', () => {
    const text = [
      'export class Till {',
      '  #sum = 0;',
      '',
      '  /** In cents. */',
      '  add(cents: number): void {',
      '    this.#sum += cents;',
      '  }',
      '  total(): number {',
      '    return this.#sum;',
      '  }',
      '}',
    ].join('\n');
    expect(unitsOf('till.ts', text).map(({ firstLine, isPart }) => [firstLine, isPart])).toEqual([
      [1, false],
      [4, true],
      [8, true],
    ]);
  });

  it('ends declarations of one line and blocks that follow each other without a blank line', () => {
    const text = 'function a() {\n  one();\n}\nfunction b() {\n  two();\n}\n// of c\nfunction c() {}\nlet x = 1;';
    expect(unitsOf('a.js', text).map(({ firstLine }) => firstLine)).toEqual([1, 4, 7]);
    const shop = 'package shop\n\nfunc a() {\n\tx := `\nfunc no() {\n`\n}\nfunc b() int {\n\treturn 1\n}';
    expect(unitsOf('a.go', shop).map(({ firstLine }) => firstLine)).toEqual([1, 3, 8]);
  });

  it('knows what goes on with a block, and what only looks like it', () => {
    const text = 'if (a) {\n  b();\n}\nelse {\n  c();\n}\n\ninterface A {}\n\ndocument.write(1);\n\nint main() {\n}';
    expect(unitsOf('a.ts', text).map(({ firstLine }) => firstLine)).toEqual([1, 8, 10, 12]);
    expect(unitsOf('a.css', '.a {\n  top: 0;\n}\n.b {\n}\n\n.c {}').map(({ firstLine }) => firstLine)).toEqual([
      1, 4, 7,
    ]);
    expect(unitsOf('a.cs', 'class A\n{\n}\nclass B\n{\n}').map(({ firstLine }) => firstLine)).toEqual([1, 4]);
  });

  it('takes a literal that never ends for a mistake of its own line', () => {
    const text = 'const broken = `oops;\n\nfunction a() {\n  return 1;\n}\n\nfunction b() {}\n';
    expect(unitsOf('a.ts', text).map(({ firstLine }) => firstLine)).toEqual([1, 3, 7]);
  });

  it('loses nothing of any text and keeps to the limit', () => {
    const line = fc.oneof(
      fc.constantFrom('', '}', '`', '"""', '/*', '*/', 'class A {', '  method() {', '  }', '${', 'def f():', '@x'),
      fc.stringMatching(/^[ a-z(){}`"']{0,40}$/),
    );
    const options = { maxTokens: 60, tokensPerLine: 2 };
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 80 }),
        fc.constantFrom('a.ts', 'a.py', 'a.md', 'a.txt'),
        (lines, path) => {
          const text = lines.join('\r\n');
          const units = unitsOf(path, text, options);
          const whole = lines.join('\n');
          expect(units.map((unit) => unit.text).join('\n')).toBe(whole.endsWith('\n') ? whole.slice(0, -1) : whole);
          for (const unit of units) {
            expect(unit.tokens).toBeLessThanOrEqual(60);
            const own = unit.text.split('\n');
            expect(lines.slice(unit.firstLine - 1, unit.firstLine - 1 + own.length)).toEqual(own);
          }
        },
      ),
    );
  });

  it('cuts very long functions, and a change in one part leaves most others what they were', () => {
    const body = Array.from({ length: 400 }, (_, at) => `  step${at}(${at * 7919});${at % 6 === 5 ? '\n' : ''}`);
    const long = (lines: readonly string[]): string => `function all() {\n${lines.join('\n')}\n}`;
    const before = unitsOf('a.ts', long(body)).map(({ text }) => text);
    expect(before.length).toBeGreaterThan(3);
    const after = new Set(unitsOf('a.ts', long(body.toSpliced(10, 1, '  changed();'))).map(({ text }) => text));
    expect(before.filter((text) => !after.has(text)).length).toBeLessThanOrEqual(1);
  });
});

describe('a change in one unit', () => {
  const edits = fc.constantFrom<(block: string) => string>(
    (block) => block.replace(/\n/, '\n  // a new line\n'),
    (block) => block.replaceAll('1', '12'),
    (block) => `${block}\n`,
    (block) => block.replace('return', '\n  log();\n  return'),
  );

  it(verifies('units.stable'), () => {
    const functions = fc
      .array(fc.nat(99), { minLength: 2, maxLength: 30 })
      .map((numbers) =>
        numbers.map((number, at) => `export function f${at}(x) {\n  const y = x + ${number};\n\n  return y * 1;\n}`),
      );
    fc.assert(
      fc.property(functions, fc.nat(), edits, (blocks, pick, edit) => {
        const at = pick % blocks.length;
        const before = unitsOf('a.ts', blocks.join('\n\n')).map(({ text }) => text);
        const after = unitsOf('a.ts', blocks.with(at, edit(blocks[at] ?? '')).join('\n\n')).map(({ text }) => text);
        expect(after.toSpliced(at, 1)).toEqual(before.toSpliced(at, 1));
      }),
    );
  });

  it(verifies('units.stable-chunks'), () => {
    const blocks = Array.from({ length: 500 }, (_, at) => `function f${at}(x) {\n  return x * ${at * 7919};\n}`);
    const chunksOf = (texts: readonly string[]): readonly string[] =>
      chunkFile({ path: 'a.ts', text: texts.join('\n\n') }, 300).map(({ text }) => text);
    const before = chunksOf(blocks);
    let moved = 0;
    for (let at = 0; at < 20; at += 1) {
      const larger = blocks.with(at, `${blocks[at]}\n${'// more\n'.repeat(3 * at)}`);
      const after = new Set(chunksOf(larger));
      moved += before.filter((text) => !after.has(text)).length;
    }
    // Cut by size alone, all of them would be others.
    expect(before.length).toBeGreaterThan(15);
    expect(moved / 20).toBeLessThan(6);
  });
});

describe('normalizedUnit', () => {
  it('takes off what a move into a class changes, and nothing else', () => {
    const { text, skippedLines } = normalizedUnit('a.ts', '\n\n    if (a) {\n      b();   \n\n    }\n\n');
    expect([text, skippedLines]).toEqual(['if (a) {\n  b();\n\n}', 2]);
    for (const other of [
      'if (a)  {\n  b();\n\n}',
      'if (a) {\n  b();\n}',
      'if (a) {\n\tb();\n\n}',
      'if (a) {\n b();\n\n}',
    ])
      expect(normalizedUnit('a.ts', other).text).not.toBe(text);
  });

  it('leaves strings of several lines and prose what they are', () => {
    const page = '  const page = `  \n  a  \n`;  ';
    expect(normalizedUnit('a.ts', page).text).toBe(page.trimEnd());
    expect(normalizedUnit('a.md', 'A line  \nbreak. ').text).toBe('A line  \nbreak. ');
    expect(normalizedUnit('a.ts', '  /*  \n   * a \n   */ \n  b();').text).toBe('/*\n * a\n */\nb();');
    expect(normalizedUnit('a.ts', 'a();\u00a0').text).toBe('a();\u00a0');
  });
});
