import { describe, expect, it } from 'vitest';
import type { ApiRequest } from '@hanzo/contracts';
import { startApiStandIn, type Reply } from '@hanzo/testkit';
import { failureOf, providerFor, REQUEST } from './ask.ts';
import { verifies } from '../../../../test/support/verifies.ts';

const signal = new AbortController().signal;
const usage = { inputTokens: 100, outputTokens: 50, reasoningTokens: 20 };

const ASKING: ApiRequest = {
  ...REQUEST,
  model: 'gpt-5.6',
  tools: [
    { name: 'read', description: 'Reads a file.', parameters: { type: 'object', properties: {} } },
    { name: 'list', description: 'Lists a folder.', parameters: { type: 'object', properties: {} } },
  ],
};

const CALLS: Reply = {
  kind: 'tools',
  text: 'Let me look.',
  calls: [
    { name: 'read', arguments: { path: 'a/b.ts', lines: [1, 2] } },
    { name: 'list', arguments: 'not json {' },
  ],
  usage,
};

describe.each(['responses', 'chat'] as const)('tools over %s', (api) => {
  it(verifies('openai.tools', api), async () => {
    await using standIn = await startApiStandIn({
      script: ({ toolOutputs }) => (toolOutputs.length === 0 ? CALLS : { kind: 'text', text: 'Done.', usage }),
    });
    const provider = providerFor(standIn.baseUrl, { api });
    const first = await provider.generate(ASKING, { signal });
    expect(first).toMatchObject({
      text: 'Let me look.',
      finish: 'stop',
      toolCalls: [
        { name: 'read', arguments: '{"path":"a/b.ts","lines":[1,2]}' },
        { name: 'list', arguments: 'not json {' },
      ],
    });
    const [read, list] = first.toolCalls;
    // What a journal gives back has been text in between.
    const state: unknown = JSON.parse(JSON.stringify(first.state ?? null));
    const second = await provider.generate(
      {
        ...ASKING,
        history: [
          { role: 'assistant', text: first.text, toolCalls: first.toolCalls, state },
          { role: 'tool', callId: read?.id ?? '', output: 'export {}' },
          { role: 'tool', callId: list?.id ?? '', output: 'no such folder', failed: true },
          { role: 'user', text: 'Go on.' },
        ],
      },
      { signal },
    );
    expect(second).toMatchObject({ text: 'Done.', toolCalls: [] });
    expect(standIn.requests[1]?.toolOutputs).toEqual([
      { callId: read?.id, output: 'export {}' },
      { callId: list?.id, output: 'Error: no such folder' },
    ]);
    expect(standIn.requests[1]?.tools).toEqual(['read', 'list']);
  });

  it('sends who must be called', async () => {
    await using standIn = await startApiStandIn({ script: () => CALLS });
    const provider = providerFor(standIn.baseUrl, { api });
    for (const toolChoice of ['auto', 'none', 'required', { name: 'read' }] as const) {
      await provider.generate({ ...ASKING, toolChoice }, { signal });
    }
    const named = api === 'chat' ? { function: { name: 'read' } } : { name: 'read' };
    expect(standIn.requests.map(({ body }) => body['tool_choice'])).toEqual([
      undefined,
      'none',
      'required',
      { type: 'function', ...named },
    ]);
  });

  it('a call that the output cap may have cut is none', async () => {
    const cut =
      'data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"read","arguments":"{\\"pa"}}]},"finish_reason":"length"}]}\n\n';
    const response = {
      id: 'r',
      model: 'm',
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output: [{ type: 'function_call', call_id: 'c1', name: 'read', arguments: '{"pa' }],
    };
    const event = `event: response.incomplete\ndata: ${JSON.stringify({ type: 'response.incomplete', response })}\n\n`;
    const fetch = (): Promise<Response> =>
      Promise.resolve(new Response(api === 'chat' ? cut : event, { headers: { 'content-type': 'text/event-stream' } }));
    const answer = await providerFor('http://elsewhere/v1', { api, fetch }).generate(ASKING, { signal });
    expect(answer).toMatchObject({ finish: 'length', toolCalls: [] });
  });

  it('a tool that nobody offered is a fault of the server, which has been paid', async () => {
    await using standIn = await startApiStandIn({ strict: false, script: () => CALLS });
    const error = await failureOf(providerFor(standIn.baseUrl, { api }).generate(REQUEST, { signal }));
    expect(error).toMatchObject({ code: 'API_FAILED', details: { charged: 'yes', usage } });
  });

  it.each<readonly [string, Partial<ApiRequest>]>([
    ['a name that no API takes', { tools: [{ name: 'a b', description: '', parameters: {} }] }],
    ['a choice that is not offered', { toolChoice: { name: 'write' } }],
    ['a choice without tools', { tools: [], toolChoice: 'required' }],
    ['two tools of one name', { tools: [...(ASKING.tools ?? []), ...(ASKING.tools ?? [])] }],
    ['a cache key that is too long', { cacheKey: 'x'.repeat(65) }],
    ['the tier of batches', { serviceTier: 'batch' }],
  ])('refuses %s, and asks nothing', async (_, changes) => {
    await using standIn = await startApiStandIn({ script: () => CALLS });
    const error = await failureOf(
      providerFor(standIn.baseUrl, { api }).generate({ ...ASKING, ...changes }, { signal }),
    );
    expect(error).toMatchObject({ code: 'USAGE', details: { charged: 'no' } });
    expect(standIn.requests).toHaveLength(0);
  });
});

