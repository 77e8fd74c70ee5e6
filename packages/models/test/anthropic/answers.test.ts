import { describe, expect, it, vi } from 'vitest';
import { type Capabilities, costMicros } from '@hanzo/contracts';
import { startApiStandIn } from '@hanzo/testkit';
import { UNKNOWN_CLAUDE } from '../../src/anthropic/index.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { answering, EFFORTS, failureOf, JSON_OUTPUT, providerFor, REQUEST, taking, TOOLS } from './ask.ts';

const signal = new AbortController().signal;
const EVENTS = { headers: { 'content-type': 'text/event-stream' } };
const usage = {
  inputTokens: 1000,
  cachedInputTokens: 600,
  cacheWriteTokens: 300,
  outputTokens: 90,
  reasoningTokens: 40,
};

describe('an answer', () => {
  it(verifies('anthropic.streams'), async () => {
    await using standIn = await startApiStandIn({
      script: () => ({
        kind: 'text',
        text: 'Hello, dear world 👋!',
        thinking: 'A greeting is due.',
        usage,
        servedModel: 'claude-sonnet-5-20260301',
        servedTier: 'priority',
        pieces: 5,
      }),
    });
    const pieces: string[] = [];
    let alive = 0;
    const answer = await providerFor(standIn.baseUrl).generate(REQUEST, {
      signal,
      onText: (piece) => pieces.push(piece),
      onAlive: () => void (alive += 1),
    });
    expect(answer).toMatchObject({
      text: 'Hello, dear world 👋!',
      finish: 'stop',
      servedModel: 'claude-sonnet-5-20260301',
      servedTier: 'priority',
      requestId: standIn.requests[0]?.requestId,
      usage,
      toolCalls: [],
    });
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe(answer.text);
    expect(alive, 'thinking shows that it is alive').toBeGreaterThan(2);
    expect(standIn.bill).toEqual(answer.usage);
    expect(standIn.requests).toMatchObject([
      { api: 'messages', model: 'claude-sonnet-5', system: 'You are brief.', prompt: 'Say hello.', stream: true },
    ]);
    expect(standIn.requests[0]?.maxOutputTokens).toBe(200);
  });

  it('says "length" when the output cap cut the answer', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'truncated', text: 'half an ans', usage }) });
    const answer = await providerFor(standIn.baseUrl).generate(REQUEST, { signal });
    expect(answer).toMatchObject({ text: 'half an ans', finish: 'length', usage });
  });

  it.each([
    ['model_context_window_exceeded', 'length'],
    ['stop_sequence', 'stop'],
    ['what_a_proxy_invents', 'stop'],
  ])('ends with %s as %s', async (reason, finish) => {
    const { fetch } = answering(stream({ reason }), EVENTS);
    expect(await providerFor('http://elsewhere', { fetch }).generate(REQUEST, { signal })).toMatchObject({ finish });
  });

  it('writes nothing to the console, also of a model that ends', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    const lines = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error'), vi.spyOn(console, 'log')];
    await providerFor(standIn.baseUrl).generate({ ...REQUEST, model: 'claude-sonnet-4-5' }, { signal });
    for (const line of lines) expect(line).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it('is heard whole from a server that does not stream', async () => {
    const body = {
      id: 'msg_1',
      model: 'claude-x',
      content: [{ type: 'text', text: 'all at once' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 7, output_tokens: 3 },
    };
    const { fetch } = answering(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
    let heard = '';
    const answer = await providerFor('http://elsewhere', { fetch }).generate(REQUEST, {
      signal,
      onText: (piece) => (heard += piece),
    });
    expect([answer.text, heard, answer.usage.inputTokens]).toEqual(['all at once', 'all at once', 7]);
  });

  it.each([
    ['nothing', {}, { outputTokens: 200 }],
    ['no input', { output_tokens: 3 }, { outputTokens: 3 }],
    ['no count', { input_tokens: '7', output_tokens: 2.5 }, { outputTokens: 200 }],
  ])(
    verifies('anthropic.charged', 'an answer that tells %s of its usage is charged at the worst case'),
    async (_, told, charged) => {
      const { fetch } = answering(stream({ usage: told }), EVENTS);
      const answer = await providerFor('http://elsewhere', { fetch }).generate(REQUEST, { signal });
      expect(answer).toMatchObject({ text: 'ok', usage: charged });
      expect(answer.usage.inputTokens).toBeGreaterThanOrEqual(REQUEST.system.length + REQUEST.prompt.length);
      expect(Object.values(answer.usage).every(Number.isSafeInteger)).toBe(true);
    },
  );
});

describe('the count', () => {
  it('of the end corrects that of the beginning', async () => {
    const told = { input_tokens: 9, cache_read_input_tokens: 4, output_tokens: 2 };
    const { fetch } = answering(stream({ begun: { input_tokens: 5, output_tokens: 1 }, usage: told }), EVENTS);
    const { usage: counted } = await providerFor('http://elsewhere', { fetch }).generate(REQUEST, { signal });
    expect(counted).toMatchObject({ inputTokens: 13, cachedInputTokens: 4, outputTokens: 2 });
  });

  it('that is whole counts, though the connection breaks after it', async () => {
    const words = new TextEncoder().encode(stream({}).replace(/event: message_stop[^]*$/, ''));
    const parts = [words];
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const part = parts.pop();
        if (part === undefined) controller.error(new TypeError('terminated'));
        else controller.enqueue(part);
      },
    });
    const fetch = (): Promise<Response> => Promise.resolve(new Response(body, EVENTS));
    const answer = await providerFor('http://elsewhere', { fetch }).generate(REQUEST, { signal });
    expect(answer).toMatchObject({ text: 'ok', usage: { inputTokens: 5, outputTokens: 2 } });
  });

  it('that is not told is the worst: all of it written to the cache, where that was asked for', async () => {
    const { fetch } = answering(stream({ usage: {} }), EVENTS);
    const asked = { ...REQUEST, cacheKey: 'k' };
    const { usage: counted } = await providerFor('http://elsewhere', { fetch }).generate(asked, { signal });
    expect(counted.cacheWriteTokens).toBe(counted.inputTokens);
  });
});

