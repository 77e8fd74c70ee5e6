import { expect, it } from 'vitest';
import { StopTexts } from '../../src/llama/stop-texts.ts';

/** The text that comes out when `text` goes in, cut into pieces of `size`. */
function through(stops: readonly string[], text: string, size: number): { shown: string[]; reached: boolean } {
  const filter = new StopTexts(stops);
  const shown: string[] = [];
  for (let at = 0; at < text.length; at += size) shown.push(filter.push(text.slice(at, at + size)));
  shown.push(filter.end());
  return { shown, reached: filter.reached };
}

it.each([
  [['END'], 'one END two', 'one ', true],
  [['END'], 'one EN', 'one EN', false],
  [['END'], 'one EEND', 'one E', true],
  [['aab'], 'aaab', 'a', true],
  [['\n\n', '###'], 'a\nb###c\n\n', 'a\nb', true],
  [['abc', 'b'], 'xabc', 'xa', true],
  [['abcd', 'bc'], 'abcd', 'a', true],
  [['x'], 'x', '', true],
  [[], 'all of it', 'all of it', false],
])('ends %j in %j after %j, however it is cut', (stops, text, wanted, reached) => {
  for (let size = 1; size <= text.length; size += 1) {
    const result = through(stops, text, size);
    expect(result.shown.join('')).toBe(wanted);
    expect(result.reached).toBe(reached);
  }
});

it('holds back no more than what could become a stop text', () => {
  const filter = new StopTexts(['END']);
  expect(filter.push('an ')).toBe('an ');
  expect(filter.push('E')).toBe('');
  expect(filter.push('N')).toBe('');
  expect(filter.push('T')).toBe('ENT');
});
