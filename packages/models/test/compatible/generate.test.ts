import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { llamaServer, LLAMA, ollama, plainServer, SERVERS, vllm } from './servers.ts';
import type { Said } from './stand-in.ts';
import { engineAt, JSON_OUTPUT, keptLog, REQUEST, signal } from './use-engine.ts';

const pieces = ['He', 'llo', ' 😀', ' wörld'];
const hello: Said = { kind: 'answer', pieces };
const refused = (message: string): Said => ({
  kind: 'raw',
  status: 400,
  body: JSON.stringify({ error: { message, type: 'BadRequestError', code: 400 } }),
});

describe('an answer', () => {
  it.each(SERVERS)(verifies('compatible.streams', '%s'), async (kind, start, model) => {
    await using server = await start({ chat: () => hello });
    await using engine = await engineAt(server.url, model, { modelName: 'ours' });
    expect(engine).toMatchObject({ name: kind, state: 'ready', info: { modelName: 'ours', modelSha256: '' } });
    const heard: string[] = [];
    const generation = await engine.generate(REQUEST, { signal, onText: (piece) => heard.push(piece) });
    expect(heard).toEqual(pieces);
    expect(generation).toMatchObject({
      text: 'Hello 😀 wörld',
      finish: 'stop',
      servedModel: 'ours',
      usage: { outputTokens: 4, reasoningTokens: 0 },
    });
    expect(generation.usage.inputTokens).toBeGreaterThan(0);
    expect(generation.timings.firstTokenMs).toBeLessThanOrEqual(generation.timings.totalMs);
    expect(server.chats[0]?.body).toMatchObject({ model, stream: true, stream_options: { include_usage: true } });
  });

  it(verifies('compatible.streams', 'cut by the cap'), async () => {
    await using server = await vllm({ chat: () => ({ ...hello, finish: 'length' }) });
    await using engine = await engineAt(server.url, 'meta/llama');
    expect(await engine.generate(REQUEST, { signal })).toMatchObject({ finish: 'length', servedModel: 'meta/llama' });
  });

  it(verifies('compatible.sampling'), async () => {
    await using server = await llamaServer({ chat: () => hello });
    await using engine = await engineAt(server.url, 'qwen.gguf');
    await engine.generate({ ...REQUEST, stop: ['END', '\n\n'] }, { signal });
    await engine.generate({ ...REQUEST, system: '', sampling: { seed: -1 } }, { signal });
    const [first, second] = server.chats.map(({ body }) => body);
    expect(first).toMatchObject({ temperature: 0.5, seed: 7, stop: ['END', '\n\n'], max_tokens: 200 });
    expect(first?.['messages']).toEqual([
      { role: 'system', content: 'You are brief.' },
      { role: 'user', content: 'Say hello.' },
    ]);
    expect(second, 'greedy unless told otherwise').toMatchObject({ temperature: 0, seed: 2 ** 31 - 2 });
    expect(second?.['messages']).toEqual([{ role: 'user', content: 'Say hello.' }]);
    expect(second).not.toHaveProperty('stop');
  });
});

describe('reasoning', () => {
  it.each(SERVERS)(verifies('compatible.reasoning', '%s, in fields of its own'), async (_, start, model) => {
    await using server = await start({ chat: () => ({ ...hello, thoughts: ['Hm.', ' Well.'] }) });
    await using engine = await engineAt(server.url, model);
    let alive = 0;
    const { text, usage } = await engine.generate(REQUEST, { signal, onAlive: () => (alive += 1) });
    expect(text).toBe('Hello 😀 wörld');
    expect(usage).toMatchObject({ outputTokens: 6, reasoningTokens: 2 });
    expect(alive).toBeGreaterThanOrEqual(2);
  });

  it(verifies('compatible.reasoning', 'in the text'), async () => {
    const said: Said = { kind: 'answer', pieces: ['<th', 'ink>', 'a <b> ', 'c</thi', 'nk>', '\n\n', 'Yes', '.'] };
    await using server = await plainServer({ chat: () => said });
    await using engine = await engineAt(server.url, 'house-model');
    const heard: string[] = [];
    const { text } = await engine.generate(REQUEST, { signal, onText: (piece) => heard.push(piece) });
    expect([text, heard]).toEqual(['Yes.', ['Yes', '.']]);
  });
});

describe('an answer that only looks like reasoning', () => {
  it.each([[['<th']], [['<', 'b>x']], [['Yes <think>']]])(verifies('compatible.reasoning', '%j'), async (said) => {
    await using server = await plainServer({ chat: () => ({ kind: 'answer', pieces: said }) });
    await using engine = await engineAt(server.url, 'house-model');
    expect((await engine.generate(REQUEST, { signal })).text).toBe(said.join(''));
  });
});