describe('sealed reasoning', () => {
  it(verifies('openai.tools', 'reasoning'), async () => {
    await using standIn = await startApiStandIn({ script: () => CALLS });
    const provider = providerFor(standIn.baseUrl);
    const { text, toolCalls, state } = await provider.generate(ASKING, { signal });
    const results = toolCalls.map(({ id }) => ({ role: 'tool' as const, callId: id, output: 'x' }));
    const history = [{ role: 'assistant' as const, text, toolCalls, state }, ...results];
    await provider.generate({ ...ASKING, history }, { signal });
    const input = standIn.requests[1]?.body['input'] as readonly Record<string, unknown>[];
    expect(input.map((item) => item['type'] ?? item['role'])).toEqual([
      'user',
      'reasoning',
      'message',
      'function_call',
      'function_call',
      'function_call_output',
      'function_call_output',
    ]);
    expect(input[1]).toMatchObject({ encrypted_content: expect.stringContaining('gpt-5.6') });
    expect(standIn.requests[1]?.body).toMatchObject({ store: false, include: ['reasoning.encrypted_content'] });

    // Another model could not open it: it hears what was said and called, without the reasoning.
    await provider.generate({ ...ASKING, model: 'gpt-5', history }, { signal });
    const other = standIn.requests[2]?.body['input'] as readonly Record<string, unknown>[];
    expect(other.map((item) => item['type'] ?? item['role'])).not.toContain('reasoning');
    expect(standIn.requests[2]?.reply.kind).toBe('tools');
  });
});

it('chat: puts calls together that come mixed, without an index, or without an id', async () => {
  const chunk = (calls: readonly object[]): string =>
    `data: ${JSON.stringify({ model: 'm', choices: [{ index: 0, delta: { tool_calls: calls } }] })}\n\n`;
  const end = 'data: {"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n';
  const ask = async (...chunks: readonly string[]): Promise<unknown> => {
    const fetch = (): Promise<Response> =>
      Promise.resolve(new Response([...chunks, end].join(''), { headers: { 'content-type': 'text/event-stream' } }));
    const { toolCalls } = await providerFor('http://elsewhere/v1', { api: 'chat', fetch }).generate(ASKING, { signal });
    return toolCalls.map(({ id, name, arguments: given }) => `${id} ${name} ${given}`);
  };
  expect(
    await ask(
      chunk([{ index: 0, id: 'a', function: { name: 'read', arguments: '' } }]),
      chunk([{ index: 1, id: 'b', function: { name: 'list', arguments: '[' } }]),
      chunk([
        { index: 0, function: { arguments: '{}' } },
        { index: 1, function: { arguments: ']' } },
      ]),
    ),
  ).toEqual(['a read {}', 'b list []']);
  expect(
    await ask(
      chunk([{ id: 'a', function: { name: 'read', arguments: '{}' } }]),
      chunk([{ id: 'b', function: { name: 'list', arguments: '{}' } }]),
    ),
  ).toEqual(['a read {}', 'b list {}']);
  expect(await ask(chunk([{ index: 0, function: { name: 'read', arguments: '{}' } }]))).toEqual(['call_1 read {}']);
});
