import { describe, expect, it } from 'vitest';
import { openSyntax, type Syntax } from '../src/index.ts';
import { looksLikeCode } from '../src/syntax/looks-like-code.ts';
import { verifies } from '../../../test/support/verifies.ts';

const TS = `import { a, type B } from './a.js';
import * as all from "pkg/part";
export { c } from '../c';
const lazy = await import('./lazy.ts');
const old = require('old');

/** Money. */
@Injectable()
export class Till<T> extends Base {
  #sum = 0;

  constructor(private readonly owner: string) {
    super();
  }

  static async add(cents: number): Promise<number> {
    return cents;
  }
}

export const total = (prices: readonly number[]): number => {
  return prices.length;
};
export interface Price {
  readonly cents: number;
}
export const LIMIT = 3;
function plain({ a }: B): void {}
`;

const PY = `import os, sys as system
from . import near
from ..shop.till import Till as T, total
from typing import *

LIMIT = 3


@cached
async def load(name: str, *, again=False) -> bytes:
    """Loads."""
    return b""


class Shop(Base):
    rate = 2

    def add(self, cents):
        import json
        return cents
`;

const outlines = (syntax: Syntax, path: string, text: string): readonly string[] =>
  syntax
    .outline(path, text)
    .map(({ kind, firstLine, lastLine, depth, signature }) =>
      [`${'  '.repeat(depth)}${kind}`, `${firstLine}-${lastLine}`, signature].join(' '),
    );

