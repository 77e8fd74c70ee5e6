import { describe, expect, it } from 'vitest';
import { manualClock } from '@hanzo/testkit';
import { verifies } from '../../../../test/support/verifies.ts';
import { llamaServer, lmStudio, LLAMA, ollama, plainServer, SERVERS, sglang, vllm } from './servers.ts';
import type { Said, StandIn } from './stand-in.ts';
import { engineAt, everythingIn, failureOf, keptLog, REQUEST, signal } from './use-engine.ts';

const raw = (status: number, body: unknown, type?: string): Said => ({
  kind: 'raw',
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  ...(type === undefined ? {} : { type }),
});

const tooLong = { code: 'PROMPT_TOO_LONG', mend: expect.stringContaining('larger context') as string };

/** What each server says, in its words and its shape. */
const WORDS: readonly (readonly [string, Said, object])[] = [
  [
    'vLLM, prompt too long',
    raw(400, {
      error: {
        message:
          "You passed 1015 input tokens and requested 10 output tokens. However, the model's context length is only 1024 tokens.",
        type: 'BadRequestError',
        param: 'input_tokens',
        code: 400,
      },
    }),
    tooLong,
  ],
  [
    'SGLang, prompt too long, without an envelope',
    raw(400, {
      object: 'error',
      message: "The input (61709 tokens) is longer than the model's context length (40960 tokens).",
      type: 'BadRequestError',
      param: null,
      code: 400,
    }),
    tooLong,
  ],
  [
    'llama-server, prompt too long',
    raw(400, {
      error: {
        code: 400,
        message: 'request (9412 tokens) exceeds the available context size (8192 tokens), try increasing it',
        type: 'exceed_context_size_error',
        n_prompt_tokens: 9412,
        n_ctx: 8192,
      },
    }),
    tooLong,
  ],
  [
    'LM Studio, prompt too long, as a bare text',
    raw(400, {
      error:
        'The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 13055>= n_ctx: 4096).',
    }),
    tooLong,
  ],
  [
    'Ollama, prompt too long',
    raw(400, {
      error: {
        message: 'the prompt is longer than the context length currently available to the model; shorten the prompt',
        type: 'invalid_request_error',
        param: null,
        code: null,
      },
    }),
    tooLong,
  ],
  [
    'older llama-server, prompt too long as a fault of the server',
    raw(500, { error: { code: 500, message: 'the request exceeds the available context size', type: 'server_error' } }),
    tooLong,
  ],
  [
    'a stream that breaks off with an error',
    raw(
      200,
      'data: {"error":{"message":"Trying to keep the first 9000 tokens when context the overflows. The model is loaded with context length of only 4096 tokens"}}\n\n',
      'text/event-stream',
    ),
    tooLong,
  ],
  ['400', raw(400, { error: { message: 'Bad temperature.', code: 400 } }), { code: 'API_REFUSED' }],
  ['401', raw(401, { error: { message: 'Invalid API Key', code: 401 } }), { code: 'CREDENTIALS_REJECTED' }],
  [
    '404 of Ollama',
    raw(404, { error: { message: "model 'x' not found", type: 'not_found_error' } }),
    { code: 'MODEL_UNAVAILABLE' },
  ],
  [
    'a model that only embeds',
    raw(400, { error: { message: '"nomic-embed-text" does not support chat' } }),
    { code: 'MODEL_UNAVAILABLE' },
  ],
  ['429', raw(429, { error: { message: 'Slow down.' } }), { code: 'RATE_LIMITED' }],
  ['500', raw(500, { error: 'CUDA error: out of memory' }), { code: 'ENGINE_FAILED', details: { status: 500 } }],
  [
    '503 while the model loads',
    raw(503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }),
    { code: 'ENGINE_FAILED', message: expect.stringContaining('Loading model') as string },
  ],
  [
    '503 of a full queue',
    raw(503, { error: { message: 'server busy, please try again.  maximum pending requests exceeded' } }),
    { code: 'RATE_LIMITED' },
  ],
  ['502 of a proxy', raw(502, '<html><h1>Bad Gateway</h1></html>', 'text/html'), { code: 'ENGINE_FAILED' }],
  ['a web page', raw(200, '<html>Welcome</html>', 'text/html'), { code: 'CONFIG_INVALID' }],
  ['JSON instead of a stream', raw(200, { choices: [] }), { code: 'ENGINE_FAILED' }],
  ['a stream that is no JSON', raw(200, 'data: {oops\n\n', 'text/event-stream'), { code: 'ENGINE_FAILED' }],
  ['a cut stream', { kind: 'cut', pieces: ['one', 'two'] }, { code: 'ENGINE_CRASHED' }],
  ['a stream without an end', { kind: 'unfinished', pieces: ['one'] }, { code: 'ENGINE_FAILED' }],
  ['the content filter', { kind: 'answer', pieces: ['So'], finish: 'content_filter' }, { code: 'API_REFUSED' }],
];