describe('JSON', () => {
  const value = { title: 'x', lines: [1], level: 'low' };

  it(verifies('anthropic.json', 'output format'), async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'json', value }) });
    const asked = { ...REQUEST, output: JSON_OUTPUT };
    const answer = await providerFor(standIn.baseUrl).generate(asked, { signal });
    expect(JSON.parse(answer.text)).toEqual(value);
    expect(standIn.requests[0]).toMatchObject({ wantsJson: true });
    expect(JSON.stringify(standIn.requests[0]?.schema)).toMatch(/Short.*maxLength: 20/);
  });

  it(verifies('anthropic.json', 'forced tool'), async () => {
    await using standIn = await startApiStandIn({
      script: () => ({ kind: 'tools', text: 'Here it is:', calls: [{ name: 'hanzo_answer', arguments: value }] }),
    });
    const asked = { ...REQUEST, model: 'claude-sonnet-4-20250514', output: JSON_OUTPUT };
    let heard = '';
    const answer = await providerFor(standIn.baseUrl, { takes: taking({ json: false }) }).generate(asked, {
      signal,
      onText: (piece) => (heard += piece),
    });
    expect(answer).toMatchObject({ finish: 'stop', toolCalls: [] });
    expect(answer).not.toHaveProperty('state');
    expect([JSON.parse(answer.text), heard]).toEqual([value, answer.text]);
    expect(standIn.requests[0]?.body).toMatchObject({ tool_choice: { type: 'tool', name: 'hanzo_answer' } });
  });

  it(verifies('anthropic.json', 'in words'), async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'json', value }) });
    const asked = { ...REQUEST, output: JSON_OUTPUT };
    const takes = taking({ json: false, tools: false });
    const answer = await providerFor(standIn.baseUrl, { takes }).generate(asked, { signal });
    expect(JSON.parse(answer.text)).toEqual(value);
    expect(standIn.requests[0]?.system).toContain('"title"');
    expect(standIn.requests[0]?.body).not.toHaveProperty('output_config');
  });
});

