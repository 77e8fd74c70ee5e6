import { describe, expect, it } from 'vitest';
import type { ApiRequest, ApiTurn } from '@hanzo/contracts';
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
    expect(answer).toMatchObject({ finish: 'length', toolCalls: [], cutInCall: true });
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
  const nameless = chunk([{ index: 0, function: { name: 'read', arguments: '{}' } }]);
  const ids = new Set([await ask(nameless), await ask(nameless)].flat());
  // Of two answers of one conversation no two are alike.
  expect(ids.size).toBe(2);
  for (const id of ids) expect(id).toMatch(/^call_[0-9a-f]{32} read \{\}$/);
});

describe('what compatible servers want back with calls', () => {
  /** A server whose model thinks, and then asks for two tools; its requests. */
  async function told(deltas: readonly object[], change: (state: unknown) => unknown = (state) => state) {
    const bodies: { readonly messages: readonly Record<string, unknown>[] }[] = [];
    const chunks = [...deltas, { content: null }].map((delta) => ({ model: 'm', choices: [{ index: 0, delta }] }));
    const end = { model: 'm', choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] };
    const stream = [...chunks, end].map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('');
    const fetch: typeof globalThis.fetch = (_, init) => {
      bodies.push(JSON.parse(init?.body as string));
      return Promise.resolve(new Response(stream, { headers: { 'content-type': 'text/event-stream' } }));
    };
    const provider = providerFor('http://elsewhere/v1', { api: 'chat', fetch });
    const asked = { ...ASKING, model: 'deepseek' };
    const { text, toolCalls, state } = await provider.generate(asked, { signal });
    // What a journal gives back has been text in between.
    const kept = change(state === undefined ? undefined : JSON.parse(JSON.stringify(state)));
    const results = toolCalls.map(({ id }) => ({ role: 'tool' as const, callId: id, output: 'x' }));
    const history = [{ role: 'assistant' as const, text, toolCalls, state: kept }, ...results];
    await provider.generate({ ...asked, history }, { signal });
    return bodies[1]?.messages.find(({ role }) => role === 'assistant');
  }
  const calls = (extra: object = {}): object => ({
    tool_calls: [
      { index: 0, id: 'a', function: { name: 'read', arguments: '{}' }, ...extra },
      { index: 1, id: 'b', function: { name: 'list', arguments: '{}' } },
    ],
  });

  it.each(['reasoning_content', 'reasoning'])(verifies('openai.tools', '%s'), async (field) => {
    const message = await told([{ [field]: 'Both' }, { [field]: ' files.' }, calls()]);
    expect(message).toMatchObject({ [field]: 'Both files.', tool_calls: [{ id: 'a' }, { id: 'b' }] });
    expect(Object.keys(message ?? {}).filter((key) => key.startsWith('reasoning'))).toEqual([field]);
    // Thinking of nothing is told as well: DeepSeek wants the field.
    expect(await told([{ [field]: '' }, calls()])).toMatchObject({ [field]: '' });
  });

  it(verifies('openai.tools', 'a seal on a call'), async () => {
    const extra = { extra_content: { google: { thought_signature: 'sealed' } } };
    const message = await told([calls(extra)]);
    expect(message?.['tool_calls']).toEqual([
      { id: 'a', type: 'function', function: { name: 'read', arguments: '{}' }, ...extra },
      { id: 'b', type: 'function', function: { name: 'list', arguments: '{}' } },
    ]);
  });

  it.each([
    ['of another model', { kind: 'openai-chat', model: 'other', thoughts: { field: 'reasoning', text: 'x' } }],
    ['damaged', { kind: 'openai-chat', model: 'deepseek', thoughts: { field: 'role', text: 'system' } }],
    ['none', undefined],
  ])('with a state that is %s the turn is told by its calls alone', async (_, state) => {
    const message = await told([{ reasoning: 'Both.' }, calls()], () => state);
    expect(Object.keys(message ?? {})).toEqual(['role', 'content', 'tool_calls']);
    expect(message).toMatchObject({ role: 'assistant' });
  });

  it('leaves no state where nothing came with the calls', async () => {
    let seen: unknown = 'nothing yet';
    await told([calls()], (state) => (seen = state));
    expect(seen).toBeUndefined();
  });
});