const KEY = 'sk-local-very+secret/0123456789';

describe('faults', () => {
  it.each(WORDS)(verifies('compatible.faults', '%s'), async (_, said, expected) => {
    await using server = await plainServer({ chat: () => said });
    await using engine = await engineAt(server.url, 'house-model', { contextTokens: 8192 });
    const error = await failureOf(engine.generate(REQUEST, { signal }));
    expect(error).toMatchObject(expected);
    expect(error.details).toMatchObject({ host: new URL(server.url).host, model: 'house-model' });
    expect(error.details).not.toHaveProperty('charged');
    expect(server.chats, 'nothing is tried again by itself').toHaveLength(1);
    expect(engine.state, 'the server is still there').toBe('ready');
  });

  it.each(SERVERS)(verifies('compatible.key-kept', '%s echoes it'), async (_, start, model) => {
    let refuses = false;
    const chat = (): Said =>
      refuses ? raw(401, { error: { message: `Incorrect API key: ${KEY}`, code: KEY } }) : raw(500, `key ${KEY}`);
    await using server = await start({ chat, apiKey: KEY });
    const log = keptLog();
    await using engine = await engineAt(server.url, model, { apiKey: KEY, log });
    const failed = await failureOf(engine.generate(REQUEST, { signal }));
    refuses = true;
    const rejected = await failureOf(engine.generate(REQUEST, { signal }));
    expect([failed.code, rejected.code]).toEqual(['ENGINE_FAILED', 'CREDENTIALS_REJECTED']);
    expect(server.chats.map(({ key }) => key)).toEqual([KEY, KEY]);
    for (const shown of [everythingIn(failed), everythingIn(rejected), log.text]) expect(shown).not.toContain(KEY);
  });

  it(verifies('compatible.key-kept', 'a redirect of a prompt is not followed'), async () => {
    await using other = await plainServer({ chat: () => ({ kind: 'answer', pieces: ['caught'] }) });
    const about = {
      '/v1/models': { status: 200, body: { data: [{ id: 'house-model' }] } },
      '/v1/chat/completions': { status: 307, body: `${other.url}/v1/chat/completions` },
    };
    await using server = await plainServer({ about });
    await using engine = await engineAt(server.url, 'house-model', { apiKey: KEY });
    expect(await failureOf(engine.generate(REQUEST, { signal }))).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(other.url) as string,
    });
    expect([server.chats.length, other.seen.length]).toEqual([1, 0]);
  });

  it(verifies('compatible.faults', 'a model that is not there, with those that are'), async () => {
    await using server = await ollama();
    const error = await failureOf(engineAt(server.url, 'mistral'));
    expect(error).toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      mend: expect.stringContaining('ollama pull mistral') as string,
    });
    expect(error.message).toContain('qwen3:8b');
  });

  it(verifies('compatible.faults', 'a model that cannot be loaded'), async () => {
    await using server = await ollama({}, false, {
      '/api/generate': { status: 500, body: { error: 'model requires more system memory' } },
    });
    const error = await failureOf(engineAt(server.url, LLAMA));
    expect(error).toMatchObject({
      code: 'ENGINE_FAILED',
      message: expect.stringContaining('more system memory') as string,
    });
  });

  it.each([
    ['slots', { slots: 0 }],
    ['context', { contextTokens: 1 }],
    ['silence', { silence: { firstTokenMs: 5 } }],
    ['silence beyond what Node waits', { silence: { betweenTokensMs: 400_000 } }],
  ])(verifies('compatible.faults', 'wrong %s are refused'), async (_, extra) => {
    expect(await failureOf(engineAt('http://127.0.0.1:1', 'm', extra))).toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it(verifies('compatible.faults', 'a request without a cap'), async () => {
    await using server = await vllm();
    await using engine = await engineAt(server.url, 'meta/llama');
    expect(await failureOf(engine.generate({ ...REQUEST, maxOutputTokens: 0 }, { signal }))).toMatchObject({
      code: 'USAGE',
    });
  });

  it(verifies('compatible.faults', 'a callback of the caller that throws is its own fault'), async () => {
    await using server = await vllm({ chat: () => ({ kind: 'answer', pieces: ['a'] }) });
    await using engine = await engineAt(server.url, 'meta/llama');
    const onText = (): never => {
      throw new Error('mine');
    };
    expect(await failureOf(engine.generate(REQUEST, { signal, onText }))).toMatchObject({ code: 'INTERNAL' });
  });
});

