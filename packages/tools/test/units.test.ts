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
  const only = (path: string, text: string): string => {
    const [unit] = unitsOf(path, text);
    return unit === undefined ? '' : normalizedUnit(unit).text;
  };

  it('takes off what a move into a class changes, and nothing else', () => {
    const unit = { text: '\n\n    if (a) {\n      b();   \n\n    }\n\n', isExact: false };
    expect(normalizedUnit(unit)).toEqual({ text: 'if (a) {\n  b();\n\n}', skippedLines: 2 });
    for (const other of [
      'if (a)  {\n  b();\n\n}',
      'if (a) {\n  b();\n}',
      'if (a) {\n\tb();\n\n}',
      'if (a) {\n b();\n\n}',
    ])
      expect(only('a.ts', other)).not.toBe(normalizedUnit(unit).text);
    expect(only('a.ts', '  /*  \n   * a \n   */ \n  b();')).toBe('/*\n * a\n */\nb();');
    expect(only('a.ts', 'a();\u00a0')).toBe('a();\u00a0');
  });

  it.each([
    ['a continued line', 'a.sh', 'run \\\n  --fast', 'run \\ \n  --fast'],
    ['a continued line of C', 'a.c', '#define A \\\n  1', '#define A \\ \n  1'],
    ['a continued line of Python', 'a.py', 'a = "x\\\n  y"', '  a = "x\\\n    y"'],
    ['the end of a heredoc', 'a.sh', 'cat <<A\nA', 'cat <<A\n  A'],
    ['a long string of TOML', 'a.toml', 'a = """\nb  \n"""', 'a = """\nb\n"""'],
    ['a string of Ruby', 'a.rb', 'a = "b  \nc"', 'a = "b\nc"'],
    ['a string of Rust', 'a.rs', 'a("b  \nc");', 'a("b\nc");'],
    ['a string of PHP', 'a.php', 'a("b  \nc");', 'a("b\nc");'],
    ['a block of YAML', 'a.yaml', 'a: |\n  b  \n  c', 'a: |\n  b\n  c'],
    ['an attribute of JSX', 'a.tsx', 'a(<b c="d  \ne" />);', 'a(<b c="d\ne" />);'],
    ['prose', 'a.md', 'A line  \nbreak.', 'A line\nbreak.'],
    ['a template', 'a.ts', 'const a = `  \nb`;', 'const a = `\nb`;'],
    [
      'a template that a scanner may misread',
      'a.ts',
      'if (x) /`/.test(y);\nz(`a  \nb`);',
      'if (x) /`/.test(y);\nz(`a\nb`);',
    ],
  ])(verifies('units.exact', '%s'), (_, path, one, other) => {
    expect(only(path, one)).not.toBe(only(path, other));
  });

  it(verifies('units.exact', 'what a template of the file holds'), () => {
    const page = (text: string): string => `const page = \`\n${text}\n\`;\n`;
    const texts = [page('a  '), page('a')].map((text) => unitsOf('a.ts', `${text}\nfunction f() {}\n`));
    expect(texts.flat().every(({ isExact }) => isExact)).toBe(true);
    expect(unitsOf('a.ts', 'function f() {}').every(({ isExact }) => isExact)).toBe(false);
  });
});

describe('lines without an end', () => {
  it.each([
    ['a class that never closes', '/['.repeat(120_000)],
    ['a regular expression after each sign', '=[/'.repeat(80_000)],
    ['a made script', 'var a=b/c,d="e",f=/g/;'.repeat(5_000)],
    ['slashes after blanks', `${' '.repeat(1_000)}/`.repeat(200)],
    ['lines of just the length', `${'=/['.repeat(660)}\n`.repeat(60)],
  ])(verifies('units.long-lines', '%s'), { timeout: 10_000 }, (_, text) => {
    const start = performance.now();
    expect(unitsOf('a.js', text).length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});
