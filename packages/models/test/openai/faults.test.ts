import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import {
  contextTooLong,
  errorBody,
  modelNotFound,
  quotaExhausted,
  rateLimited,
  type Reply,
  serverError,
  startApiStandIn,
  unauthorized,
} from '@hanzo/testkit';
import { everythingIn, failureOf, KEY, providerFor, REQUEST } from './ask.ts';
import { verifies } from '../../../../test/support/verifies.ts';

const signal = new AbortController().signal;

const cases: readonly (readonly [string, Reply, object])[] = [
  ['401', unauthorized('someone else'), { code: 'CREDENTIALS_REJECTED', details: { charged: 'no', status: 401 } }],
  [
    '403',
    { kind: 'http-error', status: 403, body: errorBody('No.', 'forbidden', null) },
    { code: 'CREDENTIALS_REJECTED' },
  ],
  ['404', modelNotFound('gpt-4o'), { code: 'MODEL_UNAVAILABLE', details: { providerCode: 'model_not_found' } }],
  ['a bare 404', { kind: 'http-error', status: 404, body: {} }, { code: 'MODEL_UNAVAILABLE' }],
  ['429', rateLimited(7), { code: 'RATE_LIMITED', details: { retryAfterMs: 7000, charged: 'no' } }],
  ['429 without a date', rateLimited(), { code: 'RATE_LIMITED' }],
  ['429 with a long wait', rateLimited(3600), { code: 'RATE_LIMITED', details: { retryAfterMs: 3_600_000 } }],
  ['an empty account', quotaExhausted(), { code: 'QUOTA_EXHAUSTED', details: { charged: 'no' } }],
  ['a prompt over the window', contextTooLong(8192, 9000), { code: 'PROMPT_TOO_LONG', details: { charged: 'no' } }],
  [
    'a prompt over the per-minute limit',
    {
      kind: 'http-error',
      status: 429,
      body: errorBody('Request too large for gpt-4o on tokens per min.', 'tokens', 'rate_limit_exceeded'),
    },
    { code: 'PROMPT_TOO_LONG' },
  ],
  [
    'another 400',
    { kind: 'http-error', status: 400, body: errorBody('Bad.', 'invalid_request_error', 'x') },
    { code: 'API_REFUSED' },
  ],
  [
    '400 with a number as its code, as vLLM has',
    { kind: 'http-error', status: 400, body: { error: { message: 'Bad.', type: 'BadRequestError', code: 400 } } },
    { code: 'API_REFUSED', details: { charged: 'no', status: 400 } },
  ],
  ['500', serverError(), { code: 'API_FAILED', details: { charged: 'unknown' } }],
  ['503', serverError(503), { code: 'API_FAILED' }],
  ['a refusal', { kind: 'refusal', text: 'I will not.' }, { code: 'API_REFUSED', details: { charged: 'yes' } }],
  ['the content filter', { kind: 'content-filter', text: 'Som' }, { code: 'API_REFUSED', details: { charged: 'yes' } }],
  ['a dropped connection', { kind: 'drop' }, { code: 'API_FAILED', details: { charged: 'unknown' } }],
  [
    'a cut stream',
    { kind: 'cut', text: 'one two three', afterPieces: 2 },
    { code: 'API_FAILED', details: { charged: 'unknown' } },
  ],
  ['a stream without an end', { kind: 'unfinished', text: 'one two three', afterPieces: 4 }, { code: 'API_FAILED' }],
  [
    'an answer that failed',
    {
      kind: 'stream-error',
      text: 'one',
      afterPieces: 1,
      code: 'rate_limit_exceeded',
      message: 'Oops.',
      asFailed: true,
    },
    { code: 'RATE_LIMITED', details: { charged: 'unknown' } },
  ],
  [
    'an error in the stream',
    { kind: 'stream-error', text: 'one two', afterPieces: 1, code: 'server_error', message: 'Oops.' },
    { code: 'API_FAILED', details: { charged: 'unknown' } },
  ],
];

