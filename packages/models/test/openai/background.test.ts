import { describe, expect, it } from 'vitest';
import { HanzoError, type ApiRequest, type BackgroundApi, type BackgroundState } from '@hanzo/contracts';
import {
  rateLimited,
  serverError,
  startApiStandIn,
  type ApiStandIn,
  type ApiStandInOptions,
  type Reply,
} from '@hanzo/testkit';
import { createOpenAiBackground } from '../../src/openai/index.ts';
import { everythingIn, failureOf, JSON_OUTPUT, KEY, REQUEST } from './ask.ts';
import { verifies } from '../../../../test/support/verifies.ts';

const { signal } = new AbortController();
const usage = { inputTokens: 100, cachedInputTokens: 10, outputTokens: 9, reasoningTokens: 2 };

function backgroundAt({ baseUrl }: Pick<ApiStandIn, 'baseUrl'>, takesJson = true): BackgroundApi {
  const takes = {
    apis: ['responses'] as const,
    sampling: true,
    stop: true,
    json: takesJson,
    tools: true,
    cacheKey: true,
    images: false,
    efforts: [],
  };
  return createOpenAiBackground({ apiKey: KEY, baseUrl, takes: () => takes });
}

const start = (options: Partial<ApiStandInOptions> = {}): Promise<ApiStandIn> =>
  startApiStandIn({ script: ({ prompt }) => ({ kind: 'text', text: `re: ${prompt}`, usage }), ...options });

async function begun(api: BackgroundApi, request: ApiRequest = REQUEST): Promise<string> {
  const started = await api.begin(request, signal);
  if (started.kind !== 'begun') throw new HanzoError('INTERNAL', `It is ${started.kind}.`);
  return started.answerId;
}

const errorOf = (state: BackgroundState): HanzoError | undefined => (state.kind === 'failed' ? state.error : undefined);

