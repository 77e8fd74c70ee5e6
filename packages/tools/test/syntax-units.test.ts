import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSyntax, type Syntax, unitsOf } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

const BLOCKS: Readonly<Record<string, readonly string[]>> = {
  'a.ts': [
    "import { a } from './a.ts';\nimport { b } from './b.ts';",
    '/** Adds. */\nexport function add(a: number, b: number): number {\n  const sum = a + b;\n\n  return sum;\n}',
    "@Component({\n  selector: 'shop',\n})\nexport class Shop {\n  name = 1;\n}",
    '// Why this is 3.\nconst LIMIT = 3;',
    'const page = `\nfunction notCode() {\n\n}\n${LIMIT}\n`;',
    '/*\nfunction gone() {\n\n}\n*/\nexport const go = (): void => {\n  run();\n};',
    'const odd = a ? /[`"\']/ : b / c / d;',
    "describe('x', () => {\n  it('y', () => {});\n});",
  ],
  'a.py': [
    'import os\nimport sys',
    'def area(r):\n    """Gives\n\nthe area."""\n    if r:\n        return r\n\n    return 3',
    '@cached(\n    size=3,\n)\n@slow\nasync def load(name):\n    return name',
    '# Why.\nLIMIT = 3',
    'TEXT = """\ndef no():\n\n    pass\n"""',
    'try:\n    import fast\nexcept ImportError:\n    fast = None\nelse:\n    use(fast)',
  ],
  'a.go': [
    'import (\n\t"fmt"\n\n\t"os"\n)',
    '// Add adds.\nfunc Add(a int) int {\n\tx := `\nfunc no() {\n\n}\n`\n\n\treturn a\n}',
    'type Till struct {\n\tsum int\n\n\tname string\n}',
  ],
  'a.rs': [
    'use std::fmt;\nuse std::io;',
    '#[derive(Debug)]\n// Why.\npub struct Till {\n    sum: u32,\n\n    name: String,\n}',
    '/// Adds.\n#[inline]\nfn add(a: u32) -> u32 {\n    let s = "\n\nfn no() {}";\n\n    a\n}',
  ],
  'A.java': [
    'package shop;',
    'import java.util.List;\nimport java.util.Map;',
    '/** Why. */\n@Deprecated\ninterface Price {\n  int cents();\n\n  int more();\n}',
  ],
};

function firstLinesOf(blocks: readonly string[]): readonly number[] {
  let line = 1;
  return blocks.map((block) => {
    const first = line;
    line += block.split('\n').length + 1;
    return first;
  });
}

const opened: Promise<Syntax> = openSyntax(Object.keys(BLOCKS));

