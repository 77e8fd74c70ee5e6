import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../src/index.ts';
import { chunkFile } from './chunk-file.ts';

const line = fc.oneof(
  fc.constant(''),
  fc.stringMatching(/^[ a-z(){}]{0,30}$/),
  fc.constant('    indented();'),
  fc.constant('export function f() {'),
);
const texts = fc.array(line, { maxLength: 120 }).map((lines) => lines.join('\n'));

describe('estimateTokens', () => {
  it('is characters / 3.5, rounded up', () => {
    expect([
      estimateTokens(''),
      estimateTokens('a'),
      estimateTokens('a'.repeat(7)),
      estimateTokens('a'.repeat(8)),
    ]).toEqual([0, 1, 2, 3]);
  });
});

describe('chunkFile', () => {
  it('keeps a small file whole and gives an empty file no chunk', () => {
    expect(chunkFile({ path: 'a.ts', text: 'a\r\nb\n' }, 100)).toEqual([
      { path: 'a.ts', firstLine: 1, text: 'a\nb', units: [1] },
    ]);
    expect(chunkFile({ path: 'a.ts', text: '' }, 100)).toEqual([]);
  });

  it('cuts before top-level code after a blank line', () => {
    const block = ['function f() {', '  const a = 1;', '', '  return a;', '}', ''];
    const chunks = chunkFile({ path: 'a.ts', text: [...block, ...block, ...block].join('\n') }, 24);
    expect(chunks.map((chunk) => chunk.firstLine)).toEqual([1, 7, 13]);
    expect(chunks.every((chunk) => chunk.text.startsWith('function f'))).toBe(true);
  });

  it('cuts a line that is too long for a chunk, not its surrogate pairs', () => {
    const text = `short\n${'🙂'.repeat(200)}\nlast`;
    const chunks = chunkFile({ path: 'a.ts', text }, 20);
    const long = chunks.filter((chunk) => chunk.firstLine === 2 && chunk.text.includes('🙂'));
    expect(long.length).toBeGreaterThan(1);
    expect(chunks.map((chunk) => chunk.text).join('')).toBe(text.replaceAll('\n', ''));
    expect(long.every((chunk) => chunk.text.isWellFormed())).toBe(true);
  });

  it('loses nothing, fits the limit and numbers lines truly', () => {
    fc.assert(
      fc.property(
        texts,
        fc.integer({ min: 20, max: 200 }),
        fc.integer({ min: 0, max: 4 }),
        (text, maxTokens, tokensPerLine) => {
          const chunks = chunkFile({ path: 'a.ts', text }, maxTokens, { tokensPerLine });
          const whole = text.endsWith('\n') ? text.slice(0, -1) : text;
          expect(chunks.map((chunk) => chunk.text).join('\n')).toBe(whole);
          const lines = whole.split('\n');
          for (const chunk of chunks) {
            const own = chunk.text.split('\n');
            expect(estimateTokens(chunk.text) + own.length * tokensPerLine).toBeLessThanOrEqual(maxTokens);
            expect(lines.slice(chunk.firstLine - 1, chunk.firstLine - 1 + own.length)).toEqual(own);
          }
        },
      ),
    );
  });
});
