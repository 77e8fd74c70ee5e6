import { describe, expect, it } from 'vitest';
import { hideSecret } from '@hanzo/contracts';
import { verifies } from '../../../test/support/verifies.ts';
import { csvLine, csvLines } from '../src/terminal/csv.ts';
import { redactData } from '../src/terminal/redact-data.ts';

describe('data for programs', () => {
  hideSecret('provider');
  hideSecret('"event"');
  hideSecret('1234567890123456');
  hideSecret('sk-data-0123456789');

  it(verifies('keys.words-stay', 'JSON'), () => {
    const line = JSON.stringify({
      event: 'x',
      provider: 'provider',
      amount: 1234567890123456,
      key: 'sk-data-0123456789',
    });
    expect(redactData(line)).toBe('{"event":"x","provider":"[key]","amount":1234567890123456,"key":"[key]"}');
  });

  it(verifies('keys.words-stay', 'CSV'), () => {
    const [head, row] = csvLines(['provider', 'micros'], [['provider', 2_500_000]]);
    expect([head, row].map((line) => redactData(String(line), 'data'))).toEqual(['provider,micros', '[key],2500000']);
    expect(redactData(csvLine(['a sk-data-0123456789 b']))).toBe('a [key] b');
  });

  it('what is no JSON after all is still without keys', () => {
    expect(redactData('{ sk-data-0123456789 of provider')).toBe('{ [key] of [key]');
  });
});
