import { describe, expect, it } from 'vitest';
import type { BatchApi, BatchItem, BatchResult } from '@hanzo/contracts';
import {
  anthropicErrorBody,
  anthropicInvalid,
  anthropicUnauthorized,
  type ApiStandIn,
  type ApiStandInOptions,
  startApiStandIn,
} from '@hanzo/testkit';
import { createAnthropicBatch, listAnthropicModels } from '../../src/anthropic/index.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { answering, everythingIn, failureOf, JSON_OUTPUT, KEY, REQUEST } from './ask.ts';

const signal = new AbortController().signal;
const item = (id: string, prompt = id): BatchItem => ({ id, request: { ...REQUEST, prompt } });
const ITEMS = [item('a'), item('b'), item('c'), item('d')];

async function open(options: ApiStandInOptions): Promise<{ standIn: ApiStandIn; api: BatchApi }> {
  const standIn = await startApiStandIn(options);
  return { standIn, api: createAnthropicBatch({ apiKey: KEY, baseUrl: standIn.baseUrl }) };
}

async function resultsOf(api: BatchApi, batchId: string): Promise<ReadonlyMap<string, BatchResult>> {
  const state = await api.look(batchId, signal);
  expect(state.kind).toBe('ended');
  return state.kind === 'ended' ? state.results : new Map();
}

