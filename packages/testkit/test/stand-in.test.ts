import { describe, expect, it } from 'vitest';
import { startApiStandIn } from '../src/index.ts';

const post = (url: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('API stand-in', () => {
  it('answers whole bodies of both interfaces and keeps the bill', async () => {
    const usage = { inputTokens: 10, cachedInputTokens: 4, outputTokens: 6, reasoningTokens: 2 };
    await using api = await startApiStandIn({
      script: ({ prompt }) => ({ kind: 'text', text: `re: ${prompt}`, usage }),
    });
    const response = await post(`${api.baseUrl}/responses`, { model: 'gpt-4o', input: 'hi', instructions: 'be' });
    expect(await response.json()).toMatchObject({
      object: 'response',
      status: 'completed',
      output: [{ type: 'reasoning' }, { content: [{ type: 'output_text', text: 're: hi' }] }],
      usage: {
        input_tokens: 10,
        input_tokens_details: { cached_tokens: 4 },
        output_tokens_details: { reasoning_tokens: 2 },
        total_tokens: 16,
      },
    });
    const chat = await post(`${api.baseUrl}/chat/completions`, {
      model: 'gpt-4o',
      messages: [
        { role: 'developer', content: 'be' },
        { role: 'user', content: [{ type: 'text', text: 'ho' }] },
      ],
    });
    expect(await chat.json()).toMatchObject({
      object: 'chat.completion',
      choices: [{ finish_reason: 'stop', message: { content: 're: ho', refusal: null } }],
      usage: { prompt_tokens: 10, completion_tokens_details: { reasoning_tokens: 2 } },
    });
    expect(api.requests.map((request) => request.system)).toEqual(['be', 'be']);
    expect(api.bill).toEqual({ inputTokens: 20, cachedInputTokens: 8, outputTokens: 12, reasoningTokens: 4 });
  });

  it('lists its models and knows no others', async () => {
    await using api = await startApiStandIn({ models: ['gpt-4o'], script: () => ({ kind: 'text', text: 'x' }) });
    expect(await (await fetch(`${api.baseUrl}/models`)).json()).toMatchObject({
      object: 'list',
      data: [{ id: 'gpt-4o' }],
    });
    const response = await post(`${api.baseUrl}/responses`, { model: 'gpt-4', input: 'hi' });
    expect(response.status).toBe(404);
    expect(api.requests[0]).toMatchObject({ model: 'gpt-4', charged: { inputTokens: 0 } });
  });

  it('refuses wrong keys and echoes them, and remembers every header', async () => {
    await using api = await startApiStandIn({ apiKey: 'right', script: () => ({ kind: 'text', text: 'x' }) });
    const wrong = await post(
      `${api.baseUrl}/responses`,
      { model: 'm', input: 'hi' },
      { authorization: 'Bearer wrong' },
    );
    expect([wrong.status, await wrong.text()]).toEqual([401, expect.stringContaining('wrong')]);
    const right = await post(
      `${api.baseUrl}/responses`,
      { model: 'm', input: 'hi' },
      { authorization: 'Bearer right' },
    );
    expect(right.status).toBe(200);
    expect(api.requests.map((request) => request.key)).toEqual(['wrong', 'right']);
  });

  it.each([
    ['/responses', { model: 'gpt-5', input: 'x', temperature: 0 }, 'temperature'],
    ['/responses', { model: 'gpt-4o', input: 'x', seed: 1 }, 'seed'],
    ['/responses', { model: 'gpt-4o', input: 'x', max_output_tokens: 3 }, 'max_output_tokens'],
    ['/chat/completions', { model: 'o3', messages: [], max_tokens: 5 }, 'max_tokens'],
    ['/chat/completions', { model: 'gpt-4o', messages: [], max_tokens: 5, max_completion_tokens: 5 }, 'max_tokens'],
    [
      '/responses',
      {
        model: 'gpt-4o',
        input: 'x',
        text: {
          format: {
            type: 'json_schema',
            name: 'a',
            strict: true,
            schema: {
              type: 'object',
              properties: { a: { type: 'string' } },
              required: [],
              additionalProperties: false,
            },
          },
        },
      },
      'text.format.schema',
    ],
  ])('refuses what the real servers refuse: %s %j', async (path, body, param) => {
    await using api = await startApiStandIn({ script: () => ({ kind: 'text', text: 'x' }) });
    const response = await post(api.baseUrl + path, body);
    expect([response.status, await response.json()]).toMatchObject([400, { error: { param } }]);
  });

  it('closes with connections open, and twice', async () => {
    const api = await startApiStandIn({ script: () => ({ kind: 'hang' }) });
    const call = post(`${api.baseUrl}/responses`, { model: 'm', input: 'x' });
    const failed = expect(call).rejects.toThrow('fetch failed');
    while (api.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await api.close();
    await api.close();
    await failed;
  });

  it('reports a script that throws as a fault of the script', async () => {
    await using api = await startApiStandIn({
      script: () => {
        throw new TypeError('my bug');
      },
    });
    const response = await post(`${api.baseUrl}/responses`, { model: 'm', input: 'x' });
    expect([response.status, await response.text()]).toEqual([500, expect.stringContaining('my bug')]);
  });
});
