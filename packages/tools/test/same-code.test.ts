import { describe, expect, it } from 'vitest';
import { openSyntax, type Syntax } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

const opened: Promise<Syntax> = openSyntax(['a.ts', 'a.tsx', 'a.js', 'a.py', 'a.rs']);

const TS = `// One.
export function f(a: string) {
  return a / 2 + \`x\${a}  y\`.replace(/ a/g, 'b  c');
}
`;
const PY = `# One.
def f(a):
    """Says."""
    if a:
        b = f"x{a}  y"
    return [b]
`;

describe('the same code', () => {
  it.each([
    ['a.ts', TS, TS.replace('// One.', '/**\n * Two.\n */')],
    ['a.ts', TS, TS.replace('(a: string)', '(\n  /* text */ a: string /* here */)')],
    ['a.ts', TS, TS.replaceAll('\n', '\r\n')],
    ['a.py', PY, PY.replace('# One.', '"""The file."""\n')],
    ['a.py', PY, PY.replace('    """Says."""\n', '')],
    ['a.py', PY, PY.replace('"""Says."""', "# So.\n    '''Other\n  words.'''\n    # More.")],
    ['a.py', 'class A:\n    b = 1\n', 'class A:\n    "Doc" " of A."\n\n    b = 1\n'],
    ['a.rs', '/// One.\nfn f() {}\n', '/* Two. */\nfn f() {}\n'],
  ])(verifies('syntax.same-code', 'only comments in %s'), async (path, before, after) => {
    const syntax = await opened;
    expect(after).not.toBe(before);
    expect(syntax.sameCode(path, before, after)).toBe(true);
    expect(syntax.sameCode(path, after, before)).toBe(true);
  });

  it.each([
    ['a.ts', TS, TS.replace('2', '3')],
    ['a.ts', TS, TS.replace('}  y', '} y')],
    ['a.ts', TS, TS.replace('b  c', 'b c')],
    ['a.ts', TS, TS.replace('/ a/g', '/a/g')],
    ['a.ts', TS, TS.replace('return a', '// return a')],
    ['a.ts', TS, TS.replace('return a', 'return /*\n*/ a')],
    ['a.ts', TS, TS.replace('export function f(a: string) {', '/** export function f(a: string) { */')],
    ['a.ts', TS, TS.replace('// One.', '/** Two. */ var a;')],
    ['a.ts', TS, TS.replace('// One.', '/** Two. */\n"use strict";')],
    ['a.ts', TS, `${TS}const b = 1;\n`],
    ['a.tsx', 'const a = <b>c  d</b>;\n', 'const a = <b>c d</b>;\n'],
    ['a.tsx', 'const a = <b>c</b>;\n', 'const a = <b>c // d\n</b>;\n'],
    ['a.py', PY, PY.replace('    return', '        return')],
    ['a.py', PY, PY.replace('    return', '      return')],
    ['a.py', PY, PY.replace('    """Says', '      """Says')],
    ['a.py', 'import a, b\n', 'import a,\n  b\n'],
    ['a.py', PY, PY.replace('}  y', '} y')],
    ['a.py', PY, PY.replace('"""Says."""', 'f"""Says {a()}."""')],
    ['a.py', PY, PY.replace('"""Says."""', 'b"""Says."""')],
    ['a.py', PY, PY.replace('"""Says."""', '"""Says."""\n    """More."""')],
    ['a.py', PY, PY.replace('    return', '    "Not first."\n    return')],
    ['a.py', PY, PY.replace('"""Says."""', '"""Says."""; run()')],
    ['a.py', PY, PY.replace('if a:', 'if a:\n        "No function."')],
    ['a.py', PY, PY.replace('"""Says."""', '"""Says.')],
  ])(verifies('syntax.same-code', 'more than comments in %s: %#'), async (path, before, after) => {
    const syntax = await opened;
    expect(after).not.toBe(before);
    expect(syntax.sameCode(path, before, after)).toBe(false);
    expect(syntax.sameCode(path, after, before)).toBe(false);
  });

  it(verifies('syntax.same-code', 'where it cannot be told'), async () => {
    const syntax = await opened;
    expect(syntax.sameCode('a.kt', 'fun f() {}', 'fun f() {}')).toBeUndefined();
    expect(syntax.sameCode('a.ts', 'a();', 'a();\n'.repeat(100_000))).toBeUndefined();
  });
});
