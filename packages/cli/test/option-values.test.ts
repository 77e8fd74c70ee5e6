import { describe, expect, it } from 'vitest';
import { MAX_SECONDS, seconds } from '../src/option-values.ts';

describe('seconds on the command line', () => {
  it.each([
    ['2', 2],
    ['0.1234', 0.123],
    ['.5', 0.5],
    ['0.001', 0.001],
    [String(MAX_SECONDS), MAX_SECONDS],
  ])('%s are taken, to the millisecond', (text, value) => {
    expect(seconds(text)).toBe(value);
  });

  it('are kept to the millisecond, whatever binary fractions make of them', () => {
    for (let ms = 1; ms <= 5_000; ms++) expect(Math.round(seconds(String(ms / 1000)) * 1000)).toBe(ms);
    expect(seconds('0.1234')).toBe(0.123);
  });

  it.each(['0', '0.0001', '-1', '1e3', 'soon', '', ' ', 'Infinity', '2073601', '10000000'])(
    '"%s" are refused',
    (text) => {
      expect(() => seconds(text)).toThrow(/from 0\.001 to 2073600 \(24 days\)/);
    },
  );
});
