import { describe, expect, it } from 'vitest';
import { endpointFor, requireKey } from '../src/index.ts';
import { errorOf, sandbox } from './sandbox.ts';
import { verifies } from '../../../test/support/verifies.ts';

const A = 'https://a.example/v1';
const B = 'https://b.example/v1';

describe('base URL', () => {
  it('flag, then file, then OPENAI_BASE_URL, then OPENAI_API_BASE', () => {
    using box = sandbox();
    const env = { OPENAI_BASE_URL: A };
    expect(box.load({}, { OPENAI_API_BASE: B }).openai).toMatchObject({
      baseUrl: B,
      baseUrlFrom: 'OPENAI_API_BASE',
      api: 'chat',
    });
    expect(box.load({}, env).openai).toMatchObject({ baseUrl: A, baseUrlFrom: 'OPENAI_BASE_URL' });
    box.write('config.json', { openai: { baseUrl: 'http://file.example/v1/' } });
    expect(box.load({}, env).openai.baseUrl).toBe('http://file.example/v1');
    expect(box.load({ baseUrl: B }, env).openai).toMatchObject({ baseUrl: B, baseUrlFrom: '--base-url' });
  });

  it(verifies('config.endpoint-conflict'), () => {
    using box = sandbox();
    const env = { OPENAI_BASE_URL: A, OPENAI_API_BASE: B };
    const error = errorOf(() => box.load({}, env));
    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toContain(A);
    expect(error.message).toContain(B);
    expect(box.load({}, { OPENAI_BASE_URL: A, OPENAI_API_BASE: `${A}/` }).openai.baseUrl).toBe(A);
    expect(box.load({ baseUrl: A }, env).openai.baseUrl).toBe(A);
  });

  it.each(['ftp://x/v1', 'https://user:pw@x/v1', 'https://x/v1?key=1', 'nonsense'])('refuses %s', (baseUrl) => {
    using box = sandbox();
    expect(errorOf(() => box.load({ baseUrl })).message).toContain('--base-url');
  });

  it('never shows a password of a refused URL', () => {
    using box = sandbox();
    const error = errorOf(() => box.load({}, { OPENAI_BASE_URL: 'https://user:hunter2@x/v1' }));
    expect(error.message).not.toContain('hunter2');
  });
});

describe('endpointFor', () => {
  it('sends gpt-5 models to GPT5_ENDPOINT and no others', () => {
    using box = sandbox();
    const config = box.load({}, { GPT5_ENDPOINT: 'http://five.local:9/v1/', OPENAI_API_KEY: 'sk-0123456789abcdef' });
    expect(endpointFor(config, 'gpt-5-mini')).toEqual({
      baseUrl: 'http://five.local:9/v1',
      from: 'GPT5_ENDPOINT',
      host: 'five.local:9',
      api: 'chat',
      apiKey: 'sk-0123456789abcdef',
    });
    expect(endpointFor(config, 'gpt-4o')).toMatchObject({ host: 'api.openai.com', api: 'responses', from: 'default' });
  });

  it('a chosen interface holds everywhere', () => {
    using box = sandbox();
    const config = box.load({}, { GPT5_ENDPOINT: A, HANZO_OPENAI_API: 'chat' });
    expect([endpointFor(config, 'gpt-5').api, endpointFor(config, 'gpt-4o').api]).toEqual(['chat', 'chat']);
  });

  it('a local server needs no key, OpenAI does', () => {
    using box = sandbox();
    expect(requireKey(endpointFor(box.load({ baseUrl: 'http://127.0.0.1:11434/v1' }), 'llama3.2'))).toBe('none');
    const error = errorOf(() => requireKey(endpointFor(box.load(), 'gpt-4o')));
    expect(error).toMatchObject({ code: 'CREDENTIALS_MISSING', exitCode: 3 });
    expect(error.mend).toContain('OPENAI_API_KEY');
  });
});
