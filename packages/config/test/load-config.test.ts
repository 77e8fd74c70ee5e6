import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { redact } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { configJsonSchema, describeConfig, ensureHome, homePaths, unknownVariables } from '../src/index.ts';
import { errorOf, sandbox } from './sandbox.ts';
import { verifies } from '../../../test/support/verifies.ts';

describe('defaults', () => {
  it('needs no file and no variable', () => {
    using box = sandbox();
    expect(box.load()).toEqual({
      home: join(box.homeDir, '.hanzo'),
      openai: { baseUrl: 'https://api.openai.com/v1', baseUrlFrom: 'default', api: 'responses', apiChosen: false },
      anthropic: { baseUrl: 'https://api.anthropic.com', baseUrlFrom: 'default' },
      providers: {},
      keys: {},
      calls: { retryOnRateLimit: false, maxRetries: 2, serviceTier: 'standard', fallbacks: {} },
      tools: {
        rules: { read: 'allow', write: 'ask', network: 'ask' },
        limits: { maxSteps: 12, maxMs: 180_000, maxMicros: 1_000_000, maxToldTokens: 40_000 },
        callMs: 60_000,
      },
      delegate: {
        folder: '.autonomous_runs/openai_delegations',
        budgetMicros: 1_000_000,
        contextTokens: 30_000,
        retries: 1,
      },
      routing: { learn: true },
      cache: { enabled: true },
      limits: {},
      mesh: {},
      worker: {},
      logLevel: 'info',
      origins: {
        home: 'default',
        'openai.baseUrl': 'default',
        'openai.api': 'default',
        'anthropic.baseUrl': 'default',
        'calls.retryOnRateLimit': 'default',
        'calls.maxRetries': 'default',
        'calls.serviceTier': 'default',
        'calls.fallbacks': 'default',
        'tools.approve.read': 'default',
        'tools.approve.write': 'default',
        'tools.approve.network': 'default',
        'tools.byName': 'default',
        'tools.steps': 'default',
        'tools.seconds': 'default',
        'tools.budgetUsd': 'default',
        'tools.callSeconds': 'default',
        'delegate.folder': 'default',
        'delegate.budgetUsd': 'default',
        'delegate.contextTokens': 'default',
        'delegate.retries': 'default',
        'routing.learn': 'default',
        'cache.enabled': 'default',
        'cache.maxBytes': 'default',
        logLevel: 'default',
      },
    });
  });

  it('is frozen to the bottom', () => {
    using box = sandbox();
    const config = box.load({}, { HANZO_BOOTSTRAP: '/ip4/10.0.0.1/tcp/1' });
    expect([config, config.openai, config.mesh, config.mesh.bootstrap, config.origins].every(Object.isFrozen)).toBe(
      true,
    );
  });
});

describe('order', () => {
  it(verifies('config.order'), () => {
    using box = sandbox();
    box.write('config.json', {
      orchestrator: 'file',
      localModel: 'file',
      limits: { dailyUsd: 3, hourlyUsd: '0.5' },
      mesh: { listen: ['/ip4/0.0.0.0/tcp/1'] },
      logLevel: 'debug',
    });
    const config = box.load(
      { orchestrator: 'flag', listen: ['/ip4/0.0.0.0/tcp/3'] },
      {
        HANZO_ORCHESTRATOR: 'env',
        HANZO_LOCAL_MODEL: 'env',
        HANZO_DAILY_LIMIT: '100',
        HANZO_LISTEN: '/ip4/0.0.0.0/tcp/2',
      },
    );
    expect(config).toMatchObject({
      orchestrator: 'flag',
      localModel: 'env',
      limits: { dayMicros: 100_000_000, hourMicros: 500_000 },
      mesh: { listen: ['/ip4/0.0.0.0/tcp/3'] },
      logLevel: 'debug',
    });
    expect(config.origins).toMatchObject({
      orchestrator: '--orchestrator',
      localModel: 'HANZO_LOCAL_MODEL',
      'limits.hourlyUsd': `${homePaths(config.home).config} (limits.hourlyUsd)`,
    });
  });

  it('empty and blank variables count as unset', () => {
    using box = sandbox();
    const config = box.load({}, { HANZO_DAILY_LIMIT: '', OPENAI_API_KEY: '  ', OPENAI_BASE_URL: '' });
    expect(config.limits).toEqual({});
    expect(config.openai).not.toHaveProperty('apiKey');
  });

  it('HANZO_HOME moves the home and its file', () => {
    using box = sandbox();
    box.write('config.json', { orchestrator: 'x' });
    expect(box.load({}, { HANZO_HOME: join(box.homeDir, '.hanzo') }).orchestrator).toBe('x');
    expect(box.load({ home: join(box.homeDir, 'other') })).not.toHaveProperty('orchestrator');
  });
});

