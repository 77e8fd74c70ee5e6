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

  it('are whole milliseconds whatever binary fractions make of them, so that no timer refuses them', () => {
    for (let ms = 1; ms < 100_000; ms += 7) {
      const timer = seconds(`${Math.floor(ms / 1000)}.${String(ms % 1000).padStart(3, '0')}`) * 1000;
      if (!Number.isInteger(timer) || Math.abs(timer - ms) > 2) expect.fail(`${ms} ms became ${timer} ms`);
    }
    expect(() => AbortSignal.timeout(seconds('1.005') * 1000)).not.toThrow();
  });

  it.each(['0', '0.0001', '-1', '1e3', 'soon', '', ' ', 'Infinity', '2073601', '10000000'])(
    '"%s" are refused',
    (text) => {
      expect(() => seconds(text)).toThrow(/from 0\.001 to 2073600 \(24 days\)/);
    },
  );
});
