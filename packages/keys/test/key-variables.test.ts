import { describe, expect, it } from 'vitest';
import { isKeyVariable, redact, withoutKeys } from '@hanzo/contracts';
import { takeKeyVariables } from '../src/index.ts';

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

  it('leaves nothing of them to a child', () => {
    expect(withoutKeys({ GROQ_API_KEY: 'x', LANG: 'C' })).toEqual({ LANG: 'C' });
  });
});
