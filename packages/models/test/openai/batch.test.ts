import { describe, expect, it } from 'vitest';
import { HanzoError, type BatchApi, type BatchItem, type BatchResult } from '@hanzo/contracts';
import {
  contextTooLong,
  serverError,
  startApiStandIn,
  type ApiStandIn,
  type ApiStandInOptions,
  type BatchFate,
  type Reply,
} from '@hanzo/testkit';
import { createOpenAiBatch } from '../../src/openai/index.ts';
import { everythingIn, failureOf, JSON_OUTPUT, KEY, REQUEST } from './ask.ts';
import { verifies } from '../../../../test/support/verifies.ts';

const { signal } = new AbortController();
const usage = { inputTokens: 100, cachedInputTokens: 10, outputTokens: 9, reasoningTokens: 2 };
const ITEMS: readonly BatchItem[] = ['a', 'b', 'c'].map((id) => ({ id, request: { ...REQUEST, prompt: id } }));

type Api = 'responses' | 'chat';

function batchAt(standIn: ApiStandIn, api: Api, fetch?: typeof globalThis.fetch): BatchApi {
  return createOpenAiBatch({ apiKey: KEY, baseUrl: standIn.baseUrl, api, ...(fetch && { fetch }) });
}

const start = (options: Partial<ApiStandInOptions> = {}): Promise<ApiStandIn> =>
  startApiStandIn({ script: ({ prompt }) => ({ kind: 'text', text: `re: ${prompt}`, usage }), ...options });

