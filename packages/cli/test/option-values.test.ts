import { describe, expect, it } from 'vitest';
import { duration, MAX_SECONDS, seconds } from '../src/program/option-values.ts';

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

describe('spans of time on the command line', () => {
  it.each([
    ['45s', 45_000],
    ['30m', 1_800_000],
    ['1.5h', 5_400_000],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
  ])('%s are taken', (text, ms) => {
    expect(duration('1s')(text)).toBe(ms);
  });

  it.each(['0s', '0.5s', '10', '5 m', '-1d', '1y', '3651d', 'soon', ''])('"%s" are refused', (text) => {
    expect(() => duration('1s')(text)).toThrow(/like 30m, 24h or 7d, from 1s to 3650d/);
  });
});