describe('usage', () => {
  it(verifies('compatible.usage-estimated', 'no usage at all'), async () => {
    await using server = await plainServer({ chat: () => ({ ...hello, usage: 'none' }) });
    const log = keptLog();
    await using engine = await engineAt(server.url, 'house-model', { log });
    const { usage } = await engine.generate(REQUEST, { signal });
    expect(usage.outputTokens).toBe(4);
    expect(usage.inputTokens).toBeGreaterThan(4);
    expect(log.text).toContain('usage estimated');
  });

  it(verifies('compatible.usage-estimated', 'zeros'), async () => {
    const usage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
    await using server = await plainServer({ chat: () => ({ ...hello, usage }) });
    await using engine = await engineAt(server.url, 'house-model');
    expect((await engine.generate(REQUEST, { signal })).usage.outputTokens).toBe(4);
  });

  it(verifies('compatible.streams', 'what the server counted counts, cached tokens too'), async () => {
    const usage = { prompt_tokens: 90, completion_tokens: 12, prompt_tokens_details: { cached_tokens: 64 } };
    await using server = await vllm({ chat: () => ({ ...hello, usage }) });
    await using engine = await engineAt(server.url, 'meta/llama');
    const told = (await engine.generate(REQUEST, { signal })).usage;
    expect(told).toEqual({ inputTokens: 90, cachedInputTokens: 64, outputTokens: 12, reasoningTokens: 0 });
  });
});

describe('JSON', () => {
  const asked = { ...REQUEST, output: JSON_OUTPUT };
  const answer: Said = { kind: 'answer', pieces: ['{"title":', '"x"}'] };

  it.each(SERVERS)(verifies('compatible.schema', '%s'), async (_, start, model) => {
    await using server = await start({ chat: () => answer });
    await using engine = await engineAt(server.url, model);
    expect((await engine.generate(asked, { signal })).text).toBe('{"title":"x"}');
    expect(server.chats[0]?.body['response_format']).toMatchObject({
      type: 'json_schema',
      json_schema: { name: 'finding', schema: JSON_OUTPUT.kind === 'json' ? JSON_OUTPUT.schema : {} },
    });
  });

  const fenced: Said = { kind: 'answer', pieces: ['Sure:\n``', '`json\n{"tit', 'le":"x"}', '\n```', ' Done.'] };
  const formatOf = (body: Readonly<Record<string, unknown>>): unknown =>
    (body['response_format'] as { type?: string } | undefined)?.type;

  it(verifies('compatible.schema', 'a server that knows only json_object'), async () => {
    const log = keptLog();
    await using server = await plainServer({
      chat: ({ body }) =>
        formatOf(body) === 'json_schema' ? refused("unknown response_format 'json_schema'") : answer,
    });
    await using engine = await engineAt(server.url, 'house-model', { log });
    await engine.generate(asked, { signal });
    await engine.generate(asked, { signal });
    await engine.generate(REQUEST, { signal });
    expect(server.chats.map(({ body }) => formatOf(body))).toEqual([
      'json_schema',
      'json_object',
      'json_object',
      undefined,
    ]);
    expect(JSON.stringify(server.chats[1]?.body['messages'])).toContain('additionalProperties');
    expect(log.text.match(/refuses JSON schemas/g)).toHaveLength(1);
  });

  it(
    verifies('compatible.schema', 'a server that knows neither: the value is cut out of the words around it'),
    async () => {
      await using server = await plainServer({
        chat: ({ body }) => (formatOf(body) === undefined ? fenced : refused('response_format is not supported')),
      });
      await using engine = await engineAt(server.url, 'house-model');
      const heard: string[] = [];
      const { text } = await engine.generate(asked, { signal, onText: (piece) => heard.push(piece) });
      expect([text, heard.join('')]).toEqual(['{"title":"x"}', '{"title":"x"}']);
      await engine.generate(asked, { signal });
      expect(server.chats).toHaveLength(4);
    },
  );

  it(verifies('compatible.schema', 'a fault on the second way is told as what it is'), async () => {
    const broken: Said = { kind: 'raw', status: 500, body: '{"error":"out of memory"}' };
    await using server = await plainServer({ chat: (_, count) => (count === 1 ? refused('no json_schema') : broken) });
    await using engine = await engineAt(server.url, 'house-model');
    await expect(engine.generate(asked, { signal })).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
  });

  it(verifies('compatible.schema', 'a refusal with another cause is not taken for this one'), async () => {
    await using server = await plainServer({
      chat: (_, count) => (count <= 3 ? refused(`bad request ${count}`) : answer),
    });
    await using engine = await engineAt(server.url, 'house-model');
    await expect(engine.generate(asked, { signal })).rejects.toMatchObject({
      code: 'API_REFUSED',
      message: expect.stringContaining('bad request 1') as string,
    });
    await engine.generate(asked, { signal });
    expect(formatOf(server.chats[3]?.body ?? {})).toBe('json_schema');
  });
});