describe('openSyntax', () => {
  it(verifies('syntax.outline', 'TypeScript'), async () => {
    using syntax = await openSyntax(['a.ts']);
    expect(outlines(syntax, 'a.ts', TS)).toEqual([
      "variable 4-4 const lazy = await import('./lazy.ts');",
      "variable 5-5 const old = require('old');",
      'class 8-19 @Injectable() export class Till<T> extends Base',
      '  variable 10-10 #sum = 0',
      '  method 12-14 constructor(private readonly owner: string)',
      '  method 16-18 static async add(cents: number): Promise<number>',
      'function 21-23 export const total = (prices: readonly number[]): number',
      'type 24-26 export interface Price { readonly cents: number; }',
      'variable 27-27 export const LIMIT = 3;',
      'function 28-28 function plain({ a }: B): void',
    ]);
    expect(syntax.importsOf('a.ts', TS)).toEqual([
      { from: './a.js', names: ['a', 'B'] },
      { from: 'pkg/part', names: [] },
      { from: '../c', names: ['c'] },
      { from: './lazy.ts', names: [] },
      { from: 'old', names: [] },
    ]);
  });

  it(verifies('syntax.outline', 'Python'), async () => {
    using syntax = await openSyntax(['a.py']);
    expect(outlines(syntax, 'a.py', PY)).toEqual([
      'variable 6-6 LIMIT = 3',
      'function 9-12 async def load(name: str, *, again=False) -> bytes',
      'class 15-20 class Shop(Base)',
      '  variable 16-16 rate = 2',
      '  method 18-20 def add(self, cents)',
    ]);
    expect(syntax.importsOf('a.py', PY)).toEqual([
      { from: 'os', names: [] },
      { from: 'sys', names: [] },
      { from: '.', names: ['near'] },
      { from: '..shop.till', names: ['Till', 'total'] },
      { from: 'typing', names: [] },
      { from: 'json', names: [] },
    ]);
  });

  it.each([
    [
      'a.go',
      'package shop\n\nimport (\n\t"fmt"\n\t"x/y"\n)\n\ntype Till struct {\n\tsum int\n}\n\nfunc (t *Till) Add(c int) int {\n\treturn c\n}\n',
      ['fmt', 'x/y'],
      ['Till', 'Add'],
    ],
    [
      'a.rs',
      'use crate::money::{Cents, Euro};\nmod till;\n\npub struct Shop;\n\nimpl Shop {\n    pub fn add(&self) -> u32 {\n        1\n    }\n}\n',
      ['crate::money::{Cents, Euro}', 'self::till'],
      ['till', 'Shop', 'Shop', 'add'],
    ],
    [
      'A.java',
      'import com.shop.Till;\n\npublic class A {\n  int add(int c) {\n    return c;\n  }\n}\n',
      ['com.shop.Till'],
      ['A', 'add'],
    ],
    [
      'a.cs',
      'using System.Linq;\n\nnamespace Shop {\n  class Till {\n    int Add(int c) {\n      return c;\n    }\n  }\n}\n',
      ['System.Linq'],
      ['Shop', 'Till', 'Add'],
    ],
    [
      'a.cpp',
      '#include <vector>\n#include "till.h"\n\nint add(int c) {\n  return c;\n}\n',
      ['<vector>', 'till.h'],
      ['add'],
    ],
    ['a.php', '<?php\nclass Till {\n  function add($c) {\n    return $c;\n  }\n}\n', [], ['Till', 'add']],
    ['a.rb', 'class Till\n  def add(c)\n    c\n  end\nend\n', [], ['Till', 'add']],
    ['a.sh', 'add() {\n  echo 1\n}\n', [], ['add']],
    ['a.tsx', 'export function View(): JSX.Element {\n  return <p>one</p>;\n}\n', [], ['View']],
  ])(verifies('syntax.outline', '%s'), async (path, text, imports, names) => {
    using syntax = await openSyntax([path]);
    expect(syntax.imports(path, text)).toEqual(imports);
    expect(syntax.outline(path, text).map(({ name }) => name)).toEqual(names);
    expect(syntax.blocks(path, text)?.length).toBeGreaterThan(0);
  });

  it(verifies('syntax.never-throws'), async () => {
    using syntax = await openSyntax(['a.ts', 'a.py', 'a.kt', 'LICENSE', 'a.md']);
    for (const path of ['a.kt', 'LICENSE', 'a.md', 'a.go'])
      expect([syntax.analysis(path, 'fun f() {}'), syntax.outline(path, 'x'), syntax.imports(path, 'x')]).toEqual([
        undefined,
        [],
        [],
      ]);
    for (const text of [
      '('.repeat(50_000),
      '`${'.repeat(9_000),
      '\u0000\ud800',
      '<<<<<<<',
      'x'.repeat(300_000),
      '{[('.repeat(20_000),
    ]) {
      for (const path of ['a.ts', 'a.py']) {
        expect(() => syntax.analysis(path, text)).not.toThrow();
        expect(syntax.blocks(path, text) ?? []).toBeInstanceOf(Array);
      }
    }
    expect(syntax.analysis('a.ts', ' '.repeat(300_000))).toBeUndefined();
    expect(syntax.outline('a.ts', 'function still() {}').map(({ name }) => name)).toEqual(['still']);
  });

  it.each([
    [
      'a.ts',
      "import type { A } from './a';\nimport { type B, type C } from './b';\nexport type { D } from './d';\n",
      true,
    ],
    [
      'a.ts',
      "import a, { type B } from './a';\nimport { type C, d } from './c';\nimport './e';\nexport * from './f';\n",
      false,
    ],
    ['a.ts', "import { type } from './a';\nimport {} from './b';\n", false],
    ['a.py', 'if TYPE_CHECKING:\n    from .a import A\n    import b\n', true],
    ['a.py', 'if typing.TYPE_CHECKING:\n    import b\n', true],
    ['a.py', 'if DEBUG:\n    from .a import A\nif TYPE_CHECKING:\n    pass\nelse:\n    import b\n', false],
  ])(verifies('syntax.type-imports', '%s %j'), async (path, text, isType) => {
    using syntax = await openSyntax([path]);
    const imports = syntax.importsOf(path, text);
    expect(imports.length).toBeGreaterThan(0);
    for (const one of imports) expect(one.isType === true, one.from).toBe(isType);
  });

  it.each(['"', "'", '()', '(', ')a', '"a', '.', 'f(()=>{', '`${', '{[(', '" ', 'a<', '()\n', '"\n', 'f(()=>{\n'])(
    verifies('syntax.bounded', '%j'),
    async (token) => {
      using syntax = await openSyntax(['a.ts', 'a.py']);
      const text = token.repeat(Math.floor((256 * 1024) / token.length));
      for (const path of ['a.ts', 'a.py']) {
        const before = process.threadCpuUsage();
        expect(syntax.analysis(path, text), path).toBeUndefined();
        const { user, system } = process.threadCpuUsage(before);
        // Without the counts: minutes.
        expect((user + system) / 1_000, path).toBeLessThan(500);
      }
    },
  );

  it(verifies('syntax.bounded', 'what the counts let through'), async () => {
    using syntax = await openSyntax(['a.ts']);
    const text = Array.from({ length: 24_000 }, (_, at) => `#a${at}\n`).join('');
    expect(looksLikeCode(text)).toBe(true);
    const before = process.threadCpuUsage();
    expect(syntax.analysis('a.ts', text)).toBeUndefined();
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(3_000);
  });

  it(verifies('syntax.bounded', 'real code is parsed'), () => {
    const line = (at: number): string => `export const price${at} = round(total(${at}), { by: "cents" });\n`;
    expect(looksLikeCode(Array.from({ length: 4_000 }, (_, at) => line(at)).join(''))).toBe(true);
    expect(looksLikeCode('('.repeat(4_000))).toBe(true);
    expect(looksLikeCode('("a")'.repeat(4_000))).toBe(false);
  });

  it('says nothing any more once it is closed', async () => {
    const syntax = await openSyntax(['a.ts']);
    syntax[Symbol.dispose]();
    expect(syntax.outline('a.ts', 'function f() {}')).toEqual([]);
  });
});

