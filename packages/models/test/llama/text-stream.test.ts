import type { Token } from 'node-llama-cpp';
import { expect, it } from 'vitest';
import { TextStream } from '../../src/llama/text-stream.ts';

/** A tokenizer with one token per byte: the worst case. */
const bytewise = (tokens: readonly Token[]): string => Buffer.from(tokens).toString('utf8');

function pieces(bytes: Buffer): string[] {
  const stream = new TextStream(bytewise);
  return [...[...bytes].map((byte) => stream.push(byte as Token)), stream.end()].filter((piece) => piece !== '');
}

it('never shows half a character', () => {
  const text = 'naïve 東京 👩‍💻 ok';
  const shown = pieces(Buffer.from(text));
  expect(shown.join('')).toBe(text);
  expect(shown.every((piece) => !piece.includes('\uFFFD'))).toBe(true);
});

it('shows plain text at once, byte by byte', () => {
  expect(pieces(Buffer.from('abc'))).toEqual(['a', 'b', 'c']);
});

it('gives up on bytes that never become a character, and goes on', () => {
  const noise = Buffer.from([...Array.from({ length: 40 }, () => 0x80), ...Buffer.from('é!')]);
  expect(pieces(noise).join('')).toMatch(/^\uFFFD+é!$/);
});

it('shows the beginning of a character that the end cut off', () => {
  expect(pieces(Buffer.from('a€').subarray(0, 3)).join('')).toBe('a\uFFFD');
});