describe('limits', () => {
  it.each(['-1', 'NaN', 'abc', '1e3', '0.0000001', '1,50', '9007199254741', 'Infinity'])('refuses %s', (amount) => {
    using box = sandbox();
    const error = errorOf(() => box.load({}, { HANZO_DAILY_LIMIT: amount }));
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', exitCode: 3 });
    expect(error.message).toContain('HANZO_DAILY_LIMIT');
    expect(error.message).toContain(amount);
    expect(error.mend).toContain('100');
  });
  it.each([
    ['0', 0],
    ['0.10', 100_000],
    ['$12.345678', 12_345_678],
    [' 100 ', 100_000_000],
  ])('reads %s exactly', (amount, micros) => {
    using box = sandbox();
    expect(box.load({}, { HANZO_HOURLY_LIMIT: amount }).limits.hourMicros).toBe(micros);
  });
});

describe('a wrong file', () => {
  it(verifies('config.unknown-key'), () => {
    using box = sandbox();
    const path = box.write('config.json', { openai: { baseURL: 'http://x/v1' } });
    const error = errorOf(() => box.load());
    expect(error.message).toBe(`${path}: openai.baseURL: there is no such setting.`);
    expect(error.mend).toBe('Did you mean "baseUrl"?');
  });
  it('lists what it knows when nothing is near', () => {
    using box = sandbox();
    box.write('config.json', { limits: { zebra: 1 } });
    expect(errorOf(() => box.load()).mend).toBe('Known here: dailyUsd, hourlyUsd, keys, members.');
  });
  it.each([
    [{ limits: { dailyUsd: -4 } }, 'limits.dailyUsd: must be an amount in US dollars'],
    [{ mesh: { bootstrap: ['10.0.0.1:4001'] } }, 'mesh.bootstrap[0]: must be a multiaddr'],
    [{ openai: { api: 'soap' } }, 'openai.api: Invalid option'],
    [{ orchestrator: 5 }, 'orchestrator: Invalid input: expected string'],
    [[], 'the file: Invalid input'],
  ])('%j', (content, says) => {
    using box = sandbox();
    box.write('config.json', content);
    expect(errorOf(() => box.load()).message).toContain(says);
  });
  it.each([
    ['{\n  "orchestrator": "x",\n}', 3, 1],
    ['{\n  "orchestrator": tru }', 2, 22],
    ['{\n  "orchestrator": "x"', 2, 22],
    ['{ orchestrator: 1 }', 1, 3],
    ['', 1, 1],
    ['{"orchestrator": "x"} extra', 1, 23],
    ['// comment\n{}', 1, 1],
  ])('shows line and column of broken JSON: %j', (text, line, column) => {
    using box = sandbox();
    const path = box.write('config.json', text);
    const error = errorOf(() => box.load());
    expect(error.message).toContain(`${path}:${line}:${column}:`);
    expect(error.details).toMatchObject({ line, column });
  });
  it('never quotes a key of a broken file', () => {
    using box = sandbox();
    box.write('config.json', '{"openai":{"apiKey":"sk-secret-0123456789" oops}}');
    const error = errorOf(() => box.load());
    expect(error.message).not.toContain('sk-secret');
    expect(redact(String(error.cause) + JSON.stringify(error.details))).not.toContain('0123456789');
    expect(redact('sk-secret-0123456789')).toBe('[key]');
  });
  it.each([
    '{"openai":{"model": "a", ""apiKey": sk-secret-bare-0123456789abcdef}}',
    '{"openai":{"apiKey": sk-secret-bare-0123456789abcdef}}',
    "{'openai':{'apiKey': 'sk-secret-bare-0123456789abcdef'}}",
    '{"openai":{"apiKey": sk-secret-bare-0123456789abcdef", "x": "y"}}',
    '{"openai":{"apiKey" "sk-secret-bare-0123456789abcdef"}}',
    '{"openai":{apiKey=sk-secret-bare-0123456789abcdef}}',
  ])(verifies('config.broken-key'), (text) => {
    using box = sandbox();
    box.write('config.json', text);
    const error = errorOf(() => box.load());
    expect(`${error.message} ${String(error.cause)} ${JSON.stringify(error.details)}`).not.toMatch(/sk-|secret|bare/);
    expect(redact('sk-secret-bare-0123456789abcdef')).toBe('[key]');
  });

  it.each([
    [{ providers: { constructor: { kind: 'openai', baseUrl: 'http://x/v1' } } }, 'constructor'],
    ['{"providers":{"__proto__":{"kind":"openai","baseUrl":"http://x/v1"}}}', '__proto__'],
    ['{"limits":{"members":{"__proto__":{"dailyUsd":1}}}}', '__proto__'],
    ['{"limits":{"keys":{"__proto__":{"dailyUsd":1}}}}', '__proto__'],
    [{ limits: { keys: { constructor: { dailyUsd: 1 } } } }, 'constructor'],
  ])(verifies('config.names-of-objects', '%j'), (content, says) => {
    using box = sandbox();
    box.write('config.json', content);
    expect(errorOf(() => box.load())).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(says) as string,
    });
  });

  it('refuses a key that others can read', () => {
    using box = sandbox();
    const path = box.write('config.json', { openai: { apiKey: 'sk-1234567890abcdefgh' } });
    expect(box.load().openai.apiKey).toBe('sk-1234567890abcdefgh');
    chmodSync(path, 0o644);
    expect(errorOf(() => box.load()).mend).toBe(`Run: chmod 600 ${path}`);
  });
  it('accepts a byte order mark and $schema', () => {
    using box = sandbox();
    box.write('config.json', '\uFEFF{"$schema":"x","orchestrator":"y"}');
    expect(box.load().orchestrator).toBe('y');
  });
});