describe('a batch', () => {
  it(verifies('anthropic.batch'), async () => {
    const usage = { inputTokens: 100, cachedInputTokens: 40, outputTokens: 7, reasoningTokens: 3 };
    const { standIn, api } = await open({
      script: ({ prompt }) => {
        if (prompt === 'b') return anthropicInvalid('prompt is too long: 9 tokens > 8 maximum');
        return prompt === 'c'
          ? { kind: 'refusal', text: 'No.', usage }
          : { kind: 'text', text: `re ${prompt}\u2028`, usage };
      },
    });
    await using _ = standIn;
    const results = await resultsOf(api, await api.submit(ITEMS, signal));
    expect([...results.keys()].toSorted()).toEqual(['a', 'b', 'c', 'd']);
    expect(results.get('a')).toMatchObject({
      kind: 'done',
      generation: { text: 're a\u2028', finish: 'stop', usage, servedTier: 'batch', toolCalls: [] },
    });
    expect(results.get('b')).toMatchObject({ error: { code: 'PROMPT_TOO_LONG', details: { charged: 'no' } } });
    expect(results.get('c')).toMatchObject({ error: { code: 'API_REFUSED', details: { charged: 'yes', usage } } });
    expect(standIn.charges.map(({ tier, customId }) => [tier, customId])).toEqual([
      ['batch', 'a'],
      ['batch', 'c'],
      ['batch', 'd'],
    ]);
    const told = [...results.values()].flatMap((result) =>
      result.kind === 'done' ? [result.generation.requestId] : [],
    );
    expect(standIn.charges.map(({ requestId }) => requestId)).toEqual(expect.arrayContaining(told));
  });

  it.each([
    ['expired', 'TIMED_OUT'],
    ['cancelled', 'CANCELLED'],
  ] as const)(verifies('anthropic.batch', 'one that %s'), async (kind, code) => {
    const { standIn, api } = await open({
      script: () => ({ kind: 'text', text: 'ok' }),
      batch: ({ look }) => (look < 3 ? { kind: 'working' } : { kind, done: 1 }),
    });
    await using _ = standIn;
    const batchId = await api.submit(ITEMS, signal);
    expect(await api.look(batchId, signal)).toEqual({ kind: 'working', ended: 0, total: 4 });
    await api.cancel(batchId, signal);
    expect(await api.look(batchId, signal)).toMatchObject({ kind: 'working' });
    const results = await resultsOf(api, batchId);
    expect(results.get('a')).toMatchObject({ kind: 'done' });
    for (const id of ['b', 'c', 'd']) {
      expect(results.get(id)).toMatchObject({ kind: 'failed', error: { code, details: { charged: 'no' } } });
    }
    await expect(api.cancel(batchId, signal), 'it has ended: nothing is left to do').resolves.toBeUndefined();
    expect(standIn.charges).toHaveLength(1);
  });

  it('holds requests as they would be asked alone, without a tier', async () => {
    const { standIn, api } = await open({ script: () => ({ kind: 'json', value: {} }) });
    await using _ = standIn;
    const asked: BatchItem = { id: 'j', request: { ...REQUEST, output: JSON_OUTPUT, serviceTier: 'batch' } };
    await resultsOf(api, await api.submit([asked], signal));
    expect(standIn.requests[0]).toMatchObject({ wantsJson: true, batch: { customId: 'j' }, system: REQUEST.system });
    expect(standIn.requests[0]?.body).not.toHaveProperty('service_tier');
    expect(standIn.requests[0]?.body).not.toHaveProperty('stream');
  });

  it.each([
    ['none', []],
    ['the same id twice', [item('a'), item('a')]],
    ['an id with a space', [item('a b')]],
    ['two models', [item('a'), { id: 'b', request: { ...REQUEST, model: 'claude-opus-5' } }]],
    ['a request that goes on', [{ id: 'a', request: { ...REQUEST, resume: 'Dear' } }]],
  ] as const)(verifies('anthropic.refused', 'a batch of items: %s'), async (_, items) => {
    const { standIn, api } = await open({ script: () => ({ kind: 'text', text: 'ok' }) });
    await using _standIn = standIn;
    expect(await failureOf(api.submit(items, signal))).toMatchObject({ code: 'USAGE', details: { charged: 'no' } });
  });

  it('that nobody knows, or a key that may not: the error says nothing of the money', async () => {
    const { standIn, api } = await open({ script: () => ({ kind: 'text', text: 'ok' }), apiKey: 'another' });
    await using _ = standIn;
    const refused = await failureOf(api.look('msgbatch_x', signal));
    expect(refused).toMatchObject({ code: 'CREDENTIALS_REJECTED', details: { charged: 'unknown' } });
    await using lenient = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    const known = createAnthropicBatch({ apiKey: KEY, baseUrl: lenient.baseUrl });
    const error = await failureOf(known.look('msgbatch_x', signal));
    expect(error).toMatchObject({ code: 'API_REFUSED', details: { charged: 'unknown', status: 404 } });
    expect(error.message).toContain('Batch msgbatch_x is not available');
    expect(await failureOf(known.cancel('msgbatch_x', signal))).toMatchObject({ code: 'API_REFUSED' });
  });

  it.each([
    ['no JSON', 'nonsense\n', 'API_FAILED'],
    ['cut in the middle', '{"custom_id":"a","result":{"type":"succ', 'API_FAILED'],
  ])('with results that are %s is looked at again later', async (_, lines, code) => {
    const ended = {
      id: 'msgbatch_1',
      processing_status: 'ended',
      request_counts: {},
      results_url: 'http://evil.example/r',
    };
    const about = answering(JSON.stringify(ended), { headers: { 'content-type': 'application/json' } });
    const results = answering(lines, { headers: { 'content-type': 'application/x-jsonl' } });
    const fetch: typeof globalThis.fetch = (url, init) =>
      about.urls.length === 0 ? about.fetch(url, init) : results.fetch(url, init);
    const api = createAnthropicBatch({ apiKey: KEY, baseUrl: 'http://elsewhere/gw', fetch });
    expect(await failureOf(api.look('msgbatch_1', signal))).toMatchObject({ code, details: { charged: 'unknown' } });
    expect([...about.urls, ...results.urls], 'the key goes nowhere but to its endpoint').toEqual([
      'http://elsewhere/gw/v1/messages/batches/msgbatch_1',
      'http://elsewhere/gw/v1/messages/batches/msgbatch_1/results',
    ]);
  });

  it.each([
    ['no usage', { type: 'succeeded', message: { model: 'm', content: [], stop_reason: 'end_turn' } }, 'unknown'],
    ['no message', { type: 'succeeded' }, 'unknown'],
    ['an unknown kind', { type: 'lost' }, 'unknown'],
    ['an error without words', { type: 'errored' }, 'no'],
    ['the key', { type: 'errored', error: { error: { type: KEY, message: KEY }, request_id: KEY } }, 'no'],
  ])('with a result of %s', async (_, result, charged) => {
    const body = { id: 'x', processing_status: 'ended', custom_id: 'a', result };
    const { fetch } = answering(`${JSON.stringify(body)}\n`, { headers: { 'content-type': 'application/json' } });
    const api = createAnthropicBatch({ apiKey: KEY, baseUrl: 'http://elsewhere', fetch });
    const found = (await resultsOf(api, 'x')).get('a');
    expect(found).toMatchObject({ kind: 'failed', error: { details: { charged } } });
    expect(everythingIn(found?.kind === 'failed' && found.error)).not.toContain(KEY);
  });

  it('whose submission breaks off may have begun', async () => {
    const { fetch } = answering(JSON.stringify(anthropicErrorBody('api_error', 'Oops')), { status: 500 });
    const api = createAnthropicBatch({ apiKey: KEY, baseUrl: 'http://elsewhere', fetch });
    expect(await failureOf(api.submit([item('a')], signal))).toMatchObject({ details: { charged: 'unknown' } });
  });

  it('aborts with the reason of the signal', async () => {
    const { standIn, api } = await open({ script: () => ({ kind: 'text', text: 'ok' }) });
    await using _ = standIn;
    const reason = new Error('gone');
    await expect(api.submit(ITEMS, AbortSignal.abort(reason))).rejects.toBe(reason);
    await expect(api.look('x', AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('the list of models', () => {
  it(verifies('anthropic.models'), async () => {
    const models = Array.from({ length: 2300 }, (_, at) => `claude-${at}`);
    await using standIn = await startApiStandIn({ models, script: () => ({ kind: 'text', text: 'ok' }) });
    expect(await listAnthropicModels({ apiKey: KEY, baseUrl: standIn.baseUrl }, signal)).toEqual(models);
  });

  it('says when the key is refused, and costs nothing', async () => {
    const body = JSON.stringify(anthropicUnauthorized(KEY).body);
    const { fetch } = answering(body, { status: 401, headers: { 'content-type': 'application/json' } });
    const error = await failureOf(listAnthropicModels({ apiKey: KEY, baseUrl: 'http://elsewhere', fetch }, signal));
    expect(error).toMatchObject({ code: 'CREDENTIALS_REJECTED', details: { charged: 'no' } });
    expect(everythingIn(error)).not.toContain(KEY);
  });

  it('ends with a server that pages for ever', async () => {
    const page = { data: Array.from({ length: 999 }, () => ({ id: 'm' })), has_more: true, last_id: 'm' };
    const { fetch } = answering(JSON.stringify(page), { headers: { 'content-type': 'application/json' } });
    expect(await listAnthropicModels({ apiKey: KEY, baseUrl: 'http://elsewhere', fetch }, signal)).toHaveLength(10_000);
  });
});

it.each([
  ['done, then cancelled', ['succeeded', 'canceled']],
  ['cancelled, then done', ['canceled', 'succeeded']],
  ['expired, then done, then failed', ['expired', 'succeeded', 'errored']],
])(verifies('anthropic.batch-odd', '%s'), async (_, types) => {
  const message = {
    id: 'msg_1',
    model: 'm',
    content: [{ type: 'text', text: 'paid' }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 10, output_tokens: 4 },
  };
  const lines = types.map((type) => JSON.stringify({ custom_id: 'a', result: { type, message } }));
  const fetch: typeof globalThis.fetch = (url) =>
    Promise.resolve(
      (url instanceof Request ? url.url : String(url)).endsWith('/results')
        ? new Response(lines.join('\n'))
        : Response.json({ id: 'b', processing_status: 'ended' }),
    );
  const api = createAnthropicBatch({ apiKey: KEY, baseUrl: 'http://elsewhere', fetch });
  expect((await resultsOf(api, 'b')).get('a')).toMatchObject({ kind: 'done', generation: { text: 'paid' } });
});