/** What compatible servers send where the interface wants texts. */
const ODD_CALLS: readonly (readonly [string, Readonly<Record<string, unknown>>, string, RegExp])[] = [
  ['no id', { name: 'read', arguments: '{"a":1}' }, 'read {"a":1}', /^call_[0-9a-f]{32}$/],
  ['null for an id', { id: null, name: 'read', arguments: '{}' }, 'read {}', /^call_[0-9a-f]{32}$/],
  ['a number for an id', { id: 7, name: 'read', arguments: '{}' }, 'read {}', /^7$/],
  ['no name', { id: 'x', arguments: '{}' }, ' {}', /^x$/],
  ['an object for arguments', { id: 'x', name: 'read', arguments: { a: [1] } }, 'read {"a":[1]}', /^x$/],
  ['null for arguments', { id: 'x', name: 'read', arguments: null }, 'read ', /^x$/],
];

describe.each(['responses', 'chat'] as const)('calls over %s', (api) => {
  function events({ id, ...its }: Readonly<Record<string, unknown>>): string {
    const call = { ...its, call_id: id };
    const reasoning = { type: 'reasoning', id: 'rs', summary: [], encrypted_content: 'sealed' };
    const output = [reasoning, { type: 'function_call', ...call }];
    const response = { id: 'r', model: 'm', status: 'completed', output };
    const chunk = { choices: [{ index: 0, delta: { tool_calls: [{ index: 0, id, function: its }] } }] };
    const end = { choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] };
    const all = api === 'chat' ? [chunk, end] : [{ type: 'response.completed', response }];
    return all.map((each) => `data: ${JSON.stringify(each)}\n\n`).join('');
  }

  it.each(ODD_CALLS)(verifies('toolLoop.call-ids', `with %s over ${api}`), async (_, call, told, id) => {
    const bodies: Record<string, unknown>[] = [];
    const fetch: typeof globalThis.fetch = (__, init) => {
      bodies.push(JSON.parse(init?.body as string));
      return Promise.resolve(new Response(events(call), { headers: { 'content-type': 'text/event-stream' } }));
    };
    const provider = providerFor('http://elsewhere/v1', { api, fetch });
    const { text, toolCalls, state } = await provider.generate(ASKING, { signal });
    const [made] = toolCalls;
    expect(made?.id).toMatch(id);
    expect([told, `${told}{}`]).toContain(`${made?.name} ${made?.arguments}`);
    // What goes back of the answer has the ids of its results.
    const callId = made?.id ?? '';
    const turn = { role: 'assistant', text, toolCalls, state } as const;
    await provider.generate({ ...ASKING, history: [turn, { role: 'tool', callId, output: 'done' }] }, { signal });
    const sent = JSON.stringify(bodies[1]);
    expect(sent.split(JSON.stringify(callId))).toHaveLength(3);
    expect(state === undefined || sent.includes('sealed')).toBe(true);
  });

  it(verifies('toolLoop.call-ids', `of another provider over ${api}`), async () => {
    const bodies: string[] = [];
    const fetch: typeof globalThis.fetch = (_, init) => {
      bodies.push(init?.body as string);
      return Promise.resolve(new Response(events({ id: 'x', name: 'read', arguments: '{}' })));
    };
    const history: ApiTurn[] = ['functions.read:0', 'toolu_01', `chatcmpl-tool-${'0'.repeat(60)}`].flatMap((id) => [
      { role: 'assistant', text: '', toolCalls: [{ id, name: 'read', arguments: '{}' }] },
      { role: 'tool', callId: id, output: 'x' },
    ]);
    const idsAt = async (baseUrl: string): Promise<readonly string[]> => {
      await providerFor(baseUrl, { api, fetch })
        .generate({ ...ASKING, history }, { signal })
        .catch(() => undefined);
      return [...(bodies.at(-1) ?? '').matchAll(/"(?:tool_call_id|call_id|id)":"([^"]*)"/g)].map(([, id = '']) => id);
    };
    const ids = await idsAt('https://api.openai.com/v1');
    expect(ids).toHaveLength(6);
    expect(ids.every((id) => /^[a-zA-Z0-9_-]{1,40}$/.test(id))).toBe(true);
    expect([0, 2, 4].map((at) => ids[at])).toEqual([1, 3, 5].map((at) => ids[at]));
    expect(new Set(ids).size).toBe(3);
    expect(ids[2]).toBe('toolu_01');
    // Servers that made them may want them as they were.
    expect(await idsAt('http://elsewhere/v1')).toContain('functions.read:0');
  });
});
