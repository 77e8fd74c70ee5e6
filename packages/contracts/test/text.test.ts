import { describe, expect, it } from 'vitest';
import { firstChars } from '../src/index.ts';

describe('the beginning of a text', () => {
  it.each([
    ['abc', 5, 'abc'],
    ['abc', 2, 'ab'],
    ['a😀b', 2, 'a'],
    ['a😀b', 3, 'a😀'],
    ['😀', 2, '😀'],
    ['😀', 1, ''],
    ['abc', 0, ''],
    ['a\ud83dbc', 3, 'a\ufffdb'],
    ['\ude00bc', 2, '\ufffdb'],
  ])('%j, at most %i: %j', (text, most, cut) => {
    expect(firstChars(text, most)).toBe(cut);
  });
});
