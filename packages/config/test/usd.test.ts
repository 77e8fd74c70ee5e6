import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatUsd, parseUsd } from '../src/index.ts';

it('dollars survive the way there and back', () => {
  fc.assert(fc.property(fc.maxSafeNat(), (micros) => parseUsd(formatUsd(micros)) === micros));
});

it('shows at least cents, and everything below', () => {
  expect([0, 1, 10_000, 1_500_000, 12_345_678].map(formatUsd)).toEqual(['$0.00', '$0.000001', '$0.01', '$1.50', '$12.345678']);
});