describe('the context', () => {
  it(verifies('compatible.cut-prompt', 'Ollama: a prompt that would lose its beginning is not sent'), async () => {
    await using server = await ollama({ chat: () => hello });
    await using engine = await engineAt(server.url, LLAMA);
    expect(engine.info.contextTokens).toBe(8192);
    const prompt = 'The quick brown fox jumps. '.repeat(1400);
    await expect(engine.generate({ ...REQUEST, prompt }, { signal })).rejects.toMatchObject({
      code: 'PROMPT_TOO_LONG',
      details: { contextTokens: 8192 },
    });
    const most = { ...REQUEST, maxOutputTokens: 8192 };
    await expect(engine.generate(most, { signal })).rejects.toMatchObject({ code: 'PROMPT_TOO_LONG' });
    expect(server.chats).toHaveLength(0);
  });

  it(verifies('compatible.cut-prompt', 'the server read far less than it was given'), async () => {
    const usage = { prompt_tokens: 4096, completion_tokens: 4 };
    await using server = await ollama({ chat: () => ({ ...hello, usage }) });
    await using engine = await engineAt(server.url, LLAMA);
    const prompt = 'The quick brown fox jumps. '.repeat(1200);
    await expect(engine.generate({ ...REQUEST, prompt }, { signal })).rejects.toMatchObject({
      code: 'ANSWER_INVALID',
      details: { inputTokens: 4096, contextTokens: 8192 },
    });
  });

  it(verifies('compatible.cut-prompt', 'the prompt filled the whole context'), async () => {
    const usage = { prompt_tokens: 8192, completion_tokens: 4 };
    await using server = await ollama({ chat: () => ({ ...hello, usage }) });
    await using engine = await engineAt(server.url, LLAMA);
    await expect(engine.generate(REQUEST, { signal })).rejects.toMatchObject({ code: 'ANSWER_INVALID' });
  });

  it(verifies('compatible.cut-prompt', 'an honest count below the estimate is no reason to doubt'), async () => {
    const usage = { prompt_tokens: 20, completion_tokens: 4 };
    await using server = await ollama({ chat: () => ({ ...hello, usage }) });
    await using engine = await engineAt(server.url, LLAMA);
    const { text } = await engine.generate({ ...REQUEST, prompt: 'a b c d e f g h '.repeat(20) }, { signal });
    expect(text).toBe('Hello 😀 wörld');
  });

  it(verifies('compatible.cut-prompt', 'no more context is lent than there is'), async () => {
    const log = keptLog();
    await using server = await llamaServer({ chat: () => hello });
    await using greedy = await engineAt(server.url, 'qwen.gguf', { contextTokens: 65_536, slots: 16, log });
    expect(greedy.info).toMatchObject({ contextTokens: 8192, slots: 4 });
    expect(log.text).toContain('context cut');
    expect(log.text).toContain('slots cut');
    await using modest = await engineAt(server.url, 'qwen.gguf', { contextTokens: 1024 });
    expect(modest.info).toMatchObject({ contextTokens: 1024, slots: 2 });
    const long = { ...REQUEST, prompt: 'one two three four '.repeat(300) };
    await expect(modest.generate(long, { signal })).rejects.toMatchObject({ code: 'PROMPT_TOO_LONG' });
    await expect(greedy.generate(long, { signal })).resolves.toMatchObject({ text: 'Hello 😀 wörld' });
  });

  it(verifies('compatible.cut-prompt', 'Ollama loads the model first, and then tells what it gave it'), async () => {
    await using server = await ollama({ chat: () => hello }, false);
    await using engine = await engineAt(server.url, 'llama3.2');
    expect(engine.info).toMatchObject({ modelName: LLAMA, contextTokens: 8192 });
    expect(server.seen.find(({ path }) => path === '/api/generate')?.body).toEqual({ model: LLAMA, stream: false });
  });

  it(verifies('compatible.cut-prompt', 'Ollama: what another program was given does not count'), async () => {
    let contextTokens = 32_768;
    await using server = await ollama({ chat: () => hello }, true, {
      '/api/ps': () => ({ status: 200, body: { models: [{ model: LLAMA, context_length: contextTokens }] } }),
      '/api/generate': () => {
        contextTokens = 4096;
        return { status: 200, body: { done: true, done_reason: 'load' } };
      },
    });
    await using engine = await engineAt(server.url, LLAMA);
    expect(engine.info.contextTokens).toBe(4096);
  });
});
