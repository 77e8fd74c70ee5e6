import { createServer as createTcpServer } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { probeEngines, type ProbedModel } from '../../src/compatible/index.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { LLAMA, llamaServer, lmStudio, ollama, plainServer, sglang, SERVERS, vllm } from './servers.ts';
import { startStandIn, type Told } from './stand-in.ts';
import { engineAt, everythingIn, failureOf, keptLog, signal } from './use-engine.ts';

const probe = (url: string, apiKey?: string): ReturnType<typeof probeEngines> =>
  probeEngines(url, { signal, ...(apiKey === undefined ? {} : { apiKey }) });

/** Model by id, as far as it matters. */
function facts(models: readonly ProbedModel[]): object {
  return Object.fromEntries(
    models.map(({ id, use, contextTokens, contextFrom, slots, loaded }) => [
      id,
      [use, contextTokens, contextFrom, slots, loaded],
    ]),
  );
}

describe('what a server is', () => {
  it.each(SERVERS)(verifies('compatible.kinds', '%s, with and without /v1'), async (kind, start) => {
    await using server = await start();
    const plain = await probe(server.url);
    expect(plain).toMatchObject({ kind, baseUrl: `${server.url}/v1`, isLoopback: true });
    for (const end of ['/', '/v1', '/v1/', '/v1/models', '/v1/chat/completions']) {
      expect(await probe(server.url + end)).toEqual(plain);
    }
    expect(server.chats, 'a probe asks no model').toHaveLength(0);
  });

  it(verifies('compatible.kinds', 'Ollama: what is in force, else what is set, else the least'), async () => {
    await using server = await ollama();
    const { version, models } = await probe(server.url);
    expect(version).toBe('0.12.6');
    expect(facts(models)).toEqual({
      'llama3.2:latest': ['chat', 8192, 'in-force', undefined, true],
      'qwen3:8b': ['chat', 4096, 'assumed', undefined, false],
      'nomic-embed-text:latest': ['embedding', 2048, 'assumed', undefined, false],
    });
    await using idle = await ollama({}, false);
    const [first] = (await probe(idle.url)).models;
    expect(first).toMatchObject({ contextTokens: 16_384, contextFrom: 'configured', loaded: false });
    expect(
      idle.seen.map(({ path }) => path),
      'a probe loads nothing',
    ).not.toContain('/api/generate');
  });

  it(verifies('compatible.kinds', 'Ollama: a cloud model says where its prompts go'), async () => {
    const body = { models: [{ name: LLAMA, model: LLAMA, remote_model: 'x', remote_host: 'https://ollama.com:443' }] };
    await using server = await ollama({}, false, { '/api/tags': { status: 200, body } });
    const [cloud, other] = (await probe(server.url)).models;
    expect([cloud?.remoteHost, cloud?.loaded, other?.remoteHost]).toEqual([
      'https://ollama.com:443',
      undefined,
      undefined,
    ]);
    const log = keptLog();
    await using _engine = await engineAt(server.url, LLAMA, { log });
    expect(log.text).toContain('on to another host');
    expect(
      server.seen.map(({ path }) => path),
      'there is nothing to load',
    ).not.toContain('/api/generate');
  });

  it(verifies('compatible.kinds', 'Ollama without models'), async () => {
    const about = {
      '/v1/models': { status: 200, body: { object: 'list', data: null } },
      '/api/version': { status: 200, body: { version: '0.12.6' } },
      '/api/tags': { status: 200, body: { models: [] } },
    };
    await using server = await ollama({ about });
    expect(await probe(server.url)).toMatchObject({ kind: 'ollama', models: [] });
  });

  it(verifies('compatible.kinds', 'vLLM: max_model_len, adapters have that of their base'), async () => {
    await using server = await vllm();
    const { version, models } = await probe(server.url);
    expect(version).toBe('0.11.0');
    expect(facts(models)).toEqual({
      'meta/llama': ['chat', 32_768, 'in-force', undefined, true],
      'team-style': ['chat', 32_768, 'in-force', undefined, true],
    });
  });

  it(verifies('compatible.kinds', 'llama-server: the context of one slot, not of training'), async () => {
    await using server = await llamaServer();
    const { version, models } = await probe(server.url);
    expect(version).toBe('b6700-3df2244d');
    expect(facts(models)).toEqual({ 'qwen.gguf': ['chat', 8192, 'in-force', 4, true] });
  });

  it(verifies('compatible.kinds', 'llama-server whose props tell nothing: its slots do'), async () => {
    const about = {
      '/v1/models': { status: 200, body: { object: 'list', data: [{ id: 'm', owned_by: 'llamacpp' }] } },
      '/props': { status: 200, body: { build_info: 'b1' } },
      '/slots': {
        status: 200,
        body: [
          { id: 0, n_ctx: 2048 },
          { id: 1, n_ctx: 2048 },
        ],
      },
    };
    await using server = await llamaServer({ about });
    expect(facts((await probe(server.url)).models)).toEqual({ m: ['chat', 2048, 'in-force', 2, true] });
  });

  it(verifies('compatible.kinds', 'llama-server as a router: models that are not loaded stay so'), async () => {
    const about = {
      '/v1/models': {
        status: 200,
        body: {
          object: 'list',
          data: [
            { id: 'a', owned_by: 'llamacpp', status: { value: 'loaded' } },
            { id: 'b', owned_by: 'llamacpp', status: { value: 'unloaded' } },
          ],
        },
      },
      '/props': { status: 200, body: { role: 'router' } },
      '/props?model=a': { status: 200, body: { default_generation_settings: { n_ctx: 4096 }, total_slots: 2 } },
    };
    await using server = await llamaServer({ about });
    expect(facts((await probe(server.url)).models)).toEqual({
      a: ['chat', 4096, 'in-force', 2, true],
      b: ['chat', undefined, undefined, undefined, false],
    });
    expect(server.seen.map(({ path }) => path)).not.toContain('/props?model=b');
  });

  it(verifies('compatible.kinds', 'SGLang: no more than its cache; whether it makes text'), async () => {
    await using server = await sglang();
    const { version, models } = await probe(server.url);
    expect(version).toBe('0.5.3');
    expect(facts(models)).toEqual({ 'qwen/qwen2.5': ['chat', 20_480, 'in-force', 24, true] });
    await using vectors = await sglang({}, false);
    expect((await probe(vectors.url)).models[0]).toMatchObject({ use: 'embedding' });
  });

  it(verifies('compatible.kinds', 'no more than 32 slots, however many a server tells'), async () => {
    const body = { version: '0.5.3', max_running_requests: 4096, max_total_num_tokens: 20_480 };
    await using server = await sglang({}, true, { '/get_server_info': { status: 200, body } });
    const [model] = (await probe(server.url)).models;
    expect(model?.slots).toBe(32);
    await using engine = await engineAt(server.url, 'qwen/qwen2.5', { slots: model?.slots ?? 0 });
    expect(engine.info.slots).toBe(32);
    await using modest = await engineAt(server.url, 'qwen/qwen2.5', { slots: 256 });
    expect(modest.info.slots).toBe(32);
    expect(await failureOf(engineAt(server.url, 'qwen/qwen2.5', { slots: 257 }))).toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });

  it(verifies('compatible.kinds', 'LM Studio: the loaded context, not the largest possible'), async () => {
    await using server = await lmStudio();
    expect(facts((await probe(server.url)).models)).toEqual({
      'gemma-3-4b': ['chat', 6144, 'in-force', undefined, true],
      'granite-3.0-2b': ['chat', 4096, 'assumed', undefined, false],
      'text-embedding-nomic': ['embedding', 2048, 'assumed', undefined, false],
    });
  });

  it(verifies('compatible.kinds', 'LM Studio 0.4 tells how many requests run at once'), async () => {
    const config = { context_length: 5120, parallel: 4 };
    const models = [{ type: 'llm', key: 'gemma-3-4b', loaded_instances: [{ id: 'gemma-3-4b', config }] }];
    await using server = await lmStudio({}, { '/api/v1/models': { status: 200, body: { models } } });
    expect((await probe(server.url)).models[0]).toMatchObject({
      contextTokens: 5120,
      slots: 4,
      contextFrom: 'in-force',
    });
  });

  it(verifies('compatible.kinds', 'a server below a path'), async () => {
    const about = { '/ai/v1/models': { status: 200, body: { object: 'list', data: [{ id: 'x' }] } } };
    await using server = await startStandIn({ dialect: 'openai-compatible', about });
    const { baseUrl, kind } = await probe(`${server.url}/ai/v1`);
    expect({ baseUrl, kind }).toEqual({ baseUrl: `${server.url}/ai/v1`, kind: 'openai-compatible' });
  });
});