/** What became of each item: its text, or the code of its error and whether it cost money. */
function outcomes(results: ReadonlyMap<string, BatchResult>): Readonly<Record<string, string>> {
  const said = [...results].map(([id, result]): [string, string] => {
    if (result.kind === 'done') return [id, result.generation.text];
    return [id, `${result.error.code} ${String(result.error.details['charged'])}`];
  });
  return Object.fromEntries(said.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

async function resultsOf(
  batch: BatchApi,
  items: readonly BatchItem[] = ITEMS,
): Promise<ReadonlyMap<string, BatchResult>> {
  const state = await batch.look(await batch.submit(items, signal), signal);
  if (state.kind === 'working') throw new HanzoError('INTERNAL', 'The batch has not ended.');
  return state.results;
}

describe.each(['responses', 'chat'] as const)('batches over %s', (api) => {
  it(verifies('openai.batch', api), async () => {
    const fates: BatchFate[] = [{ kind: 'working', done: 0 }, { kind: 'working', done: 2 }, { kind: 'completed' }];
    await using standIn = await start({ batch: ({ look }) => fates[look - 1] ?? { kind: 'completed' } });
    const batch = batchAt(standIn, api);
    const id = await batch.submit(ITEMS, signal);
    expect(await batch.look(id, signal)).toEqual({ kind: 'working', ended: 0, total: 3 });
    expect(await batch.look(id, signal)).toEqual({ kind: 'working', ended: 2, total: 3 });
    expect(standIn.charges).toEqual([]);
    const state = await batch.look(id, signal);
    const results = state.kind === 'ended' ? state.results : new Map<string, BatchResult>();
    expect(outcomes(results)).toEqual({ a: 're: a', b: 're: b', c: 're: c' });
    expect(results.get('b')).toMatchObject({
      generation: { usage, servedModel: 'gpt-4o', servedTier: 'batch', finish: 'stop', toolCalls: [] },
    });
    expect(standIn.charges.map(({ customId, tier, usage: billed }) => [customId, tier, billed])).toEqual(
      ['a', 'b', 'c'].map((item) => [item, 'batch', usage]),
    );
    const told = [...results.values()].map((each) => each.kind === 'done' && each.generation.requestId);
    expect(told).toEqual(standIn.charges.map(({ requestId }) => requestId));
    expect(standIn.requests[0]?.body).not.toHaveProperty('stream');
    expect(await batch.look(id, signal), 'read again').toEqual(state);
    expect(standIn.charges).toHaveLength(3);
  });

  it.each<readonly [string, BatchFate, string]>([
    ['expired', { kind: 'expired', done: 1 }, 'TIMED_OUT no'],
    ['expired without a word', { kind: 'expired', done: 1, silent: true }, 'TIMED_OUT no'],
    ['cancelled', { kind: 'cancelled', done: 1 }, 'CANCELLED no'],
    ['cancelled without a word', { kind: 'cancelled', done: 1, silent: true }, 'CANCELLED no'],
  ])(verifies('openai.batch', `%s, ${api}`), async (_, fate, left) => {
    await using standIn = await start({ batch: () => fate });
    expect(outcomes(await resultsOf(batchAt(standIn, api)))).toEqual({ a: 're: a', b: left, c: left });
    expect(standIn.charges).toHaveLength(1);
  });

  it.each([
    ['token_limit_exceeded', 'RATE_LIMITED no'],
    ['billing_hard_limit_reached', 'QUOTA_EXHAUSTED no'],
    ['model_not_found', 'MODEL_UNAVAILABLE no'],
    ['something_new', 'API_REFUSED no'],
  ])('refused as a whole with %s: every request has failed with %s', async (code, left) => {
    await using standIn = await start({ batch: () => ({ kind: 'failed', code, message: 'Too much.' }) });
    expect(outcomes(await resultsOf(batchAt(standIn, api)))).toEqual({ a: left, b: left, c: left });
    expect(standIn.bill.inputTokens).toBe(0);
  });

  it('each request fails for itself, and a refusal costs', async () => {
    const replies: Readonly<Record<string, Reply>> = {
      a: contextTooLong(8192, 9000),
      b: serverError(),
      c: { kind: 'refusal', text: 'No.', usage },
      d: { kind: 'truncated', text: 'half', usage },
    };
    await using standIn = await start({ script: ({ prompt }) => replies[prompt] ?? { kind: 'hang' } });
    const items = ['a', 'b', 'c', 'd'].map((id) => ({ id, request: { ...REQUEST, prompt: id } }));
    const results = await resultsOf(batchAt(standIn, api), items);
    expect(outcomes(results)).toEqual({
      a: 'PROMPT_TOO_LONG no',
      b: 'API_FAILED no',
      c: 'API_REFUSED yes',
      d: 'half',
    });
    expect(results.get('c')).toMatchObject({ error: { details: { usage, servedModel: 'gpt-4o' } } });
    expect(results.get('d')).toMatchObject({ generation: { finish: 'length' } });
  });

  it('an answer without usage is charged at the worst case', async () => {
    await using standIn = await start({ script: () => ({ kind: 'text', text: 'ok', omitUsage: true }) });
    const result = (await resultsOf(batchAt(standIn, api))).get('a');
    const charged = result?.kind === 'done' ? result.generation.usage : undefined;
    expect(charged?.outputTokens).toBe(200);
    expect(charged?.inputTokens).toBeGreaterThan(standIn.charges[0]?.usage.inputTokens ?? 1000);
  });

  it('cancels, also a second time and when it is too late', async () => {
    await using standIn = await start();
    const batch = batchAt(standIn, api);
    const id = await batch.submit(ITEMS, signal);
    await batch.cancel(id, signal);
    await batch.cancel(id, signal);
    const state = await batch.look(id, signal);
    expect(state.kind === 'ended' && outcomes(state.results)).toEqual({
      a: 'CANCELLED no',
      b: 'CANCELLED no',
      c: 'CANCELLED no',
    });
    await batch.cancel(id, signal);
    await expect(batch.cancel('batch_none', signal)).rejects.toMatchObject({ code: 'API_REFUSED' });
    expect(standIn.charges).toEqual([]);
  });

  it('takes the same options as single calls', async () => {
    await using standIn = await start({ script: () => ({ kind: 'tools', calls: [{ name: 'read', arguments: {} }] }) });
    const request = {
      ...REQUEST,
      model: 'gpt-5.6',
      serviceTier: 'batch' as const,
      effort: 'high' as const,
      output: JSON_OUTPUT,
      tools: [{ name: 'read', description: 'Reads.', parameters: { type: 'object' } }],
    };
    const results = await resultsOf(batchAt(standIn, api), [{ id: 'a', request }]);
    expect(results.get('a')).toMatchObject({ generation: { toolCalls: [{ name: 'read', arguments: '{}' }] } });
    expect(standIn.requests[0]).toMatchObject({ effort: 'high', wantsJson: true, serviceTier: undefined });
  });
});

describe('what no batch can be', () => {
  it.each<readonly [string, readonly BatchItem[]]>([
    ['nothing', []],
    ['two of one id', [...ITEMS, ...ITEMS]],
    ['an id that no API takes', [{ id: 'a b', request: REQUEST }]],
    ['two models', [...ITEMS, { id: 'd', request: { ...REQUEST, model: 'gpt-6' } }]],
    ['another tier', [{ id: 'a', request: { ...REQUEST, serviceTier: 'flex' } }]],
    ['a beginning to go on from', [{ id: 'a', request: { ...REQUEST, resume: 'The' } }]],
    ['too many', Array.from({ length: 50_001 }, (_, at) => ({ id: `i${at}`, request: REQUEST }))],
  ])(verifies('openai.batch-checked', '%s'), async (_, items) => {
    let asked = 0;
    const fetch = (): Promise<Response> => {
      asked += 1;
      return Promise.reject(new TypeError('nobody should ask'));
    };
    await using standIn = await start();
    const error = await failureOf(batchAt(standIn, 'responses', fetch).submit(items, signal));
    expect(error).toMatchObject({ code: 'USAGE', details: { charged: 'no' } });
    expect(asked).toBe(0);
  });
});

describe('failures around a batch', () => {
  it('a wrong key is refused without a charge, and stays secret', async () => {
    await using standIn = await start({ apiKey: 'another' });
    const error = await failureOf(batchAt(standIn, 'responses').submit(ITEMS, signal));
    expect(error).toMatchObject({ code: 'CREDENTIALS_REJECTED', details: { charged: 'no' } });
    expect(everythingIn(error)).not.toContain(KEY);
  });

  /** Spoils the calls to one path. */
  const spoiling =
    (path: string, answer: () => Promise<Response>): typeof globalThis.fetch =>
    (url, init) =>
      String(url as string).endsWith(path) && init?.method !== 'GET' ? answer() : fetch(url, init);

  it('an upload that broke off costs nothing, a start that broke off may', async () => {
    await using standIn = await start();
    const lost = (): Promise<Response> => Promise.reject(new TypeError('fetch failed'));
    const upload = await failureOf(batchAt(standIn, 'responses', spoiling('/files', lost)).submit(ITEMS, signal));
    expect(upload).toMatchObject({ code: 'API_FAILED', details: { charged: 'no' } });
    const begin = await failureOf(batchAt(standIn, 'responses', spoiling('/batches', lost)).submit(ITEMS, signal));
    expect(begin).toMatchObject({ code: 'API_FAILED', details: { charged: 'unknown' } });
  });

  it('an abort before the start says that nothing was charged', async () => {
    await using standIn = await start();
    const stop = new AbortController();
    const stopping: typeof globalThis.fetch = async (url, init) => {
      const response = await fetch(url, init);
      if (String(url as string).endsWith('/files')) stop.abort(new HanzoError('CANCELLED', 'The user left.'));
      return response;
    };
    const error = await failureOf(batchAt(standIn, 'responses', stopping).submit(ITEMS, stop.signal));
    expect(error).toMatchObject({ code: 'CANCELLED', details: { charged: 'no' } });
  });

  it('a refused start takes the uploaded file away again', async () => {
    const asked: string[] = [];
    await using standIn = await start();
    const refusing: typeof globalThis.fetch = (url, init) => {
      asked.push(`${init?.method ?? ''} ${String(url as string).slice(standIn.baseUrl.length)}`);
      if (!asked.at(-1)?.endsWith('/batches')) return fetch(url, init);
      return Promise.resolve(Response.json({ error: { message: 'No.', code: null } }, { status: 400 }));
    };
    await failureOf(batchAt(standIn, 'responses', refusing).submit(ITEMS, signal));
    expect(asked.at(-1)).toBe('DELETE /files/file-stand-in-1');
  });

  it('a line that cannot be read is an error of the look, and the next one may do better', async () => {
    await using standIn = await start();
    let broken = true;
    const breaking: typeof globalThis.fetch = async (url, init) => {
      if (!broken || !String(url as string).endsWith('/content')) return await fetch(url, init);
      broken = false;
      return new Response('{"custom_id":"a","respon');
    };
    const batch = batchAt(standIn, 'responses', breaking);
    const id = await batch.submit(ITEMS, signal);
    const error = await failureOf(batch.look(id, signal));
    expect(error).toMatchObject({ code: 'API_FAILED', retryable: true, details: { charged: 'unknown' } });
    expect((await batch.look(id, signal)).kind).toBe('ended');
  });

  it('nulls, which the real API sends, are read as nothing', async () => {
    await using standIn = await start();
    const withNulls: typeof globalThis.fetch = async (url, init) => {
      const response = await fetch(url, init);
      if (!String(url as string).includes('/batches/')) return response;
      const body = (await response.json()) as object;
      return Response.json({ errors: null, error_file_id: null, failed_at: null, usage: null, ...body });
    };
    expect(outcomes(await resultsOf(batchAt(standIn, 'responses', withNulls)))).toMatchObject({ a: 're: a' });
  });
});

describe('a batch that was made although its making was answered with an error', () => {
  const urlOf = (input: Parameters<typeof fetch>[0]): string => (input instanceof Request ? input.url : String(input));
  /** Lets the batch be made, and loses the answer. */
  const losing: typeof globalThis.fetch = async (input, init) => {
    const response = await fetch(input, init);
    const isMaking = init?.method === 'POST' && urlOf(input).endsWith('/batches');
    return isMaking ? new Response('{"error":{"message":"Server error"}}', { status: 500 }) : response;
  };

  it(verifies('openai.batch', 'its answer lost'), async () => {
    await using standIn = await start();
    const others = batchAt(standIn, 'responses');
    await others.submit(ITEMS.slice(0, 1), signal);
    const batch = batchAt(standIn, 'responses', losing);
    const id = await batch.submit(ITEMS, signal);
    await others.submit(ITEMS.slice(0, 1), signal);
    const state = await batch.look(id, signal);
    const results = state.kind === 'ended' ? state.results : new Map<string, BatchResult>();
    expect(outcomes(results)).toEqual({ a: 're: a', b: 're: b', c: 're: c' });
  });

  it('is not guessed at: where none is known the error stays, and nobody knows what it costs', async () => {
    await using standIn = await start();
    const failing: typeof globalThis.fetch = (input, init) =>
      urlOf(input).includes('/batches') ? Promise.resolve(new Response('{}', { status: 500 })) : fetch(input, init);
    await batchAt(standIn, 'responses').submit(ITEMS, signal);
    const error = await failureOf(batchAt(standIn, 'responses', failing).submit(ITEMS, signal));
    expect(error).toMatchObject({ code: 'API_FAILED', details: { charged: 'unknown' } });
  });
});
