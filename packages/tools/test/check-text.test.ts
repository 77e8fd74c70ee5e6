import { describe, expect, it } from 'vitest';
import { checksFor, checkText, createSyntaxParser } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

const parser = createSyntaxParser();
const signal = new AbortController().signal;

async function found(path: string, text: string): Promise<readonly string[]> {
  const report = await checkText(path, text, { parser, signal });
  return [...report.findings.map((one) => `${one.line}: ${one.message}`), ...report.unchecked];
}

describe('checkText', () => {
  it('finds the line of a TypeScript error', async () => {
    expect(await found('a.ts', 'const a: number = 1;\nfunction f( {\n  return a;\n}\n')).toEqual([
      expect.stringMatching(/^[234]: TypeScript syntax error: /),
    ]);
    expect(await found('a.ts', 'const a = 1;\nconst b = ;\n')).toEqual([
      '2: TypeScript syntax error: Expression expected.',
    ]);
  });

  it('accepts modern TypeScript', async () => {
    const text =
      'import type { A } from "a";\n@dec class B<T> { constructor(private a: T, readonly b?: A) {} accessor c = 1; }\nenum E { X }\nnamespace N { export const y = 1 as const satisfies number; }\nexport = N;';
    expect(await found('a.cts', text)).toEqual([]);
  });

  it('tells scripts from modules and never takes TypeScript for JavaScript', async () => {
    expect(await found('a.js', '#!/usr/bin/env node\nconst x = require("x");\nreturn x;\n')).toEqual([]);
    expect(await found('a.js', 'import x from "x";\nawait x;\n')).toEqual([]);
    expect(await found('a.mjs', 'export const a = 1;\n\nlet b;\nlet b;\n')).toEqual([
      "4: JavaScript syntax error: Identifier 'b' has already been declared.",
    ]);
    expect(await found('a.cjs', 'const a = 1;\nconst b: number = 2;\n')).toEqual([
      expect.stringMatching(/^2: JavaScript syntax error: Missing initializer/),
    ]);
    expect(await found('a.js', 'export const a = ;\n')).toEqual([
      expect.stringMatching(/^1: JavaScript syntax error: Unexpected token/),
    ]);
  });

  it(verifies('tools.no-execution'), async () => {
    const text = 'globalThis.hanzoWasHere = true;\nprocess.exit(3);\n';
    expect(await found('a.cjs', text)).toEqual([]);
    expect(await found('a.mjs', `${text}await import("node:fs");`)).toEqual([]);
    expect(Object.hasOwn(globalThis, 'hanzoWasHere')).toBe(false);
  });

  it('says what it cannot check instead of guessing', async () => {
    expect(await found('a.rb', 'def f(')).toEqual(['there is no syntax check for .rb files here']);
    expect(await found('Makefile', 'x')).toEqual(['there is no syntax check for Makefile here']);
    expect(await found('a.js', 'export const a = <div>hi</div>;\n')).toEqual([
      'it may hold JSX, for which there is no check here',
    ]);
    expect(await found('a.js', '// @flow\nconst a: number = 1;\n')).toEqual([
      'it has Flow types, for which there is no check here',
    ]);
  });

  it(verifies('syntax.python-faults', 'as a finding'), async () => {
    expect(await found('a.py', 'import os\n\ndef f(a:\n    return 1\n')).toEqual([
      '3: Python syntax error: "(" is never closed.',
    ]);
    expect(await found('a.py', 'def f(a):\n    return a\n')).toEqual([]);
    expect(await found('a.pyi', 'class A[T = int]: ...\n')).toEqual([
      'the Python syntax could not be checked: line 1 may be newer than the parser',
    ]);
    expect(await found('a.py', 'x = 1\n'.repeat(60_000))).toEqual([
      'the Python syntax could not be checked: it is too long or too odd for the parser',
    ]);
    const report = await checkText('a.py', 'def f(a:\n    return 1\n', { parser, signal });
    expect(report.findings[0]).toMatchObject({
      severity: 'high',
      category: 'syntax',
      confidence: 'high',
      quote: 'def f(a:',
    });
  });

  it('gives JSON faults with line and column, and knows commented JSON', async () => {
    expect(await found('conf/a.json', '{\n  "a": 1,\n  "b": \n}\n')).toEqual([
      '4: A value is expected, but "}" is there (line 4, column 1).',
    ]);
    expect(await found('tsconfig.base.json', '{ // fine\n "a": [1,], }')).toEqual([]);
    expect(await found('other.json', '{"a": 1,}')).toEqual([expect.stringContaining('only some readers allow them')]);
  });

  it('finds merge conflicts in any text, and only real ones', async () => {
    const conflict = 'a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> topic\nd\n';
    expect(await found('a.py', conflict)).toEqual([
      '2: A merge conflict was left unresolved: lines 2 to 6.',
      'the syntax is left for after the merge conflict',
    ]);
    expect(await found('a.ts', conflict)).toEqual([
      expect.stringContaining('merge conflict'),
      'the syntax is left for after the merge conflict',
    ]);
    expect(await found('a.md', 'Title\n=======\n\n> quote\n')).toEqual(['there is no syntax check for .md files here']);
  });

  it('quotes the last line with text when the error is at the end', async () => {
    const report = await checkText('a.ts', 'export function f() {\n  return 1;\n\n\n', { parser, signal });
    expect(report.findings[0]).toMatchObject({ line: 2, quote: 'return 1;' });
  });

  it('survives a file that breaks the parser, and goes on checking others', async () => {
    expect(await found('deep.ts', '('.repeat(100_000))).toEqual([expect.stringContaining('nested too deeply')]);
    expect(await found('a.ts', 'const a = ;')).toEqual(['1: TypeScript syntax error: Expression expected.']);
    expect(await found('deep.cjs', '('.repeat(100_000))).toEqual([expect.stringContaining('nested too deeply')]);
    expect(await found('a.ts', 'const a: number = 1;')).toEqual([]);
  });

  it('stops when it is cancelled, and the parser lives on', async () => {
    const abort = new AbortController();
    const pending = checkText('a.ts', 'const a = 1;\n'.repeat(20_000), { parser, signal: abort.signal });
    abort.abort();
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
    expect(await found('a.ts', 'const a: number = 1;')).toEqual([]);
  });
});

describe('checksFor', () => {
  it('knows which files it can check', () => {
    expect(checksFor('src/a.py')).toEqual(['merge-markers', 'python']);
    expect(checksFor('src/a.ts')).toEqual(['merge-markers', 'typescript']);
    expect(checksFor('a.tsx')).toEqual(['merge-markers']);
    expect(checksFor('package.json')).toEqual(['merge-markers', 'json']);
    expect(checksFor('x/.vscode/settings.json')).toEqual(['merge-markers', 'jsonc']);
  });
});
