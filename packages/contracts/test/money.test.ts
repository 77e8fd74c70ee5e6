import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDollars, parseDollars } from '../src/index.ts';

describe('formatDollars', () => {
  it('writes micro-dollars exactly', () => {
    const written = [0, 1, 1234, 10_000, 100_000, 1_500_000, 1_234_567, -50, Number.MAX_SAFE_INTEGER].map(
      formatDollars,
    );
    expect(written).toEqual([
      '$0.00',
      '$0.000001',
      '$0.001234',
      '$0.01',
      '$0.10',
      '$1.50',
      '$1.234567',
      '-$0.00005',
      '$9007199254.740991',
    ]);
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (micros) => {
        const [whole = '', decimals = ''] = formatDollars(Math.abs(micros)).slice(1).split('.');
        expect(BigInt(whole) * 1_000_000n + BigInt(decimals.padEnd(6, '0'))).toBe(BigInt(Math.abs(micros)));
        expect(formatDollars(micros).startsWith('-')).toBe(micros < 0);
      }),
    );
  });

  it('refuses fractions', () => {
    expect(() => formatDollars(0.5)).toThrow(expect.objectContaining({ code: 'INTERNAL' }));
  });
});

describe('parseDollars', () => {
  it('reads back what formatDollars writes', () => {
    fc.assert(fc.property(fc.maxSafeNat(), (micros) => parseDollars(formatDollars(micros)) === micros));
  });

  it.each(['', '-1', '1e3', '0.0000001', 'abc', '1,50', '99999999999999'])('does not understand %j', (text) => {
    expect(parseDollars(text)).toBeUndefined();
  });
});
