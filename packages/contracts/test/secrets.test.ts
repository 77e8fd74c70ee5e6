import { describe, expect, it } from 'vitest';
import { hideSecret, redact, maskKeys } from '../src/index.ts';

const SECRET = 'k/ey+with"quote & blank-é 0123456789';
hideSecret(SECRET);
hideSecret('first-line-0123456789\nsecond-line-0123456789');
hideSecret('ollama');
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

  it('a model still reads words that a server takes for a key', () => {
    expect(redact('ollama')).toBe('[key]');
    expect(maskKeys('ollama')).toBe('ollama');
    expect(maskKeys(`KEY=${SECRET}`)).toBe('KEY=[key]');
  });
});
