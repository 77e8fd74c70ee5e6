import { describe, expect, it } from 'vitest';
import { describeConfig } from '../src/index.ts';
import { errorOf, sandbox } from './sandbox.ts';
import { verifies } from '../../../test/support/verifies.ts';

const GROQ = { groq: { kind: 'openai', baseUrl: 'https://a.example/v1' } };

describe('calls', () => {
  it(verifies('config.calls'), () => {
    using box = sandbox();
    box.write('config.json', {
      calls: { retryOnRateLimit: true, maxRetries: 5, serviceTier: 'flex', fallbacks: { 'gpt-5': ['gpt-4o'] } },
    });
    const config = box.load({ calls: { maxRetries: 0, effort: 'low' } });
    expect(config.calls).toEqual({
      retryOnRateLimit: true,
      maxRetries: 0,
      serviceTier: 'flex',
      effort: 'low',
      fallbacks: { 'gpt-5': ['gpt-4o'] },
    });
    expect(config.origins).toMatchObject({ 'calls.maxRetries': '--max-retries', 'calls.effort': '--effort' });
    expect(config.origins['calls.serviceTier']).toContain('config.json (calls.serviceTier)');
  });

  it.each([
    [{ calls: { maxRetires: 3 } }, 'Did you mean "maxRetries"?'],
    [{ cals: {} }, 'Did you mean "calls"?'],
    [{ providers: { groq: { kind: 'openai', baseURL: 'x' } } }, 'Change or remove providers.groq.baseUrl.'],
    [{ providers: { groq: { ...GROQ.groq, apikeyenv: 'X' } } }, 'Did you mean "apiKeyEnv"?'],
    [{ limits: { keys: { openai: { dailyUSD: 4 } } } }, 'Did you mean "dailyUsd"?'],
    [{ limits: { members: { '': { dailyUsd: 4 } } } }, 'Change or remove limits.members..'],
    [{ limits: { keys: { '': { dailyUsd: 4 } } } }, 'Change or remove limits.keys..'],
    [{ limits: { keys: { opnai: { dailyUsd: 4 } } } }, 'Did you mean "openai"?'],
    [{ limits: { keys: { zebra: { dailyUsd: 4 } } } }, 'Known here: openai, anthropic.'],
    [{ providers: { openai: GROQ.groq } }, 'Move it to "openai".'],
    [{ providers: { groq: { ...GROQ.groq, api: 'messages' } } }, 'It must be "responses" or "chat".'],
  ])('%j: %s', (content, mend) => {
    using box = sandbox();
    box.write('config.json', content);
    expect(errorOf(() => box.load())).toMatchObject({ code: 'CONFIG_INVALID', mend });
  });

  it.each([
    [{ calls: { maxRetries: 21 } }, 'calls.maxRetries'],
    [{ calls: { serviceTier: 'fast' } }, 'calls.serviceTier'],
    [{ providers: { 'Not A Name': GROQ.groq } }, 'providers.Not A Name'],
    [
      { providers: { groq: { kind: 'openai', baseUrl: 'https://me:pw@a.example/v1' } } },
      'holds a user name or password',
    ],
  ])('refuses %j', (content, says) => {
    using box = sandbox();
    box.write('config.json', content);
    const error = errorOf(() => box.load());
    expect(error.message).toContain(says);
    expect(error.message).not.toContain('pw@');
  });
});

describe('limits of keys and members', () => {
  it(verifies('config.limits-named'), () => {
    using box = sandbox();
    box.write('config.json', {
      providers: GROQ,
      limits: {
        dailyUsd: 10,
        keys: { openai: { dailyUsd: '2.5', hourlyUsd: 1 }, groq: { hourlyUsd: '0.000001' } },
        members: { alice: { dailyUsd: 3 }, 'bob the builder': {} },
      },
    });
    const config = box.load();
    expect(config.limits).toEqual({
      dayMicros: 10_000_000,
      keys: { openai: { dayMicros: 2_500_000, hourMicros: 1_000_000 }, groq: { hourMicros: 1 } },
      members: { alice: { dayMicros: 3_000_000 }, 'bob the builder': {} },
    });
    const rows = describeConfig(config);
    expect(rows.find(({ key }) => key === 'limits.members.alice.dailyUsd')).toMatchObject({ value: '$3.00' });
    expect(rows.find(({ key }) => key === 'providers.groq.baseUrl')?.value).toContain('a.example');
  });
});

describe('keys', () => {
  it(verifies('config.key-order'), () => {
    using box = sandbox();
    box.write('config.json', { openai: { apiKey: 'sk-from-config-json' } });
    const stored = {
      openai: [
        { from: 'keychain', value: 'sk-from-keychain' },
        { from: 'keys.json', value: 'sk-from-file' },
      ],
    };
    const places = (env: Record<string, string>, keys = stored): readonly string[] =>
      box.load({}, env, keys).keys['openai']?.map(({ value }) => String(value)) ?? [];
    expect(places({ OPENAI_API_KEY: 'sk-from-env' })).toEqual([
      'sk-from-env',
      'sk-from-keychain',
      'sk-from-file',
      'sk-from-config-json',
    ]);
    expect(box.load({}, {}, stored).openai.apiKey).toBe('sk-from-keychain');
    expect(box.load({}, {}, { openai: [] }).openai.apiKey).toBe('sk-from-config-json');
  });

  it('does not pass a later key off as the one of a keychain that was not read', () => {
    using box = sandbox();
    box.write('config.json', { openai: { apiKey: 'sk-from-config-json' } });
    const config = box.load({}, {}, { openai: [{ from: 'keychain', value: undefined }] });
    expect(config.openai).not.toHaveProperty('apiKey');
    expect(describeConfig(config).find(({ key }) => key === 'openai.apiKey')).toEqual({
      key: 'openai.apiKey',
      value: 'set',
      from: 'keychain',
    });
  });
});
