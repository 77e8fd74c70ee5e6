import { describe, expect, it } from 'vitest';
import type { Price } from '@hanzo/contracts';
import { chargedMicros, manualClock, startApiStandIn, type ApiStandInOptions } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

const post = (url: string, body: object): Promise<Response> =>
  fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { authorization: 'Bearer sk-one' } });

const start = (options: Partial<ApiStandInOptions> = {}): ReturnType<typeof startApiStandIn> =>
  startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }), ...options });

const ASK = { model: 'gpt-4o', input: 'hi' };

describe('the bill', () => {
  it(verifies('stand-in.bill'), async () => {
    const usage = { inputTokens: 1000, outputTokens: 100 };
    await using api = await start({
      script: ({ number }) => {
        if (number === 2) return { kind: 'http-error', status: 500 };
        if (number === 3) return { kind: 'cut', text: 'one two', afterPieces: 1, usage };
        return { kind: 'text', text: 'ok', usage, servedModel: 'gpt-4o-2024-11-20' };
      },
    });
    const first = await post(`${api.baseUrl}/responses`, { ...ASK, service_tier: 'flex' });
    expect(await first.json()).toMatchObject({ service_tier: 'flex' });
    await post(`${api.baseUrl}/responses`, ASK);
    const cut = await post(`${api.baseUrl}/responses`, { ...ASK, stream: true });
    await cut.text().catch(() => '');
    expect(api.charges).toMatchObject([
      { number: 1, api: 'responses', model: 'gpt-4o', servedModel: 'gpt-4o-2024-11-20', tier: 'flex', key: 'sk-one' },
      { number: 3, servedModel: 'gpt-4o', tier: 'standard', usage },
    ]);
    expect(api.charges.map(({ requestId }) => requestId)).toEqual(
      [first, cut].map((response) => response.headers.get('x-request-id')),
    );
    expect(api.bill).toMatchObject({ inputTokens: 2000, outputTokens: 200 });
    const price: Price = { inputMicros: 2_000_000, cachedInputMicros: 0, outputMicros: 10_000_000 };
    const half: Price = { inputMicros: 1_000_000, cachedInputMicros: 0, outputMicros: 5_000_000 };
    expect(chargedMicros(api.charges, (_, tier) => (tier === 'flex' ? half : price))).toBe(1500 + 3000);
  });

  it(verifies('stand-in.cache'), async () => {
    await using api = await start({ promptCache: {} });
    const instructions = 'x'.repeat(8000);
    const ask = (key: string, model = 'gpt-4o'): Promise<Response> =>
      post(`${api.baseUrl}/responses`, { model, input: 'hi', instructions, prompt_cache_key: key });
    for (const key of ['a', 'a', 'b']) await ask(key);
    await ask('a', 'gpt-6');
    await ask('a', 'gpt-6');
    await post(`${api.baseUrl}/responses`, { ...ASK, prompt_cache_key: 'a' });
    const uses = api.charges.map(({ usage }) => [usage.cachedInputTokens, usage.cacheWriteTokens]);
    expect(uses).toEqual([
      [0, undefined],
      [1920, undefined],
      [0, undefined],
      [0, 1920],
      [1920, undefined],
      [0, undefined],
    ]);
  });

  it(verifies('stand-in.rate-limit'), async () => {
    const clock = manualClock();
    await using api = await start({ rateLimit: { requests: 2, perMs: 10_000, clock } });
    const ask = async (): Promise<readonly unknown[]> => {
      const { status, headers } = await post(`${api.baseUrl}/responses`, ASK);
      return [status, headers.get('retry-after'), headers.get('retry-after-ms')];
    };
    expect(await ask()).toEqual([200, null, null]);
    await clock.advance(2500);
    expect(await ask()).toEqual([200, null, null]);
    expect(await ask()).toEqual([429, '8', '7500']);
    await clock.advance(7500);
    expect(await ask()).toEqual([200, null, null]);
    expect(api.charges).toHaveLength(3);
  });
});

const CALL = { type: 'function_call', call_id: 'c1', name: 'read', arguments: '{}' };
const OUTPUT = { type: 'function_call_output', call_id: 'c1', output: 'x' };
const TOOL = { type: 'function', name: 'read', parameters: { type: 'object' }, strict: false };
const CHAT_CALL = { role: 'assistant', tool_calls: [{ id: 'c1', type: 'function', function: { name: 'read' } }] };