describe.each(['responses', 'chat'] as const)('failures over %s', (api) => {
  it.each(cases)('%s', async (_, reply, expected) => {
    await using standIn = await startApiStandIn({ script: () => reply });
    const error = await failureOf(providerFor(standIn.baseUrl, { api }).generate(REQUEST, { signal }));
    expect(error).toMatchObject(expected);
    expect(error.details['host']).toBe(new URL(standIn.baseUrl).host);
    expect(standIn.requests, 'the client must not retry by itself').toHaveLength(1);
  });

  it('a refusal names what it cost', async () => {
    const usage = { inputTokens: 11, cachedInputTokens: 0, outputTokens: 5, reasoningTokens: 2 };
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'refusal', text: 'No.', usage }) });
    const error = await failureOf(providerFor(standIn.baseUrl, { api }).generate(REQUEST, { signal }));
    expect(error.details).toMatchObject({ usage, servedModel: 'gpt-4o' });
    expect(error.message).toContain('No.');
  });

  it(verifies('openai.abort'), async () => {
    await using standIn = await startApiStandIn({
      script: ({ number }) => (number === 1 ? { kind: 'hang' } : { kind: 'text', text: 'a b c d', pieceMs: 5000 }),
    });
    const provider = providerFor(standIn.baseUrl, { api });
    const reason = new Error('the user left');
    const early = new AbortController();
    const waiting = provider.generate(REQUEST, { signal: early.signal });
    await vi.waitFor(() => expect(standIn.requests).toHaveLength(1));
    early.abort(reason);
    await expect(waiting).rejects.toBe(reason);

    const middle = new AbortController();
    const call = provider.generate(REQUEST, { signal: middle.signal, onText: () => middle.abort(reason) });
    await expect(call).rejects.toBe(reason);

    await expect(provider.generate(REQUEST, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(standIn.requests).toHaveLength(2);
  });

  it('an abort while the client is still loading costs nothing, and says so', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'never' }) });
    const stop = new AbortController();
    const call = failureOf(providerFor(standIn.baseUrl, { api }).generate(REQUEST, { signal: stop.signal }));
    stop.abort(new Error('the user left'));
    expect(await call).toMatchObject({ details: { charged: 'no' } });
    expect(standIn.requests).toHaveLength(0);
  });

  it('refuses to go on from a beginning, and asks nothing', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'never' }) });
    const provider = providerFor(standIn.baseUrl, { api });
    const error = await failureOf(provider.generate({ ...REQUEST, resume: 'The' }, { signal }));
    expect(error).toMatchObject({ code: 'USAGE', details: { charged: 'no' } });
    expect(standIn.requests).toHaveLength(0);
  });

  it('times out when nothing comes', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'hang' }) });
    const error = await failureOf(providerFor(standIn.baseUrl, { api, timeoutMs: 600 }).generate(REQUEST, { signal }));
    expect(error).toMatchObject({ code: 'TIMED_OUT', details: { charged: 'unknown' } });
  });

  it('names the host when nobody answers there', async () => {
    const port = await freePort();
    const error = await failureOf(providerFor(`http://127.0.0.1:${port}/v1`, { api }).generate(REQUEST, { signal }));
    expect(error).toMatchObject({ code: 'ENDPOINT_UNREACHABLE', details: { charged: 'no' } });
    expect(error.message).toContain(`127.0.0.1:${port}`);
    expect(error.mend).toContain('base URL');
  });

  it('names a host that does not exist', async () => {
    const error = await failureOf(providerFor('http://no-such-host.invalid/v1', { api }).generate(REQUEST, { signal }));
    expect(error).toMatchObject({ code: 'ENDPOINT_UNREACHABLE' });
    expect(error.message).toContain('no-such-host.invalid');
  });
});

describe('the key stays secret', () => {
  it.each(['responses', 'chat'] as const)(verifies('openai.key-redacted', '%s'), async (api) => {
    await using standIn = await startApiStandIn({ apiKey: 'another', script: () => ({ kind: 'text', text: 'never' }) });
    const error = await failureOf(providerFor(standIn.baseUrl, { api }).generate(REQUEST, { signal }));
    expect(standIn.requests[0]?.key, 'the stand-in must really have seen and echoed it').toBe(KEY);
    expect(error.code).toBe('CREDENTIALS_REJECTED');
    expect(error.message).toContain('[key]');
    expect(error.mend).toContain('OPENAI_API_KEY');
    expect(everythingIn(error)).not.toContain(KEY);
    expect(everythingIn(error)).not.toContain('very+secret');
  });

  it('when an error inside the stream echoes it, raw, URL-encoded or in base64', async () => {
    const message = `key ${KEY} ${encodeURIComponent(KEY)} ${Buffer.from(KEY).toString('base64')}`;
    await using standIn = await startApiStandIn({
      script: () => ({ kind: 'stream-error', text: 'x', afterPieces: 1, code: KEY, message }),
    });
    const error = await failureOf(providerFor(standIn.baseUrl).generate(REQUEST, { signal }));
    for (const form of [KEY, encodeURIComponent(KEY), Buffer.from(KEY).toString('base64')]) {
      expect(everythingIn(error)).not.toContain(form);
    }
  });

  it('when it holds a line break, which makes fetch print the header', async () => {
    const error = await failureOf(
      providerFor('http://127.0.0.1:1/v1', { apiKey: `${KEY}\n` }).generate(REQUEST, { signal }),
    );
    expect(error.code).toBe('CREDENTIALS_REJECTED');
    expect(everythingIn(error)).not.toContain(KEY);
  });

  it('when a custom fetch throws it', async () => {
    const leaky: typeof fetch = (_, init) =>
      Promise.reject(new TypeError(`bad header ${new Headers(init?.headers).get('authorization')}`));
    const error = await failureOf(providerFor('http://127.0.0.1:1/v1', { fetch: leaky }).generate(REQUEST, { signal }));
    expect(everythingIn(error)).toContain('bad header');
    expect(everythingIn(error)).not.toContain(KEY);
  });
});

it("a caller's broken callback is not blamed on the API", async () => {
  await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'x' }) });
  const onText = (): void => {
    throw new TypeError('bug');
  };
  const error = await failureOf(providerFor(standIn.baseUrl).generate(REQUEST, { signal, onText }));
  expect(error.code).toBe('INTERNAL');
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