describe('what is sent', () => {
  it.each([
    ['claude-sonnet-5', { efforts: EFFORTS }, { output_config: { effort: 'low' }, thinking: { type: 'adaptive' } }],
    ['claude-opus-4-5', { efforts: EFFORTS }, { output_config: { effort: 'low' }, thinking: undefined }],
    ['claude-haiku-4-5', { sampling: true }, { temperature: 0.4, output_config: undefined }],
    [
      'claude-sonnet-4-6',
      { sampling: true, efforts: EFFORTS },
      { temperature: undefined, output_config: { effort: 'low' } },
    ],
    [
      'claude-opus-5-5',
      { forcedTools: false, efforts: EFFORTS },
      { tool_choice: undefined, thinking: { type: 'adaptive' } },
    ],
    ['claude-sonnet-5', { efforts: EFFORTS }, { tool_choice: { type: 'any' }, thinking: undefined }, 'required'],
    ['claude-sonnet-5', {}, { tool_choice: { type: 'tool', name: 'now' } }, { name: 'now' }],
    ['claude-sonnet-5', {}, { tool_choice: { type: 'none' } }, 'none'],
    ['claude-sonnet-5', { stop: false }, { stop_sequences: undefined }],
    ['claude-sonnet-5', {}, { stop_sequences: ['END'] }],
  ] as const)(verifies('anthropic.capabilities', '%s that takes %j'), async (model, takes, expected, choice?) => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    const toolChoice = choice ?? (model === 'claude-opus-5-5' ? 'required' : 'auto');
    await providerFor(standIn.baseUrl, { takes: taking(takes) }).generate(
      {
        ...REQUEST,
        model,
        effort: 'low',
        sampling: { temperature: 0.4, seed: 7 },
        tools: TOOLS,
        toolChoice,
        stop: ['END'],
      },
      { signal },
    );
    const body = standIn.requests[0]?.body ?? {};
    for (const [field, value] of Object.entries(expected)) expect(body[field]).toEqual(value);
    expect(body).not.toHaveProperty('seed');
  });

  it('a temperature above 1 is sent as 1, and no effort as no thinking', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    const takes = taking({ sampling: true, efforts: ['none'] });
    await providerFor(standIn.baseUrl, { takes }).generate(
      { ...REQUEST, model: 'claude-sonnet-4-6', sampling: { temperature: 1.7 }, effort: 'none' },
      { signal },
    );
    expect(standIn.requests[0]?.body).toMatchObject({ temperature: 1, thinking: { type: 'disabled' } });
  });

  it.each([
    ['https://api.anthropic.com', 'standard', 'standard_only'],
    ['https://api.anthropic.com', undefined, 'standard_only'],
    ['https://api.anthropic.com', 'priority', 'auto'],
    ['http://elsewhere', 'standard', undefined],
    ['http://elsewhere', 'priority', 'auto'],
  ] as const)('to %s, tier %s as %s', async (baseUrl, serviceTier, expected) => {
    const { fetch, bodies } = answering(stream({}), EVENTS);
    const asked = serviceTier === undefined ? REQUEST : { ...REQUEST, serviceTier };
    await providerFor(baseUrl, { fetch }).generate(asked, { signal });
    expect((bodies[0] as Record<string, unknown>)['service_tier']).toBe(expected);
  });

  it.each([
    ['the beginning of an answer', { resume: 'Dear ' }],
    ['a tier that is not sold', { serviceTier: 'flex' }],
    ['a batch of its own', { serviceTier: 'batch' }],
    ['a conversation that ends with an answer', { history: [{ role: 'assistant', text: 'Hi.', toolCalls: [] }] }],
    ['tools for a model that takes none', { model: 'no-tools', tools: TOOLS }],
    ['a tool that must be called and is not there', { toolChoice: { name: 'then' }, tools: TOOLS }],
    ['a tool by the name of ours', { tools: TOOLS.map((tool) => ({ ...tool, name: 'hanzo_answer' })).slice(1) }],
    ['a cache key that is too long', { cacheKey: 'k'.repeat(65) }],
  ] as const)(verifies('anthropic.refused', '%s'), async (_, extra) => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    const takes = (model: string): Capabilities => ({ ...UNKNOWN_CLAUDE, tools: model !== 'no-tools' });
    const provider = providerFor(standIn.baseUrl, { takes });
    const error = await failureOf(provider.generate({ ...REQUEST, ...extra }, { signal }));
    expect(error).toMatchObject({ code: 'USAGE', details: { charged: 'no' } });
    expect(standIn.requests).toHaveLength(0);
  });
});