describe('answers in the background', () => {
  it(verifies('background-answers.api'), async () => {
    const fates = ['queued', 'working', 'ended'] as const;
    await using standIn = await start({ background: ({ look }) => fates[look - 1] });
    const api = backgroundAt(standIn);
    const id = await begun(api);
    expect(standIn.requests[0]?.body).toMatchObject({ background: true, store: true, max_output_tokens: 200 });
    expect(standIn.requests[0]?.body).not.toHaveProperty('stream');
    expect(await api.look(id, REQUEST, signal)).toEqual({ kind: 'working' });
    // Another client, as another process has it.
    expect(await backgroundAt(standIn).look(id, REQUEST, signal)).toEqual({ kind: 'working' });
    const done = await backgroundAt(standIn).look(id, REQUEST, signal);
    expect(done).toMatchObject({
      kind: 'done',
      generation: { text: 're: Say hello.', usage, finish: 'stop', servedModel: 'gpt-4o', servedTier: 'standard' },
    });
    expect(done).toMatchObject({ generation: { requestId: id, toolCalls: [] } });
    expect(await api.look(id, REQUEST, signal), 'read again').toEqual(done);
    expect([standIn.requests.length, standIn.charges.length]).toEqual([1, 1]);
    await api.forget(id, signal);
    expect(await api.look(id, REQUEST, signal)).toEqual({ kind: 'gone' });
    await api.forget(id, signal);
    expect(standIn.background).toMatchObject([{ id, isDeleted: true }]);
  });

  it.each<readonly [string, Reply, string, string]>([
    [
      'failed',
      { kind: 'stream-error', text: '', afterPieces: 0, code: 'server_error', message: 'Oops.' },
      'API_FAILED',
      'unknown',
    ],
    ['refused', { kind: 'refusal', text: 'No.', usage }, 'API_REFUSED', 'yes'],
    ['filtered', { kind: 'content-filter', text: 'Som', usage }, 'API_REFUSED', 'yes'],
  ])(verifies('background-answers.errors', '%s'), async (_, reply, code, charged) => {
    await using standIn = await start({ script: () => reply });
    const api = backgroundAt(standIn);
    const error = errorOf(await api.look(await begun(api), REQUEST, signal));
    expect([error?.code, error?.details['charged']]).toEqual([code, charged]);
    expect(error?.details['usage']).toEqual(charged === 'yes' ? usage : undefined);
  });

  it('reads what the output cap cut, and usage that is not told at the worst case', async () => {
    await using standIn = await start({ script: () => ({ kind: 'truncated', text: 'half', omitUsage: true }) });
    const api = backgroundAt(standIn);
    const id = await begun(api);
    expect(await api.look(id, REQUEST, signal)).toMatchObject({
      generation: { text: 'half', finish: 'length', usage: { outputTokens: 200 } },
    });
    // Nobody knows the request any more: nothing is made up.
    expect(await api.look(id, undefined, signal)).toMatchObject({
      generation: { usage: { inputTokens: Number.NaN, outputTokens: Number.NaN } },
    });
  });

  it('finds the JSON in an answer of a model that is asked for it in words', async () => {
    await using standIn = await start({ script: () => ({ kind: 'text', text: 'Here: {"title":"x","lines":[]} So.' }) });
    const api = backgroundAt(standIn, false);
    const request = { ...REQUEST, output: JSON_OUTPUT };
    expect(await api.look(await begun(api, request), request, signal)).toMatchObject({
      generation: { text: '{"title":"x","lines":[]}' },
    });
  });

  it(verifies('background-answers.cancel'), async () => {
    await using standIn = await start({
      background: ({ isCancelled, prompt }) =>
        isCancelled ? { kind: 'cancelled', tellsUsage: prompt === 'told' } : 'working',
    });
    const api = backgroundAt(standIn);
    const silent = errorOf(await api.cancel(await begun(api), REQUEST, signal));
    expect([silent?.code, silent?.details['charged']]).toEqual(['CANCELLED', 'unknown']);
    const request = { ...REQUEST, prompt: 'told' };
    const told = errorOf(await api.cancel(await begun(api, request), request, signal));
    expect([told?.code, told?.details['charged'], told?.details['usage']]).toEqual(['CANCELLED', 'yes', usage]);
    expect(await api.cancel('resp_none', REQUEST, signal)).toEqual({ kind: 'gone' });
  });

  it(verifies('background-answers.unsupported', 'refused'), async () => {
    await using standIn = await start({ background: 'refused' });
    expect(await backgroundAt(standIn).begin(REQUEST, signal)).toMatchObject({
      kind: 'unsupported',
      error: { code: 'API_REFUSED', details: { charged: 'no', status: 400 } },
    });
    expect(standIn.charges).toEqual([]);
  });

  it.each<readonly [string, number, object | string, string]>([
    [
      'by the name of its parameter',
      400,
      { message: 'Bad.', type: 'invalid_request_error', param: 'store' },
      'unsupported',
    ],
    ['in words', 422, 'extra fields not permitted: background', 'unsupported'],
    ['on another parameter', 400, { message: 'Bad.', type: 'invalid_request_error', param: 'input' }, 'API_REFUSED'],
    ['of the model', 404, { message: 'No such model.', type: 'x', code: 'model_not_found' }, 'MODEL_UNAVAILABLE'],
    ['by a fault of the server', 500, 'no background today', 'API_FAILED'],
  ])(verifies('background-answers.unsupported', 'a refusal %s'), async (_, status, error, end) => {
    const fetch = async (): Promise<Response> => Response.json({ error }, { status });
    const api = createOpenAiBackground({ apiKey: KEY, baseUrl: 'https://api.test/v1', fetch });
    const begin = api.begin(REQUEST, signal);
    expect(end === 'unsupported' ? (await begin).kind : (await failureOf(begin)).code).toBe(end);
  });

  it(verifies('background-answers.unsupported', 'ignored'), async () => {
    await using standIn = await start({ background: 'ignored' });
    expect(await backgroundAt(standIn).begin(REQUEST, signal)).toMatchObject({
      kind: 'answered',
      answerId: 'resp_stand_in_1',
      generation: { text: 're: Say hello.', usage },
    });
    expect(standIn.charges).toHaveLength(1);
  });

  it(verifies('background-answers.errors', 'of looking and asking'), async () => {
    await using standIn = await start({
      script: ({ prompt }) =>
        prompt === 'busy' ? rateLimited(7) : prompt === 'drop' ? { kind: 'drop' } : { kind: 'text', text: 'ok' },
      background: ({ look }) => [rateLimited(3), serverError(), { kind: 'drop' } as const][look - 1] ?? 'ended',
    });
    const api = backgroundAt(standIn);
    const asked = (prompt: string): Promise<HanzoError> => failureOf(api.begin({ ...REQUEST, prompt }, signal));
    expect(await asked('busy')).toMatchObject({
      code: 'RATE_LIMITED',
      details: { charged: 'no', retryAfterMs: 7_000 },
    });
    expect(await asked('drop')).toMatchObject({ code: 'API_FAILED', details: { charged: 'unknown' } });
    const id = await begun(api);
    const looks = [await failureOf(api.look(id, REQUEST, signal)), await failureOf(api.look(id, REQUEST, signal))];
    looks.push(await failureOf(api.look(id, REQUEST, signal)));
    expect(looks.map(({ code, retryable, details }) => [code, retryable, details['charged']])).toEqual([
      ['RATE_LIMITED', true, 'unknown'],
      ['API_FAILED', true, 'unknown'],
      ['API_FAILED', true, 'unknown'],
    ]);
    expect(looks[0]?.details['retryAfterMs']).toBe(3_000);
    expect(await api.look(id, REQUEST, signal)).toMatchObject({ kind: 'done' });
  });

  it('keeps the key out of its errors, and hears an abort', async () => {
    await using standIn = await start({ apiKey: 'sk-another-key' });
    const api = backgroundAt(standIn);
    const rejected = await failureOf(api.look('resp_1', REQUEST, signal));
    expect(rejected.code).toBe('CREDENTIALS_REJECTED');
    expect(everythingIn(rejected)).not.toContain(KEY);
    const reason = new HanzoError('CANCELLED', 'Stopped.');
    expect(await failureOf(api.begin(REQUEST, AbortSignal.abort(reason)))).toBe(reason);
  });

  it('takes no end that it does not know for an answer', async () => {
    const fetch = async (): Promise<Response> => Response.json({ id: 'resp_1', object: 'response', status: 'lost' });
    const api = createOpenAiBackground({ apiKey: KEY, baseUrl: 'https://api.test/v1', fetch });
    expect(errorOf(await api.look('resp_1', REQUEST, signal))).toMatchObject({
      code: 'API_FAILED',
      message: expect.stringContaining('"lost"'),
      details: { charged: 'unknown' },
    });
  });

  it('knows the name of an answer that is not there yet, and of which nothing else is told', async () => {
    const fetch = async (): Promise<Response> => Response.json({ id: 'resp_1', object: 'response', status: 'queued' });
    const api = createOpenAiBackground({ apiKey: KEY, baseUrl: 'https://api.test/v1', fetch });
    expect(await api.begin(REQUEST, signal)).toEqual({ kind: 'begun', answerId: 'resp_1' });
    expect(await api.look('resp_1', REQUEST, signal)).toEqual({ kind: 'working' });
  });

  it('takes no name of an answer that is none', async () => {
    const hostile = ['', '../../models', 'a/b', 'x'.repeat(300), 7, null];
    for (const id of hostile) {
      const fetch = async (): Promise<Response> =>
        Response.json({ id, object: 'response', status: 'queued', background: true });
      const api = createOpenAiBackground({ apiKey: KEY, baseUrl: 'https://api.test/v1', fetch });
      expect(await failureOf(api.begin(REQUEST, signal))).toMatchObject({
        code: 'API_FAILED',
        details: { charged: 'unknown' },
      });
    }
  });

  it.each([
    null,
    'text',
    7,
    {},
    { status: 'completed', output: 'none' },
    { status: 'completed', output: [{ type: 'message' }] },
  ])('makes an error of an answer that is none: %j', async (body) => {
    const fetch = async (): Promise<Response> => Response.json(body);
    const api = createOpenAiBackground({ apiKey: KEY, baseUrl: 'https://api.test/v1', fetch });
    const ends = await Promise.allSettled([api.begin(REQUEST, signal), api.look('resp_1', REQUEST, signal)]);
    for (const end of ends) {
      const thrown = end.status === 'rejected' ? (end.reason as unknown) : undefined;
      const found = end.status === 'fulfilled' && 'error' in end.value ? end.value.error : thrown;
      const isAnswer = end.status === 'fulfilled' && 'generation' in end.value;
      expect(isAnswer || found instanceof HanzoError).toBe(true);
    }
  });
});