const page: Told = { status: 200, body: '<!doctype html><title>Router</title>' };
const wrong: readonly (readonly [string, Told, object])[] = [
  ['a web page', page, { code: 'CONFIG_INVALID', message: expect.stringContaining('web page') as string }],
  ['another API', { status: 200, body: { hello: 'world' } }, { code: 'CONFIG_INVALID' }],
  ['404', { status: 404, body: { detail: 'Not Found' } }, { code: 'CONFIG_INVALID' }],
  ['403', { status: 403, body: 'forbidden' }, { code: 'CREDENTIALS_REJECTED' }],
  ['500', { status: 500, body: { error: 'out of memory' } }, { code: 'ENGINE_FAILED' }],
  [
    'a model that still loads',
    { status: 503, body: { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } } },
    { code: 'ENGINE_FAILED', message: expect.stringContaining('Loading model') as string },
  ],
];

describe('what is no server', () => {
  it.each(wrong)(verifies('compatible.no-server', '%s'), async (_, told, expected) => {
    await using server = await plainServer({ about: { '/v1/models': told } });
    const error = await failureOf(probe(server.url));
    expect(error).toMatchObject(expected);
    expect(error.mend).toBeTruthy();
  });

  it(verifies('compatible.no-server', 'llama-server that still loads, whose list is open already'), async () => {
    const loading = { status: 503, body: { error: { code: 503, message: 'Loading model' } } };
    const about = {
      '/v1/models': { status: 200, body: { data: [{ id: 'm', owned_by: 'llamacpp' }] } },
      '/props': loading,
    };
    await using server = await llamaServer({ about });
    expect(await failureOf(probe(server.url))).toMatchObject({ code: 'ENGINE_FAILED' });
  });

  it(verifies('compatible.no-server', 'nothing listens'), async () => {
    const server = await plainServer();
    await server[Symbol.asyncDispose]();
    const error = await failureOf(probe(server.url));
    expect(error).toMatchObject({
      code: 'ENDPOINT_UNREACHABLE',
      message: expect.stringContaining('refused') as string,
    });
    expect(error.mend).toContain('Start the server');
  });

  it(verifies('compatible.no-server', 'https to a server that speaks http'), async () => {
    await using server = await plainServer();
    const error = await failureOf(probe(server.url.replace('http:', 'https:')));
    expect(error).toMatchObject({ code: 'ENDPOINT_UNREACHABLE', mend: expect.stringContaining('http://') as string });
  });

  it(verifies('compatible.no-server', 'a socket that says nothing'), async () => {
    const silent = createTcpServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const asked = probeEngines(`http://127.0.0.1:${port}`, { signal, timeoutMs: 50 });
    expect(await failureOf(asked)).toMatchObject({ code: 'ENDPOINT_UNREACHABLE', details: { timeoutMs: 50 } });
    silent.close();
  });

  it.each([
    ['no scheme', '127.0.0.1:11434'],
    ['a name without scheme', 'localhost:11434'],
    ['another scheme', 'ftp://localhost/v1'],
    ['nothing', ''],
    ['a query', 'http://localhost:1/v1?x=1'],
  ])(verifies('compatible.no-server', 'an address with %s'), async (_, address) => {
    expect(await failureOf(probe(address))).toMatchObject({ code: 'USAGE', mend: expect.any(String) as string });
  });

  it(verifies('compatible.no-server', 'a probe that is called off'), async () => {
    const reason = new Error('enough');
    await expect(probeEngines('http://127.0.0.1:1', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

const KEY = 'sk-local-very+secret/0123456789';

describe('keys', () => {
  it(verifies('compatible.key-kept', 'the right one'), async () => {
    await using server = await vllm({ apiKey: KEY });
    expect(await probe(server.url, KEY)).toMatchObject({ kind: 'vllm' });
  });

  it(verifies('compatible.key-kept', 'none, or a wrong one'), async () => {
    await using server = await vllm({ apiKey: 'right' });
    expect(await failureOf(probe(server.url))).toMatchObject({ code: 'CREDENTIALS_MISSING' });
    const error = await failureOf(probe(server.url, KEY));
    expect(error).toMatchObject({ code: 'CREDENTIALS_REJECTED' });
    expect(everythingIn(error)).not.toContain(KEY);
  });

  it(verifies('compatible.key-kept', 'a wrong one at llama-server, whose list is open'), async () => {
    await using server = await llamaServer({ apiKey: 'right' });
    expect(await failureOf(probe(server.url, KEY))).toMatchObject({ code: 'CREDENTIALS_REJECTED' });
  });

  it(verifies('compatible.key-kept', 'one that no header can carry'), async () => {
    const error = await failureOf(probe('http://127.0.0.1:1', `${KEY}\n`));
    expect(error).toMatchObject({ code: 'CREDENTIALS_REJECTED' });
    expect(everythingIn(error)).not.toContain(KEY);
  });

  it(verifies('compatible.key-kept', 'redirects are not followed'), async () => {
    await using other = await plainServer();
    await using server = await plainServer({
      about: { '/v1/models': { status: 307, body: `${other.url}/v1/models` } },
    });
    const error = await failureOf(probe(server.url, KEY));
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(other.url) as string });
    expect(other.seen).toHaveLength(0);
  });

  it(verifies('compatible.key-kept', 'a password in the address is refused and not repeated'), async () => {
    const error = await failureOf(probe('http://me:hunter2@127.0.0.1:1/v1'));
    expect(error.code).toBe('USAGE');
    expect(everythingIn(error)).not.toContain('hunter2');
  });
});

describe('the way to the server', () => {
  it.each([
    ['http://127.8.9.1:1', true],
    ['http://[::1]:1', true],
    ['http://localhost:1', true],
    ['http://10.0.0.7:1', false],
    ['http://127.0.0.1.example.com:1', false],
  ])('%s is loopback: %s', async (address, isLoopback) => {
    const { readServerUrl } = await import('../../src/compatible/server-url.ts');
    expect(readServerUrl(address).isLoopback).toBe(isLoopback);
  });
});