describe('faults', () => {
  it.each([
    ['def f(:\n  pass\n', 1, '")" is missing'],
    ['x = (1,\n\ndef g():\n    pass\n', 1, '"(" is never closed'],
    ['def f()\n    return 1\n', 1, 'What begins with "def" is no whole statement'],
    ['a = 1\n\ndef f():\n    return 1)\n', 4, '")" closes nothing'],
    ['if x = 3:\n    pass\n', 1, 'An assignment cannot stand here'],
    ['for in range(3):\n    pass\n', 1, 'A name is missing'],
    ['x = [1, 2\ny = 3\n', 1, '"[" is never closed'],
    ['class A\n    pass\n', 1, 'What begins with "class" is no whole statement'],
    ['x = 1\ny = "abc\nz = 2\n', 2, 'A string is never closed'],
    ['else:\n    pass\n', 1, 'What begins with "else" is no whole statement'],
    ['import\n', 1, 'What begins with "import" is no whole statement'],
  ])(verifies('syntax.python-faults', '%j'), async (text, line, message) => {
    using syntax = await openSyntax(['a.py']);
    expect(syntax.faults('a.py', text)).toEqual([{ line, message }]);
  });

  it.each([
    'class A[T = int]:\n    pass\n',
    'def f[T: int = str](x: T) -> T:\n    return x\n',
    'x = t"hi {name}"\n',
    'try:\n    pass\nexcept A, B:\n    pass\n',
    'match x:\n    case {"a": [1, *r], **rest} if r: pass\n    case A(b=1) | None: pass\n',
    'x = f"{a["b"]}"\n',
    'type X[T] = list[T]\nasync def f():\n    async with a as b, c as d: await b\n',
    'lazy import x\n',
    'print "of before"\n',
  ])(verifies('syntax.newer-python', '%j'), async (text) => {
    using syntax = await openSyntax(['a.py']);
    expect(syntax.faults('a.py', text)).toEqual([]);
  });
});
