import type { CommentedFunction } from '@hanzo/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSyntax, type Syntax } from '../src/index.ts';
import { withDocComments } from './doc-comments.ts';
import { verifies } from '../../../test/support/verifies.ts';

const opened: Promise<Syntax> = openSyntax(['a.ts', 'a.tsx', 'a.js', 'a.py']);

async function functionsOf(path: string, text: string): Promise<readonly CommentedFunction[]> {
  const syntax = await opened;
  return syntax.functions(path, text);
}

async function namesOf(path: string, text: string): Promise<readonly string[]> {
  const found = await functionsOf(path, text);
  return found.map(({ kind, owner, name }) => `${kind} ${owner === undefined ? '' : `${owner}.`}${name}`);
}

const TS = `/** The file. */

import { a } from './a.ts';
function plain() {}
/** Is there. */
function documented() {}
/** Is there. */
// More.
export function above() {}
export /** Is there. */ function inside() {}
/* Not a doc comment. */
export default async function main() {}
/**** Nor this. ****/
const arrow = () => 1;
const old = function () {};
const one = () => 1,
  two = () => 2;
export function over(a: string): void;
export function over(a: unknown): void {}
declare function ambient(): void;
const value = 3; /** Of the value. */
function* generated() { yield 1; }
export abstract class Shop {
  name = 'x';
  #sum = (): number => 3;
  constructor() { function inner() {} }
  get size() { return 1; }
  set size(size) {}
  static async add() {}
  abstract open(): void;
  close(): void;
  close(by?: string): void {}
  [Symbol.iterator]() {}
  [computed]() {}
  'with a text'() {}
  /** Is there. */
  @Decorated()
  decorated() {}
  static Till = class { count() {} };
}
const Named = class {
  member() {}
};
namespace Space {
  export function within() {}
}
foo(); function behind() {}
export default () => 3;
const held = { method() {} };
`;

const PY = `"""The file."""
import os


def plain():
    pass


def documented():
    """Is there."""


def raw():
    r'''Is ''' "there."


def filled():
    f"{plain()}"


def short(): return 1


@overload
def over(a: int) -> int: 
    ...


def over(a):
    return a


if os:
    def within():
        pass


class Shop(Base):
    """Is there."""

    def __init__(self):
        def inner():
            pass

    @property
    def size(self):
        return 1

    @size.setter
    def size(self, size):
        self._size = size

    @functools.cached_property
    def total(self):
        return 2

    @staticmethod
    async def load(name):
        return name

    class Till:
        def count(self):
            # Why.
            yield 1
`;

