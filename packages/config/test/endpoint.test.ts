import { describe, expect, it } from 'vitest';
import type { ApiKind } from '@hanzo/contracts';
import { endpointFor, endpointsOf, requireKey, sendsKeyInClear } from '../src/index.ts';
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

type Card = Parameters<typeof endpointFor>[1];

/** A card of OpenAI, unless something else is said. */
function card(name: string, provider = 'openai', apis: readonly ApiKind[] = ['responses', 'chat']): Card {
  const no = { sampling: false, stop: false, json: false, tools: false, cacheKey: false, images: false };
  return { name, provider, takes: { apis, efforts: [], ...no } };
}

const CLAUDE = card('claude-x', 'anthropic', ['messages']);
const KEY = 'sk-0123456789abcdef';

describe('endpointFor', () => {
  it('sends gpt-5 models to GPT5_ENDPOINT and no others', () => {
    using box = sandbox();
    const config = box.load({}, { GPT5_ENDPOINT: 'http://five.local:9/v1/', OPENAI_API_KEY: KEY });
    expect(endpointFor(config, card('gpt-5-mini'))).toEqual({
      baseUrl: 'http://five.local:9/v1',
      from: 'GPT5_ENDPOINT',
      host: 'five.local:9',
      kind: 'openai',
      speaks: ['chat', 'responses'],
      api: 'chat',
      apiKey: KEY,
      keyFrom: 'OPENAI_API_KEY',
      keyName: 'openai',
      keyVariable: 'OPENAI_API_KEY',
    });
    expect(endpointFor(config, card('gpt-4o'))).toMatchObject({
      host: 'api.openai.com',
      api: 'responses',
      from: 'default',
    });
  });

  it.each([{}, { openai: { gpt5BaseUrl: B } }])(verifies('keys.flag-base-url', '%j'), (content) => {
    using box = sandbox();
    box.write('config.json', content);
    const env = { GPT5_ENDPOINT: B };
    expect(endpointFor(box.load({}, env), card('gpt-5'))).toMatchObject({ baseUrl: B });
    const config = box.load({ baseUrl: A }, env);
    expect(endpointFor(config, card('gpt-5'))).toMatchObject({ baseUrl: A, from: '--base-url' });
    expect(config.openai).not.toHaveProperty('gpt5BaseUrl');
  });

  it('a chosen interface holds everywhere', () => {
    using box = sandbox();
    const config = box.load({}, { GPT5_ENDPOINT: A, HANZO_OPENAI_API: 'chat' });
    expect([endpointFor(config, card('gpt-5')).api, endpointFor(config, card('gpt-4o')).api]).toEqual(['chat', 'chat']);
  });

  it('a local server needs no key, OpenAI does', () => {
    using box = sandbox();
    const local = box.load({ baseUrl: 'http://127.0.0.1:11434/v1' });
    expect(requireKey(endpointFor(local, card('llama3.2')))).toBe('none');
    const error = errorOf(() => requireKey(endpointFor(box.load(), card('gpt-4o'))));
    expect(error).toMatchObject({ code: 'CREDENTIALS_MISSING', exitCode: 3 });
    expect(error.mend).toContain('OPENAI_API_KEY');
    expect(errorOf(() => requireKey(endpointFor(box.load(), CLAUDE))).mend).toContain('hanzo keys set anthropic');
  });

  it(verifies('config.interface-chosen'), () => {
    using box = sandbox();
    const openai = box.load();
    const server = box.load({ baseUrl: A });
    const only = (api: ApiKind): Card => card('m', 'openai', [api]);
    expect([endpointFor(openai, only('chat')).api, endpointFor(server, only('responses')).api]).toEqual([
      'chat',
      'responses',
    ]);
    const error = errorOf(() => endpointFor(box.load({ api: 'chat' }), only('responses')));
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', exitCode: 3 });
    expect(error.message).toContain('responses');
    expect(errorOf(() => endpointFor(openai, card('m', 'openai', ['messages']))).code).toBe('CONFIG_INVALID');
  });

  it('sends Claude to Anthropic, or where the file or ANTHROPIC_BASE_URL says', () => {
    using box = sandbox();
    const env = { ANTHROPIC_API_KEY: 'sk-ant-0123456789abcdef' };
    expect(endpointFor(box.load({}, env), CLAUDE)).toMatchObject({
      baseUrl: 'https://api.anthropic.com',
      kind: 'anthropic',
      api: 'messages',
      apiKey: env.ANTHROPIC_API_KEY,
      keyName: 'anthropic',
    });
    // Its client adds /v1 itself.
    const moved = box.load({}, { ANTHROPIC_BASE_URL: 'http://127.0.0.1:9/v1/' });
    expect(endpointFor(moved, CLAUDE)).toMatchObject({ baseUrl: 'http://127.0.0.1:9', apiKey: 'none' });
    box.write('config.json', { anthropic: { baseUrl: 'http://127.0.0.1:8' } });
    expect(endpointFor(box.load({}, { ANTHROPIC_BASE_URL: 'http://127.0.0.1:9' }), CLAUDE).host).toBe('127.0.0.1:8');
  });

  it(verifies('config.own-provider'), () => {
    using box = sandbox();
    box.write('config.json', {
      providers: {
        groq: { kind: 'openai', baseUrl: `${A}/`, apiKeyEnv: 'MY_GROQ' },
        'house-claude': { kind: 'anthropic', baseUrl: `${B}` },
        old: { kind: 'openai', baseUrl: B, api: 'chat' },
      },
    });
    const env = { MY_GROQ: 'gsk-0123456789abcdef', OPENAI_API_KEY: KEY, HOUSE_CLAUDE_API_KEY: 'hc-0123456789' };
    const config = box.load({}, env);
    expect(endpointFor(config, card('m', 'groq'))).toMatchObject({
      baseUrl: A,
      kind: 'openai',
      api: 'chat',
      apiKey: env.MY_GROQ,
      keyName: 'groq',
      keyFrom: 'MY_GROQ',
    });
    expect(endpointFor(config, card('m', 'house-claude', ['messages']))).toMatchObject({
      baseUrl: 'https://b.example',
      api: 'messages',
      apiKey: env.HOUSE_CLAUDE_API_KEY,
    });
    // One provider's key never goes to another.
    expect(endpointFor(config, card('m', 'old')).apiKey).toBe('none');
    expect(endpointFor(box.load({}, { OPENAI_API_KEY: KEY }), card('m', 'groq')).apiKey).toBeUndefined();
  });

  it.each(['PATH', 'HOME', 'HANZO_HOME', 'https_proxy', 'LD_PRELOAD', 'OPENAI_BASE_URL', 'NODE_OPTIONS'])(
    verifies('config.key-variable', '%s'),
    (apiKeyEnv) => {
      using box = sandbox();
      box.write('config.json', { providers: { groq: { kind: 'openai', baseUrl: A, apiKeyEnv } } });
      expect(errorOf(() => box.load()).message).toContain('providers.groq.apiKeyEnv');
    },
  );

  it(verifies('config.key-fault'), () => {
    using box = sandbox();
    box.write('config.json', { providers: { groq: { kind: 'openai', baseUrl: A, apiKeyEnv: 'MY_GROQ' } } });
    const config = box.load({}, { OPENAI_API_KEY: 'sk-a b', MY_GROQ: box.homeDir });
    for (const [one, says] of [
      [card('gpt-5'), 'OPENAI_API_KEY holds a space'],
      [card('m', 'groq'), 'MY_GROQ holds a path'],
    ] as const) {
      const error = errorOf(() => requireKey(endpointFor(config, one)));
      expect(error).toMatchObject({ code: 'CONFIG_INVALID', exitCode: 3 });
      expect(error.message).toContain(says);
    }
  });

  it(verifies('config.key-in-clear'), () => {
    using box = sandbox();
    const inClear = (baseUrl: string, env: Record<string, string> = { OPENAI_API_KEY: KEY }): boolean =>
      endpointsOf(box.load({ baseUrl }, env), 'openai').some(sendsKeyInClear);
    expect(['http://10.0.0.5:8000/v1', 'http://127.five.local/v1'].map((url) => inClear(url))).toEqual([true, true]);
    const fine = ['http://127.0.0.1:1/v1', 'http://localhost/v1', 'http://[::1]:8/v1', 'https://a.example/v1'];
    expect(fine.map((url) => inClear(url))).toEqual([false, false, false, false]);
    expect(inClear('http://10.0.0.5/v1', {})).toBe(false);
    const both = endpointsOf(box.load({}, { GPT5_ENDPOINT: 'http://five.local/v1', OPENAI_API_KEY: KEY }), 'openai');
    expect(both.map((endpoint) => [endpoint.host, sendsKeyInClear(endpoint)])).toEqual([
      ['api.openai.com', false],
      ['five.local', true],
    ]);
  });

  it(verifies('config.unknown-provider'), () => {
    using box = sandbox();
    box.write('config.json', { providers: { groq: { kind: 'openai', baseUrl: A } } });
    const error = errorOf(() => endpointFor(box.load(), card('m', 'grok')));
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', mend: 'Did you mean "groq"?' });
    expect(errorOf(() => endpointFor(box.load(), card('m', 'elsewhere'))).mend).toContain('"providers"');
    expect(errorOf(() => endpointFor(box.load(), card('m', 'constructor'))).code).toBe('CONFIG_INVALID');
  });
});
