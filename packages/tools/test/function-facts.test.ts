import type { CommentedFunction } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { openSyntax, type Syntax } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

const opened: Promise<Syntax> = openSyntax(['a.ts', 'a.py']);

/** Of the only function of a text, what is asked for. */
async function factsOf(path: string, text: string): Promise<CommentedFunction> {
  const syntax = await opened;
  const found = syntax.functions(path, text);
  expect(found, text).toHaveLength(1);
  const [only] = found;
  if (only === undefined) throw new Error('there is one');
  return only;
}

describe('what is known of a function', () => {
  it(verifies('syntax.function-facts', 'a whole method of TypeScript'), async () => {
    const text = `class Till {
  async put(this: Till, { a }: B, cents = 0, by?: string, ...rest: readonly Map<string, Price>[]): Promise<Price | undefined> {
    if (cents < 0) throw new RangeError(format(cents));
    this.#sum += cents;
    const [first] = rest.map((one) => one.get(this.store.find(by)));
    return first ?? this.close?.(by);
  }
}
`;
    expect(await factsOf('a.ts', text)).toEqual({
      name: 'put',
      kind: 'method',
      owner: 'Till',
      parameters: [
        { name: 'cents', isOptional: true },
        { name: 'by', type: 'string', isOptional: true },
        { name: 'rest', type: 'readonly Map<string, Price>[]', isOptional: true },
      ],
      returns: 'value',
      returnType: 'Promise<Price | undefined>',
      mayBeAbsent: true,
      throws: ['RangeError'],
      calls: ['rest.map', 'one.get', 'this.store.find', 'this.close'],
      changes: ['#sum'],
      isAsync: true,
      style: 'jsdoc',
      commentLine: 2,
      indent: '  ',
      firstLine: 2,
      lastLine: 7,
    });
  });

  it(verifies('syntax.function-facts', 'a whole method of Python'), async () => {
    const text = `class Till:
    async def put(self, a, /, cents: int = 0, *rest: Price, by=None, **more) -> "Optional[Price]":
        if cents < 0:
            raise RangeError(format(cents)) from None
        self.sum, self._by = cents, by
        other.sum = 3
        async for one in json.loads(a):
            yield self.store.find(one)
`;
    expect(await factsOf('a.py', text)).toEqual({
      name: 'put',
      kind: 'method',
      owner: 'Till',
      parameters: [
        { name: 'a' },
        { name: 'cents', type: 'int', isOptional: true },
        { name: 'rest', type: 'Price', isOptional: true },
        { name: 'by', isOptional: true },
        { name: 'more', isOptional: true },
      ],
      returns: 'value',
      returnType: '"Optional[Price]"',
      mayBeAbsent: true,
      throws: ['RangeError'],
      calls: ['json.loads', 'self.store.find'],
      changes: ['sum', '_by'],
      isAsync: true,
      isGenerator: true,
      style: 'docstring',
      commentLine: 3,
      indent: '        ',
      firstLine: 2,
      lastLine: 8,
    });
  });

  it.each([
    ['(): void => {}', 'nothing'],
    ['(): never => fail()', 'nothing'],
    ['async (): Promise<void> => {}', 'nothing'],
    ['(): void | Promise<void> => run()', 'nothing'],
    ['(x): asserts x is A => {}', 'nothing'],
    ['(x): x is A => true', 'value'],
    ['(): Map<string, A | undefined> => x', 'value'],
    ['(): (() => A | undefined) => x', 'value'],
    ['(): A | null => x', 'value, or none'],
    ['(): A => { return null as never; }', 'value'],
    ['() => x.y', 'value'],
    ['() => run(x)', 'unknown'],
    ['async () => await run(x)', 'unknown'],
    ['() => void run(x)', 'nothing'],
    ['() => (a ? b : undefined)', 'value, or none'],
    ['() => { return; }', 'nothing'],
    ['() => { return () => { return 1; }; }', 'value'],
    ['() => { run(() => { return 1; }); }', 'nothing'],
    ['() => { function f() { return 1; } class A { b() { return 2; } } }', 'nothing'],
    ['() => { if (a) return; return run(a); }', 'value, or none'],
    ['() => { return find(a) ?? null; }', 'value, or none'],
    ['() => { return undefined; }', 'nothing'],
    ['function* () { yield 1; }', 'value'],
  ])(verifies('syntax.function-facts', 'given back by %s'), async (value, expected) => {
    const { returns, mayBeAbsent } = await factsOf('a.ts', `const f = ${value};\n`);
    expect(`${returns}${mayBeAbsent ? ', or none' : ''}`).toBe(expected);
  });

  it.each([
    [' -> None', 'return None', 'nothing'],
    [' -> typing.NoReturn', 'fail()', 'nothing'],
    [' -> int | None', 'return a', 'value, or none'],
    [' -> Union[int, None]', 'return a', 'value, or none'],
    [' -> dict[str, Optional[int]]', 'return a', 'value'],
    ['', 'return a if b else None', 'value, or none'],
    ['', 'return a or None', 'value, or none'],
    ['', 'return lambda: (yield)', 'value'],
    ['', 'yield from a', 'value'],
    ['', 'return', 'nothing'],
    ['', 'raise NotImplementedError', 'nothing'],
  ])(verifies('syntax.function-facts', 'given back by def f()%s: %s'), async (type, statement, expected) => {
    const { returns, mayBeAbsent } = await factsOf('a.py', `def f()${type}:\n    ${statement}\n`);
    expect(`${returns}${mayBeAbsent ? ', or none' : ''}`).toBe(expected);
  });

  it.each([
    ['a.ts', 'throw new A(); throw new b.C(x()); throw new A();', ['A', 'b.C']],
    ['a.ts', 'try { throw new A(); } catch (e) { throw new B(); } finally { throw new C(); }', ['B', 'C']],
    ['a.ts', 'try { throw new A(); } finally { done(); }', ['A']],
    ['a.ts', 'if (a) throw e; throw make(); throw TypeError("x");', ['TypeError']],
    ['a.ts', 'run(() => { throw new A(); });', []],
    ['a.py', 'raise A; raise b.C(x())', ['A', 'b.C']],
    ['a.py', 'raise; raise error; raise make()', []],
    ['a.py', 'try:\n        raise A\n    except E:\n        raise B from E', ['B']],
    ['a.py', 'try:\n        raise A\n    finally:\n        pass', ['A']],
  ])(verifies('syntax.function-facts', 'thrown in %s by %s'), async (path, body, expected) => {
    const text = path === 'a.py' ? `def f(a):\n    ${body}\n` : `function f(a) {\n  ${body}\n}\n`;
    const { throws, calls } = await factsOf(path, text);
    expect(throws).toEqual(expected);
    expect(calls).not.toContain('x');
  });

  it(verifies('syntax.function-facts', 'cut where it is long'), async () => {
    const long = await factsOf('a.ts', `function f(a: {\n  b: '${'😀'.repeat(40)}';\n}) {}\n`);
    const [{ type = '' } = {}] = long.parameters;
    expect(type).toMatch(/^\{ b: '(?:😀)+…$/u);
    expect(type.length).toBeLessThanOrEqual(60);
    const many = 'abcdef'.split('').map((name) => `this.${name} = ${name}(); throw new ${name.toUpperCase()}();`);
    expect(await factsOf('a.ts', `function f() { ${many.join(' ')} ${'x'.repeat(41)}(); }\n`)).toMatchObject({
      throws: ['A', 'B', 'C', 'D'],
      calls: ['a', 'b', 'c', 'd'],
      changes: ['a', 'b', 'c', 'd'],
    });
  });
});