describe('caching', () => {
  const system = 'Rules to keep. '.repeat(600);

  it(verifies('anthropic.caching'), async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }), promptCache: {} });
    const provider = providerFor(standIn.baseUrl);
    const asked = { ...REQUEST, system, cacheKey: 'run-1' };
    const [first, second] = [
      await provider.generate(asked, { signal }),
      await provider.generate({ ...asked, prompt: 'Another question.' }, { signal }),
    ];
    const written = first.usage.cacheWriteTokens ?? 0;
    expect(written).toBeGreaterThan(2000);
    expect(first.usage).toMatchObject({ cachedInputTokens: 0 });
    expect(second.usage).toMatchObject({ cachedInputTokens: written });
    expect(second.usage).not.toHaveProperty('cacheWriteTokens');
    const price = {
      inputMicros: 3_000_000,
      cachedInputMicros: 300_000,
      cacheWriteMicros: 3_750_000,
      outputMicros: 15e6,
    };
    const fresh = first.usage.inputTokens - written;
    expect(costMicros(price, first.usage)).toBe(Math.ceil(fresh * 3 + written * 3.75 + first.usage.outputTokens * 15));
    expect(costMicros(price, second.usage)).toBeLessThan(costMicros(price, first.usage) / 5);
    expect(standIn.charges.map((charge) => charge.usage)).toEqual([first.usage, second.usage]);
  });

  it.each([
    ['without a key', {}, {}],
    ['for a model that has no cache', { cacheKey: 'k' }, { cacheKey: false }],
  ])('is not asked for %s', async (_, extra, takes) => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    const asked = { ...REQUEST, system, tools: TOOLS, ...extra };
    await providerFor(standIn.baseUrl, { takes: taking(takes) }).generate(asked, { signal });
    expect(JSON.stringify(standIn.requests[0]?.body)).not.toContain('cache_control');
  });

  it('marks what the next call of a conversation meets again: system, prompt and end', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    const history = [
      { role: 'assistant', text: 'Which?', toolCalls: [] },
      { role: 'user', text: 'This.' },
    ] as const;
    await providerFor(standIn.baseUrl).generate({ ...REQUEST, cacheKey: 'k', history }, { signal });
    const cached = { cache_control: { type: 'ephemeral' } };
    expect(standIn.requests[0]?.body).toMatchObject({
      system: [cached],
      messages: [{ content: [cached] }, { role: 'assistant' }, { content: [cached] }],
    });
  });

  it('marks the tools where there is no system prompt', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    await providerFor(standIn.baseUrl).generate({ ...REQUEST, system: '', cacheKey: 'k', tools: TOOLS }, { signal });
    const { tools } = standIn.requests[0]?.body ?? {};
    expect(tools).toMatchObject([{ name: 'now' }, { name: 'read_file', cache_control: { type: 'ephemeral' } }]);
  });
});

interface Told {
  readonly reason?: string;
  readonly usage?: object;
  /** At the beginning. @default usage */
  readonly begun?: object;
}

/** A whole answer of one word. */
function stream({
  reason = 'end_turn',
  usage: told = { input_tokens: 5, output_tokens: 2 },
  begun = told,
}: Told): string {
  const events = [
    { type: 'message_start', message: { id: 'msg_1', model: 'claude-x', content: [], usage: begun } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'ok' } },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: reason }, usage: told },
    { type: 'message_stop' },
  ];
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
}
