import { describe, expect, it } from 'vitest';
import { hideSecret, type Capabilities } from '@hanzo/contracts';
import { capabilitiesByName, flexUnavailable, startApiStandIn } from '@hanzo/testkit';
import { createOpenAiProvider, listOpenAiModels } from '../../src/openai/index.ts';
import { everythingIn, failureOf, JSON_OUTPUT, KEY, providerFor, REQUEST } from './ask.ts';
import { verifies } from '../../../../test/support/verifies.ts';

const signal = new AbortController().signal;

/** A model that takes nothing but text. */
const BARE: Capabilities = {
  apis: ['responses', 'chat'],
  sampling: false,
  stop: false,
  json: false,
  tools: false,
  cacheKey: false,
  images: false,
  efforts: [],
};

describe.each(['responses', 'chat'] as const)('options over %s', (api) => {
  it(verifies('openai.capabilities', api), async () => {
    await using standIn = await startApiStandIn({
      takes: () => BARE,
      script: () => ({ kind: 'text', text: 'ok' }),
    });
    const provider = providerFor(standIn.baseUrl, { api, takes: () => BARE });
    await provider.generate({ ...REQUEST, effort: 'high', cacheKey: 'k', stop: ['END'] }, { signal });
    expect(standIn.requests[0]?.reply.kind, 'the stand-in refuses what the model does not take').toBe('text');
    const tools = [{ name: 'read', description: '', parameters: { type: 'object' } }];
    const error = await failureOf(provider.generate({ ...REQUEST, tools }, { signal }));
    expect(error).toMatchObject({ code: 'USAGE', details: { charged: 'no' } });
    expect(standIn.requests).toHaveLength(1);
  });

  it.each([
    'gpt-3.5-turbo',
    'gpt-4',
    'gpt-4-turbo',
    'gpt-4o',
    'gpt-4.1',
    'o3',
    'gpt-5',
    'gpt-5-mini',
    'gpt-5.6',
    'gpt-6',
  ])('sends nothing that %s refuses, also when no catalogue knows it', async (model) => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: '{}' }) });
    const request = { ...REQUEST, model, output: JSON_OUTPUT, cacheKey: 'k', stop: ['END'] };
    const provider = providerFor(standIn.baseUrl, { api });
    for (const effort of ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const) {
      await provider.generate({ ...request, effort }, { signal });
    }
    expect(new Set(standIn.requests.map(({ reply }) => reply.kind))).toEqual(new Set(['text']));
  });

  it('sends the effort and the cache key that the model takes', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    const provider = providerFor(standIn.baseUrl, { api, takes: capabilitiesByName });
    await provider.generate({ ...REQUEST, model: 'gpt-5.6', effort: 'max', cacheKey: 'run-7' }, { signal });
    expect(standIn.requests[0]).toMatchObject({ effort: 'max', cacheKey: 'run-7' });
  });

  it(verifies('openai.tier', api), async () => {
    await using standIn = await startApiStandIn({
      script: ({ number }) => ({ kind: 'text', text: 'ok', ...(number === 3 ? { servedTier: 'standard' } : {}) }),
    });
    const elsewhere = providerFor(standIn.baseUrl, { api });
    const served = async (request: object): Promise<unknown> =>
      (await elsewhere.generate({ ...REQUEST, ...request }, { signal })).servedTier;
    expect(await served({ serviceTier: 'flex' })).toBe('flex');
    expect(await served({ serviceTier: 'priority' })).toBe('priority');
    expect(await served({ serviceTier: 'priority' }), 'not kept').toBe('standard');
    expect(await served({}), 'compatible servers have no such parameter').toBe('standard');
    expect(standIn.requests.map(({ serviceTier }) => serviceTier)).toEqual(['flex', 'priority', 'priority', undefined]);
    expect(standIn.charges.map(({ tier }) => tier)).toEqual(['flex', 'priority', 'standard', 'standard']);

    // At OpenAI, a project may have another tier by default, which nobody has reserved money for.
    const baseUrl = 'https://api.openai.com/v1';
    const toStandIn: typeof fetch = (url, init) => fetch(String(url as string).replace(baseUrl, standIn.baseUrl), init);
    await createOpenAiProvider({ apiKey: KEY, baseUrl, api, fetch: toStandIn }).generate(REQUEST, { signal });
    expect(standIn.requests[4]?.serviceTier).toBe('default');
  });

  it(verifies('openai.cache', api), async () => {
    await using standIn = await startApiStandIn({
      promptCache: { leastTokens: 128 },
      script: () => ({ kind: 'text', text: 'ok' }),
    });
    const provider = providerFor(standIn.baseUrl, { api });
    const request = { ...REQUEST, model: 'gpt-6', system: 'x'.repeat(4000), cacheKey: 'k' };
    const first = await provider.generate(request, { signal });
    const second = await provider.generate({ ...request, prompt: 'Another.' }, { signal });
    expect(first.usage).toMatchObject({ cachedInputTokens: 0, cacheWriteTokens: 896 });
    expect(second.usage).toMatchObject({ cachedInputTokens: 896 });
    expect(standIn.charges.map((charge) => charge.usage)).toEqual([first.usage, second.usage]);
  });

  it(verifies('openai.flex-full', api), async () => {
    await using standIn = await startApiStandIn({ script: () => flexUnavailable() });
    const call = providerFor(standIn.baseUrl, { api }).generate({ ...REQUEST, serviceTier: 'flex' }, { signal });
    const error = await failureOf(call);
    expect(error).toMatchObject({ code: 'RATE_LIMITED', retryable: true, details: { charged: 'no', status: 429 } });
  });

  it(verifies('openai.call-named', api), async () => {
    await using standIn = await startApiStandIn({
      script: ({ number }) =>
        number === 1 ? { kind: 'text', text: 'ok' } : { kind: 'cut', text: 'one two three', afterPieces: 2 },
    });
    const provider = providerFor(standIn.baseUrl, { api });
    const { requestId } = await provider.generate(REQUEST, { signal });
    const error = await failureOf(provider.generate(REQUEST, { signal }));
    expect([requestId, error.details['requestId']]).toEqual(standIn.charges.map((charge) => charge.requestId));
  });

  it(verifies('openai.words-json', api), async () => {
    const said = 'Sure! Here it is:\n```json\n{"title":"a {b}","lines":[1]}\n```\nAnything else?';
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: said, pieces: 9 }) });
    let heard = '';
    const answer = await providerFor(standIn.baseUrl, { api, takes: () => BARE }).generate(
      { ...REQUEST, output: JSON_OUTPUT },
      { signal, onText: (piece) => (heard += piece) },
    );
    expect(JSON.parse(answer.text)).toEqual({ title: 'a {b}', lines: [1] });
    expect(heard).toBe(answer.text);
    expect(standIn.requests[0]).toMatchObject({ wantsJson: false, system: expect.stringContaining('"title"') });
  });

  it(verifies('openai.models', api), async () => {
    await using standIn = await startApiStandIn({
      apiKey: KEY,
      models: ['gpt-6', 'gpt-4o'],
      script: () => ({ kind: 'hang' }),
    });
    const options = { apiKey: KEY, baseUrl: standIn.baseUrl, api };
    expect(await listOpenAiModels(options, signal)).toEqual(['gpt-4o', 'gpt-6']);
    const error = await failureOf(
      listOpenAiModels({ ...options, apiKey: 'sk-another', keyName: 'GROQ_API_KEY' }, signal),
    );
    expect(error).toMatchObject({ code: 'CREDENTIALS_REJECTED', mend: expect.stringContaining('GROQ_API_KEY') });
    expect(everythingIn(error)).not.toContain('sk-another');
    await expect(listOpenAiModels(options, AbortSignal.abort(new Error('left')))).rejects.toThrow('left');
  });
});

it('hides the other secrets of the process, too', async () => {
  hideSecret('another-secret-of-ours');
  await using standIn = await startApiStandIn({
    script: () => ({
      kind: 'stream-error',
      text: 'x',
      afterPieces: 1,
      code: 'x',
      message: 'has another-secret-of-ours',
    }),
  });
  const error = await failureOf(providerFor(standIn.baseUrl).generate(REQUEST, { signal }));
  expect(everythingIn(error)).not.toContain('another-secret-of-ours');
});
