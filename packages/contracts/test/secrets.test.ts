import { describe, expect, it } from 'vitest';
import { hideSecret, maskKeys, redact, redactLine, redactValues } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

const SECRET = 'k/ey+with"quote & blank-é 0123456789';
hideSecret(SECRET);
hideSecret('first-line-0123456789\nsecond-line-0123456789');
hideSecret('ollama');
hideSecret('hunter-two');
hideSecret('2500000');
hideSecret('abc');

describe('hidden secrets', () => {
  const base64 = (before: string, after: string): string => Buffer.from(before + SECRET + after).toString('base64');
  it.each([
    ['plain', SECRET],
    ['URL-encoded', encodeURIComponent(SECRET)],
    ['JSON-escaped', JSON.stringify({ key: SECRET })],
    ['JSON in JSON in JSON', JSON.stringify(JSON.stringify(JSON.stringify({ key: SECRET })))],
    ['base64', base64('', '')],
    ['base64url', Buffer.from(SECRET).toString('base64url')],
    ['base64 behind one byte', base64(':', '')],
    ['base64 behind two bytes', base64('u:', '')],
    ['base64 amid others', base64('user:', ' and more')],
  ])('%s', (_form, text) => {
    const shown = redact(`before ${text} after`);
    expect(shown).toContain('[key]');
    expect(shown).toMatch(/^before .* after$/);
    for (const part of [SECRET, JSON.stringify(SECRET).slice(1, -1), encodeURIComponent(SECRET)])
      expect(shown).not.toContain(part);
    expect(Buffer.from(shown.replace('before ', ''), 'base64').toString()).not.toContain('0123456789');
  });

  it('one with a line break is hidden line by line, too', () => {
    expect(redact('see second-line-0123456789!')).toBe('see [key]!');
  });

  it('short ones are too common to be hidden', () => {
    expect(redact('abc')).toBe('abc');
  });

  it(verifies('keys.words-stay'), () => {
    expect(redact('ollama costs 2500000')).toBe('ollama costs 2500000');
    const value = { 'hunter-two': ['hunter-two', 2_500_000, null], [SECRET]: `a ${SECRET}` };
    expect(redactValues(value)).toEqual({ 'hunter-two': ['[key]', 2_500_000, null], '[key]': 'a [key]' });
    expect(redactLine(`hunter-two,${SECRET}`)).toBe('hunter-two,[key]');
  });

  it(verifies('keys.lines-stay'), () => {
    const pem = '-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\r\nAQEFAASCBKcwggSjAgEAAoI\n-----END KEY-----';
    hideSecret(pem);
    for (const show of [redact, maskKeys]) {
      expect(show(`1\n${pem}\n5`)).toBe('1\n[key]\n\r\n\n\n5');
      expect(JSON.parse(show(JSON.stringify({ text: `1\n${pem}\n5` })))).toEqual({ text: '1\n[key]\n\r\n\n\n5' });
    }
  });

  it('thousands of them are hidden at once', () => {
    const started = performance.now();
    for (let at = 0; at < 5_000; at += 1) hideSecret(`bulk-${at}-0123456789abcdef`);
    expect(redact('see bulk-4999-0123456789abcdef')).toBe('see [key]');
    // Sorting all at each of them took minutes.
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('a model still reads words that a server takes for a key', () => {
    expect(redact('hunter-two')).toBe('[key]');
    expect(maskKeys('hunter-two')).toBe('hunter-two');
    expect(maskKeys(`KEY=${SECRET}`)).toBe('KEY=[key]');
  });
});