describe('strictness', () => {
  it.each<readonly [string, string, object]>([
    ['an effort', '/responses', { ...ASK, reasoning: { effort: 'low' } }],
    ['an effort that the model does not know', '/responses', { ...ASK, model: 'gpt-5', reasoning: { effort: 'none' } }],
    ['an effort over Chat', '/chat/completions', { model: 'o3', messages: [], reasoning_effort: 'max' }],
    ['stop texts', '/chat/completions', { model: 'gpt-5', messages: [], stop: ['END'] }],
    ['a service tier that does not exist', '/responses', { ...ASK, service_tier: 'standard' }],
    ['a long cache key', '/responses', { ...ASK, prompt_cache_key: 'x'.repeat(65) }],
    ['sealed reasoning', '/responses', { ...ASK, include: ['reasoning.encrypted_content'] }],
    ['a choice without tools', '/responses', { ...ASK, tool_choice: 'required' }],
    ['two tools of one name', '/responses', { ...ASK, tools: [TOOL, TOOL] }],
    ['a tool without a fit name', '/responses', { ...ASK, tools: [{ ...TOOL, name: 'a b' }] }],
    ['an output without its call', '/responses', { ...ASK, input: [OUTPUT] }],
    ['a call without its output', '/responses', { ...ASK, input: [CALL] }],
    [
      'reasoning of another',
      '/responses',
      { ...ASK, input: [{ type: 'reasoning', encrypted_content: 'sealed:o3:1' }] },
    ],
    ['a call without its output over Chat', '/chat/completions', { model: 'gpt-4o', messages: [CHAT_CALL] }],
    ['an output without its call over Chat', '/chat/completions', { model: 'gpt-4o', messages: [{ role: 'tool' }] }],
  ])(verifies('stand-in.strict', '%s'), async (_, path, body) => {
    await using api = await start();
    const response = await post(api.baseUrl + path, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
    expect(api.charges).toEqual([]);
  });

  it('lets pass what is in order', async () => {
    await using api = await start();
    const bodies = [
      { ...ASK, model: 'gpt-5.6', reasoning: { effort: 'max' }, include: ['reasoning.encrypted_content'] },
      { ...ASK, input: [{ role: 'user', content: 'x' }, CALL, OUTPUT], tools: [TOOL], tool_choice: 'required' },
      { ...ASK, service_tier: 'priority', prompt_cache_key: 'x' },
    ];
    for (const body of bodies) expect((await post(`${api.baseUrl}/responses`, body)).status).toBe(200);
  });

  it('keeps to a table where it is given one', async () => {
    await using api = await start({ takes: () => undefined });
    expect((await post(`${api.baseUrl}/responses`, { ...ASK, reasoning: { effort: 'low' } })).status).toBe(400);
    const takes = { apis: [], sampling: true, stop: true, json: true, tools: true, cacheKey: true, images: true };
    await using other = await start({ takes: () => ({ ...takes, efforts: ['low'] }) });
    expect((await post(`${other.baseUrl}/responses`, { ...ASK, reasoning: { effort: 'low' } })).status).toBe(200);
  });
});

describe('batches', () => {
  const upload = async (baseUrl: string, lines: readonly unknown[]): Promise<string> => {
    const form = new FormData();
    form.set('purpose', 'batch');
    form.set('file', new File([lines.map((line) => `${JSON.stringify(line)}\n`).join('')], 'in.jsonl'));
    const response = await fetch(`${baseUrl}/files`, { method: 'POST', body: form });
    return ((await response.json()) as { id: string }).id;
  };
  const line = (id: string, changes: object = {}): object => ({
    custom_id: id,
    method: 'POST',
    url: '/v1/responses',
    body: ASK,
    ...changes,
  });
  const begin = async (baseUrl: string, lines: readonly unknown[]): Promise<string> => {
    const body = {
      input_file_id: await upload(baseUrl, lines),
      endpoint: '/v1/responses',
      completion_window: '24h',
    };
    return ((await (await post(`${baseUrl}/batches`, body)).json()) as { id: string }).id;
  };
  const look = async (baseUrl: string, id: string): Promise<Record<string, unknown>> =>
    (await (await fetch(`${baseUrl}/batches/${id}`)).json()) as Record<string, unknown>;

  it(verifies('stand-in.batch'), async () => {
    await using api = await start({
      batch: ({ look: count, total }) => (count < 2 ? { kind: 'working' } : { kind: 'expired', done: total - 1 }),
    });
    const id = await begin(api.baseUrl, [line('a'), line('b')]);
    expect(await look(api.baseUrl, id)).toMatchObject({ status: 'in_progress' });
    const ended = await look(api.baseUrl, id);
    expect(ended).toMatchObject({ status: 'expired', request_counts: { total: 2, completed: 1, failed: 0 } });
    const errors = await (await fetch(`${api.baseUrl}/files/${String(ended['error_file_id'])}/content`)).text();
    expect(JSON.parse(errors)).toMatchObject({ custom_id: 'b', response: null, error: { code: 'batch_expired' } });
    expect(api.charges).toMatchObject([{ customId: 'a', tier: 'batch' }]);
    expect(api.requests).toMatchObject([{ batch: { id, customId: 'a' } }]);
  });

  it.each<readonly [string, readonly unknown[]]>([
    ['empty_file', []],
    ['invalid_json_line', ['text']],
    ['missing_required_parameter', [{ custom_id: 'a' }]],
    ['duplicate_custom_id', [line('a'), line('a')]],
    ['invalid_url', [line('a', { url: '/v1/chat/completions' })]],
    ['mismatched_model', [line('a'), line('b', { body: { ...ASK, model: 'gpt-4.1' } })]],
    ['invalid_request', [line('a', { body: { ...ASK, stream: true } })]],
  ])('fails as a whole: %s', async (code, lines) => {
    await using api = await start();
    const batch = await look(api.baseUrl, await begin(api.baseUrl, lines));
    expect(batch).toMatchObject({ status: 'failed', errors: { data: [{ code }] } });
    expect(api.requests).toEqual([]);
  });
});