describe('functions without a doc comment', () => {
  it(verifies('syntax.undocumented', 'TypeScript'), async () => {
    const expected = [
      'function plain',
      'function main',
      'function arrow',
      'function old',
      'function generated',
      'method Shop.#sum',
      'constructor Shop.constructor',
      'getter Shop.size',
      'setter Shop.size',
      'method Shop.add',
      'method Shop.[Symbol.iterator]',
      'method Named.member',
      'function within',
    ];
    expect(await namesOf('a.ts', TS)).toEqual(expected);
    expect(await namesOf('a.tsx', TS)).toEqual(expected);
    expect(await namesOf('a.ts', TS.replaceAll('\n', '\r\n'))).toEqual(expected);
    expect(await namesOf('a.js', 'class A {\n  f = () => 1;\n  g() {}\n}\n')).toEqual(['method A.f', 'method A.g']);
  });

  it(verifies('syntax.undocumented', 'Python'), async () => {
    const expected = [
      'function plain',
      'function filled',
      'function over',
      'constructor Shop.__init__',
      'getter Shop.size',
      'setter Shop.size',
      'getter Shop.total',
      'method Shop.load',
      'method Till.count',
    ];
    expect(await namesOf('a.py', PY)).toEqual(expected);
    expect(await namesOf('a.py', PY.replaceAll('\n', '\r\n').replaceAll('    ', '\t'))).toEqual(expected);
  });

  it(verifies('syntax.undocumented', 'faults elsewhere, and what is no code'), async () => {
    expect(await namesOf('a.ts', 'function a() {}\nfunction b( {}\n')).not.toContain('function b');
    expect(await namesOf('a.py', 'def a():\n    pass\n\n\ndef b():\n    return (1\n')).toEqual(['function a']);
    expect(await namesOf('a.go', 'func a() {}\n')).toEqual([]);
    const texts = fc.array(
      fc.constantFrom(...TS.split(/\b/), ...PY.split(/\b/), '\u0000', '\ud800', '\r', '"""', '/**'),
    );
    const syntax = await opened;
    fc.assert(
      fc.property(fc.constantFrom('a.ts', 'a.js', 'a.py'), texts, (path, words) => {
        const text = words.join('');
        const lines = text.split('\n');
        for (const { commentLine, firstLine, lastLine, indent } of syntax.functions(path, text)) {
          expect(firstLine).toBeLessThanOrEqual(lastLine);
          expect(lines[commentLine - 1]?.startsWith(indent)).toBe(true);
        }
        expect(syntax.sameCode(path, text, text) ?? true).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('where the comment belongs', () => {
  it(verifies('syntax.comment-place', 'TypeScript'), async () => {
    const text = `class Shop {
\t// Why.
\t// eslint-disable-next-line no-empty
\t@First({
\t\ta: 1,
\t}) // Why.

\t// More.
\t@Second()
\tadd() {
\t}

\t// Why.
\t// @ts-expect-error it is old
\tsub() {}
\t// prettier-ignore

\tmul() {} // oxlint-disable-line
\tdiv() {}
\t// @ts-expect-error it is old
\t// because
\tneg() {}
\t// noinspection JSUnusedGlobalSymbols
\tabs() {}
\t// $FlowFixMe[incompatible-type]
\tmod() {}
}
`;
    const found = await functionsOf('a.ts', text);
    expect(
      found.map(({ name, commentLine, indent, firstLine, lastLine }) => [
        name,
        commentLine,
        indent,
        firstLine,
        lastLine,
      ]),
    ).toEqual([
      ['add', 3, '\t', 4, 11],
      ['sub', 14, '\t', 15, 15],
      ['mul', 18, '\t', 18, 18],
      ['div', 19, '\t', 19, 19],
      ['neg', 20, '\t', 22, 22],
      ['abs', 23, '\t', 24, 24],
      ['mod', 25, '\t', 26, 26],
    ]);
  });

  it(verifies('syntax.comment-place', 'Python'), async () => {
    const text = `@first(
    1,
)
@second
def load(
    name,
):  # Why.
    # More.

    @inner
    def of():
        pass


def broken(): \\
    pass


def half(): pass; run()
`;
    const found = await functionsOf('a.py', text);
    expect(found).toMatchObject([
      { name: 'load', style: 'docstring', commentLine: 10, indent: '    ', firstLine: 1, lastLine: 12 },
    ]);
  });

  it.each([
    ['# pylint: disable-next=eval-used', 2],
    ['# pylint: disable-next=eval-used\n    # because', 2],
    ['# noinspection PyUnusedLocal', 2],
    ['# pyre-fixme[8]: it is old', 2],
    ['# nosemgrep', 2],
    ['# Why.\n    # lint-ignore: old', 3],
    ['# type: (int) -> int\n    # pylint: disable-next=eval-used', 3],
    ['# type: (int) -> int', 3],
    ['# pylint: disable-next=eval-used\n', 4],
    ['# Why.', 3],
  ])(verifies('syntax.comment-place', 'Python, below %j'), async (above, commentLine) => {
    const text = `def f(x):\n    ${above}\n    return x\n`;
    for (const one of [text, text.replaceAll('\n', '\r\n')])
      expect(await functionsOf('a.py', one)).toMatchObject([{ commentLine, indent: '    ' }]);
    const joined = text.replace('f(x):', 'f(x): \\');
    if (commentLine === 2) expect(await functionsOf('a.py', joined)).toEqual([]);
  });

  it.each([
    ['a.ts', TS],
    ['a.py', PY],
  ])(verifies('syntax.comment-place', '%s, all at once'), async (path, plain) => {
    const syntax = await opened;
    for (const text of [plain, plain.replaceAll('\n', '\r\n')]) {
      const after = withDocComments(text, syntax.functions(path, text));
      expect(after).not.toBe(text);
      expect(syntax.functions(path, after)).toEqual([]);
      expect(syntax.sameCode(path, text, after)).toBe(true);
      expect(syntax.faults(path, after)).toEqual(syntax.faults(path, text));
    }
  });
});