/** Resolves when the server has a chat request. */
async function chatAt(server: StandIn, count = 1): Promise<void> {
  while (server.chats.length < count) await new Promise((resolve) => setImmediate(resolve));
}

describe('silence', () => {
  it.each([
    ['vLLM', vllm, 'meta/llama'],
    ['llama-server', llamaServer, 'qwen.gguf'],
    ['SGLang', sglang, 'qwen/qwen2.5'],
    ['LM Studio', lmStudio, 'gemma-3-4b'],
  ] as const)(verifies('compatible.stuck', '%s, before the first token'), async (_, start, model) => {
    await using server = await start({ chat: () => ({ kind: 'silence' }) });
    const clock = manualClock();
    await using engine = await engineAt(server.url, model, { clock });
    let alive = 0;
    const failing = failureOf(engine.generate(REQUEST, { signal, onAlive: () => (alive += 1) }));
    await chatAt(server);
    await clock.advance(119_000);
    expect(alive, 'meanwhile it is vouched for, each second').toBeGreaterThanOrEqual(119);
    await clock.advance(1_000);
    expect(await failing).toMatchObject({ code: 'ENGINE_FAILED', details: { silentMs: 120_000 } });
    await server.chats[0]?.gone;
  });

  it(verifies('compatible.stuck', 'between two tokens'), async () => {
    await using server = await vllm({ chat: () => ({ kind: 'silence', pieces: ['Well', ','] }) });
    const clock = manualClock();
    await using engine = await engineAt(server.url, 'meta/llama', { clock, silence: { betweenTokensMs: 5_000 } });
    const heard = Promise.withResolvers<void>();
    const onText = (piece: string): void => (piece === ',' ? heard.resolve() : undefined);
    const failing = failureOf(engine.generate(REQUEST, { signal, onText }));
    await heard.promise;
    await clock.advance(5_000);
    expect(await failing).toMatchObject({
      code: 'ENGINE_FAILED',
      message: expect.stringContaining('middle') as string,
    });
    await server.chats[0]?.gone;
  });

  it(verifies('compatible.stuck', 'reasoning is no silence'), async () => {
    const end = Promise.withResolvers<void>();
    const said: Said = { kind: 'answer', thoughts: ['Hm.'], pieces: ['Yes.'], until: end.promise };
    await using server = await vllm({ chat: () => said });
    const clock = manualClock();
    const silence = { firstTokenMs: 2_000, betweenTokensMs: 60_000 };
    await using engine = await engineAt(server.url, 'meta/llama', { clock, silence });
    const heard = Promise.withResolvers<void>();
    const answering = engine.generate(REQUEST, { signal, onText: () => heard.resolve() });
    await heard.promise;
    await clock.advance(30_000);
    end.resolve();
    expect((await answering).text).toBe('Yes.');
  });

  it(verifies('compatible.stuck', 'llama-server that reads a long prompt tells so'), async () => {
    const steps = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const chat = (): Said => ({ kind: 'reading', steps: steps.map(({ promise }) => promise), pieces: ['Yes.'] });
    await using server = await llamaServer({ chat });
    const clock = manualClock();
    await using engine = await engineAt(server.url, 'qwen.gguf', { clock });
    let alive = 0;
    const answering = engine.generate(REQUEST, { signal, onAlive: () => (alive += 1) });
    await chatAt(server);
    for (const step of steps) {
      await clock.advance(100_000);
      const before = alive;
      step.resolve();
      while (alive === before) await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await answering).text).toBe('Yes.');
    expect(server.chats[0]?.body).toMatchObject({ return_progress: true });
  });
});