describe('wrong variables', () => {
  it.each([
    [{ HANZO_BOOTSTRAP: '/ip4/1.2.3.4/tcp/1,nope' }, 'HANZO_BOOTSTRAP holds "nope"'],
    [{ HANZO_OPENAI_API: 'grpc' }, 'HANZO_OPENAI_API is "grpc"'],
    [{ HANZO_LOG_LEVEL: 'loud' }, 'HANZO_LOG_LEVEL is "loud"'],
    [{ OPENAI_BASE_URL: 'localhost:11434' }, 'OPENAI_BASE_URL is not an http or https URL'],
  ])('%j', (env: Record<string, string>, says) => {
    using box = sandbox();
    expect(errorOf(() => box.load({}, env)).message).toContain(says);
  });
  it('finds mistyped ones', () => {
    expect(unknownVariables({ HANZO_DAILY_LIMITS: '5', HANZO_HOME: 'x', HANZO_ZEBRA_COUNT: 'y', PATH: 'z' })).toEqual([
      { name: 'HANZO_DAILY_LIMITS', meant: 'HANZO_DAILY_LIMIT' },
    ]);
  });
});

describe('for people', () => {
  it(verifies('config.keys-hidden'), () => {
    using box = sandbox();
    const rows = describeConfig(box.load({}, { OPENAI_API_KEY: 'sk-proj-0123456789-WXYZ', HANZO_DAILY_LIMIT: '12.5' }));
    const row = (key: string): unknown => rows.find((candidate) => candidate.key === key);
    expect(row('openai.apiKey')).toEqual({ key: 'openai.apiKey', value: 'set (…WXYZ)', from: 'OPENAI_API_KEY' });
    expect(row('limits.dailyUsd')).toMatchObject({ value: '$12.50', from: 'HANZO_DAILY_LIMIT' });
    expect(row('limits.hourlyUsd')).toMatchObject({ value: 'not set', from: '-' });
    expect(JSON.stringify(rows)).not.toContain('0123456789');
  });
  it('exports a JSON schema that knows every key', () => {
    const text = JSON.stringify(configJsonSchema());
    for (const key of ['apiKey', 'gpt5BaseUrl', 'dailyUsd', 'bootstrap', 'logLevel', '"additionalProperties":false'])
      expect(text).toContain(key);
  });
  it('makes a home that only its owner can read', async () => {
    using box = sandbox();
    const { statSync } = await import('node:fs');
    const paths = ensureHome(join(box.homeDir, 'fresh', 'home'));
    for (const folder of [paths.home, paths.models, paths.nodes, paths.run])
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    ensureHome(paths.home);
  });
});
