import { describe, expect, it } from 'vitest';
import { HanzoError } from '@hanzo/contracts';
import { checkKey } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

describe('what a person pastes', () => {
  it.each([
    ['', 'is empty'],
    ['"sk-0123456789"', 'quotes'],
    ['OPENAI_API_KEY=sk-0123456789', 'name of a variable'],
    ['Bearer sk-0123456789', 'Bearer'],
    ['https://api.openai.com/v1', 'URL'],
    ['sk-01234\n56789', 'line break'],
    ['sk-01234 56789', 'blank'],
    ['sk-012345…6789', 'character that no API key has'],
    ['sk-1', '4 characters'],
    ['x'.repeat(5000), '5000 characters'],
    ['sk-ant-0123456789', 'of anthropic, not of openai'],
    ['gsk_0123456789', 'of groq, not of openai'],
  ])(verifies('keys.shape-refused', '%j'), (raw, says) => {
    try {
      checkKey(raw, 'openai', 'api.openai.com');
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(HanzoError);
      const { code, message, mend = '' } = error as HanzoError;
      expect(code).toBe('USAGE');
      expect(message).toContain(says);
      expect(mend).not.toBe('');
      expect(`${message} ${mend}`).not.toContain('56789');
    }
  });

  it.each([
    ['  sk-proj-0123456789\n', 'api.openai.com', 'sk-proj-0123456789'],
    ['sk-ant-api03-x_Y-9', 'api.anthropic.com', 'sk-ant-api03-x_Y-9'],
  ])('takes %j at %s', (raw, host, key) => {
    expect(checkKey(raw, 'openai', host)).toBe(key);
  });

  it(verifies('keys.shape-by-host'), () => {
    expect(checkKey('gsk_0123456789', 'openai', 'api.groq.com')).toBe('gsk_0123456789');
    expect(checkKey('sk-ant-api03-x_Y-9', 'anthropic', 'gateway.example:8080')).toBe('sk-ant-api03-x_Y-9');
  });
});