describe('units along the syntax', () => {
  it.each(Object.keys(BLOCKS))(verifies('units.cut', 'syntax of %s'), async (path) => {
    const syntax = await opened;
    const known = BLOCKS[path] ?? [];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...known), { minLength: 1, maxLength: 12 }), (blocks) => {
        const units = unitsOf(path, `${blocks.join('\n\n')}\n`, { syntax });
        expect(units.map(({ firstLine }) => firstLine)).toEqual(firstLinesOf(blocks));
        expect(units.map(({ text }) => text.trimEnd())).toEqual(blocks);
      }),
    );
  });

  it(verifies('units.syntax-members'), async () => {
    const syntax = await opened;
    const ts =
      'export class Till {\n  #sum = 0;\n\n  /** In cents. */\n  @log({\n    deep: 1,\n  })\n  add(cents: number): void {\n    this.#sum += cents;\n  }\n  total = (): number => {\n    return this.#sum;\n  };\n  one() {}\n}';
    expect(unitsOf('a.ts', ts, { syntax }).map(({ firstLine, isPart }) => [firstLine, isPart])).toEqual([
      [1, false],
      [4, true],
      [11, true],
      [14, true],
    ]);
    const py =
      'class A:\n    x = 1\n\n    # of m\n    def m(self):\n        pass\n    @p\n    def n(self):\n        pass\n# of g\ndef g():\n    pass\n';
    expect(unitsOf('a.py', py, { syntax }).map(({ firstLine }) => firstLine)).toEqual([1, 4, 7, 10]);
  });

  it('cuts a long function before statements, never within one that fits', async () => {
    const syntax = await opened;
    const statement = (at: number): string => `  call${at}(\n  first${at},\n\n  second${at},\n  third(${at}),\n  );`;
    const text = `function all() {\n${Array.from({ length: 150 }, (_, at) => statement(at)).join('\n')}\n}\n`;
    const units = unitsOf('a.ts', text, { syntax });
    expect(units.length).toBeGreaterThan(3);
    for (const unit of units.slice(1)) expect(unit.text.trimStart()).toMatch(/^call\d+\(\n/);
    // By its lines alone it is cut within the calls: blank lines there look like borders.
    expect(
      unitsOf('a.ts', text)
        .slice(1)
        .every((unit) => unit.text.trimStart().startsWith('call')),
    ).toBe(false);
  });

  it(verifies('units.syntax-lossless'), async () => {
    const syntax = await opened;
    const pieces = fc.constantFrom(
      ...Object.values(BLOCKS).flat(),
      '}',
      '{',
      '(',
      '"""',
      '`',
      '/*',
      '*/',
      'if (a) {',
      '  else:',
      '\tdef f(',
      '',
      '   ',
      'class A {',
      '🙂'.repeat(40),
      'x'.repeat(400),
    );
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 30 }),
        fc.constantFrom('a.ts', 'a.py', 'a.go', 'a.rs'),
        fc.constantFrom('\n', '\r\n'),
        (parts, path, end) => {
          const lines = parts.join('\n').split('\n');
          const whole = lines.join('\n');
          const text = lines.join(end);
          const units = unitsOf(path, text, { syntax, maxTokens: 90, tokensPerLine: 2 });
          for (const unit of units) expect(unit.tokens).toBeLessThanOrEqual(90);
          const joined = units.reduce(
            (sum, unit, at) =>
              `${sum}${at === 0 || units[at - 1]?.firstLine === unit.firstLine ? '' : '\n'}${unit.text}`,
            '',
          );
          expect(joined).toBe(whole.endsWith('\n') ? whole.slice(0, -1) : whole);
          expect(unitsOf(path, text, { syntax, maxTokens: 90, tokensPerLine: 2 })).toEqual(units);
        },
      ),
      { numRuns: 300 },
    );
  });

  const edits = fc.constantFrom<(block: string) => string>(
    (block) => block.replace(/\n/, '\n  // a new line\n'),
    (block) => block.replaceAll('1', '12'),
    (block) => `${block}\n`,
    (block) => block.replace('return', '\n  log();\n  return'),
    (block) => block.replace('return', 'const s = `\n\nfunction no() {\n\n}`;\n  return'),
  );

  it(verifies('units.stable', 'syntax'), async () => {
    const syntax = await opened;
    const functions = fc
      .array(fc.nat(99), { minLength: 2, maxLength: 30 })
      .map((numbers) =>
        numbers.map((number, at) => `export function f${at}(x) {\n  const y = x + ${number};\n\n  return y * 1;\n}`),
      );
    fc.assert(
      fc.property(functions, fc.nat(), edits, (blocks, pick, edit) => {
        const at = pick % blocks.length;
        const before = unitsOf('a.ts', blocks.join('\n\n'), { syntax }).map(({ text }) => text);
        const after = unitsOf('a.ts', blocks.with(at, edit(blocks[at] ?? '')).join('\n\n'), { syntax }).map(
          ({ text }) => text,
        );
        expect(after.toSpliced(at, 1)).toEqual(before.toSpliced(at, 1));
      }),
    );
  });

  it('cuts by lines what is no code, what has no grammar, and what is too long', async () => {
    const syntax = await opened;
    const broken = `${')]} @@ %% ((\n'.repeat(20)}\nfunction f() {\n  a();\n}\n\nfunction g() {}\n`;
    const long = 'function f() {}\n\n'.repeat(20_000);
    for (const [path, text] of [
      ['a.ts', broken],
      ['a.kt', 'fun f() {\n}\n\nfun g() {\n}\n'],
      ['a.ts', long],
    ] as const) {
      expect(syntax.blocks(path, text)).toBeUndefined();
      expect(unitsOf(path, text, { syntax })).toEqual(unitsOf(path, text));
    }
  });
});
