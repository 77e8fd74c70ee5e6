import { describe, expect, it } from 'vitest';
import { isKeyVariable, redact, withoutKeys } from '@hanzo/contracts';
import { takeKeyVariables } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

describe('variables that hold keys', () => {
  it.each(['OPENAI_API_KEY', 'GROQ_API_KEY', 'HANZO_ENGINE_KEY', 'HF_TOKEN', 'ANTHROPIC_AUTH_TOKEN', 'my_api_key'])(
    'knows %s',
    (name) => {
      expect(isKeyVariable(name)).toBe(true);
    },
  );
  it.each(['PATH', 'HOME', 'HANZO_HOME', 'API_KEY_FILE_NAME', 'KEYBOARD', 'GPG_TTY'])('leaves %s alone', (name) => {
    expect(isKeyVariable(name)).toBe(false);
  });

  it('takes them out and hides their values', () => {
    const env: Record<string, string | undefined> = {
      OPENAI_API_KEY: ' sk-taken-0123456789abcdef ',
      OWN: 'own-taken-0123456789',
      PATH: '/bin',
    };
    const taken = takeKeyVariables(env, ['OWN', 'NOT_THERE']);
    expect(env).toEqual({ PATH: '/bin' });
    expect(taken).toEqual({ OPENAI_API_KEY: ' sk-taken-0123456789abcdef ', OWN: 'own-taken-0123456789' });
    expect(redact('sk-taken-0123456789abcdef own-taken-0123456789')).toBe('[key] [key]');
  });

  it('hides the password of a proxy, which children need', () => {
    const env = { HTTPS_PROXY: 'http://me:pass%2Fword-0123@127.0.0.1:3128' };
    expect(takeKeyVariables(env)).toEqual({});
    expect(env.HTTPS_PROXY).toContain('word-0123');
    expect(redact(`${env.HTTPS_PROXY} pass/word-0123`)).toBe('http://me:[key]@127.0.0.1:3128 [key]');
  });

  it.each([
    ['http://me:100%-secret-0123@127.0.0.1:3128', '100%-secret-0123'],
    ['me:pass-0123-word@127.0.0.1:3128', 'pass-0123-word'],
    ['http://me:p@ss-0123@127.0.0.1:3128', 'p@ss-0123'],
    ['http://:only-0123-pass@127.0.0.1', 'only-0123-pass'],
    ['http://token-0123456789@127.0.0.1', 'token-0123456789'],
    ['http://me:caf%E9-0123-pw@127.0.0.1', 'caf%E9-0123-pw'],
  ])(verifies('keys.proxy-password', '%s'), (proxy, password) => {
    takeKeyVariables({ https_proxy: proxy });
    expect(redact(proxy)).not.toContain(password);
    expect(redact(`x ${password}`)).toBe('x [key]');
  });

  it(verifies('keys.words-stay', 'of other programs'), () => {
    const env = {
      TEST_API_KEY: '2500000',
      TEST_AUTH_TOKEN: '"event"',
      FOO_API_KEY: 'provider',
      BAR_API_KEY: 'abcd1234',
    };
    takeKeyVariables(env);
    expect(env).toEqual({});
    expect(redact('"event": provider 2500000 abcd1234')).toBe('"event": provider 2500000 [key]');
  });

  it(verifies('keys.headers-not-sent'), () => {
    const headers = 'Authorization: Bearer other-0123456789\nx-one: 1\nx-two: second-0123456789';
    const env = { OPENAI_CUSTOM_HEADERS: headers, anthropic_custom_headers: headers };
    expect(Object.keys(takeKeyVariables(env))).toHaveLength(2);
    expect(env).toEqual({});
    expect(redact('Bearer other-0123456789; Bearer; other-0123456789; 1; second-0123456789')).toBe(
      '[key]; Bearer; [key]; 1; [key]',
    );
  });

  it('leaves nothing of them to a child', () => {
    expect(withoutKeys({ GROQ_API_KEY: 'x', LANG: 'C' })).toEqual({ LANG: 'C' });
  });
});
