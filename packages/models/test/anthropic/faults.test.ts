import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import {
  anthropicBilling,
  anthropicErrorBody,
  anthropicForbidden,
  anthropicInvalid,
  anthropicModelNotFound,
  anthropicNoCredit,
  anthropicOverloaded,
  anthropicPromptTooLong,
  anthropicRateLimited,
  anthropicServerError,
  anthropicSpendLimit,
  anthropicTooLarge,
  anthropicUnauthorized,
  type Reply,
  startApiStandIn,
} from '@hanzo/testkit';
import { verifies } from '../../../../test/support/verifies.ts';
import { answering, everythingIn, failureOf, KEY, providerFor, REQUEST } from './ask.ts';

const signal = new AbortController().signal;
const STREAM = { headers: { 'content-type': 'text/event-stream', 'request-id': 'req_1' } };

const text = 'one two three four';
const usage = { inputTokens: 11, cachedInputTokens: 4, cacheWriteTokens: 2, outputTokens: 5, reasoningTokens: 2 };
const no = { charged: 'no' };
const unknown = { charged: 'unknown' };

const cases: readonly (readonly [string, Reply, object])[] = [
  ['401', anthropicUnauthorized('somebody'), { code: 'CREDENTIALS_REJECTED', details: { ...no, status: 401 } }],
  ['403', anthropicForbidden(), { code: 'CREDENTIALS_REJECTED', details: { ...no, status: 403 } }],
  [
    '404',
    anthropicModelNotFound('x'),
    { code: 'MODEL_UNAVAILABLE', details: { ...no, providerCode: 'not_found_error' } },
  ],
  ['a bare 404', { kind: 'http-error', status: 404, body: {} }, { code: 'MODEL_UNAVAILABLE', details: no }],
  ['429', anthropicRateLimited(7), { code: 'RATE_LIMITED', details: { ...no, retryAfterMs: 7000 } }],
  ['429 with a long wait', anthropicRateLimited(3600), { code: 'RATE_LIMITED', details: { retryAfterMs: 3_600_000 } }],
  ['a spend limit', anthropicSpendLimit(), { code: 'QUOTA_EXHAUSTED', details: no }],
  ['no credit', anthropicNoCredit(), { code: 'QUOTA_EXHAUSTED', details: { ...no, status: 400 } }],
  [
    'a limit of the user',
    anthropicInvalid('You have reached your specified API usage limits.'),
    { code: 'QUOTA_EXHAUSTED' },
  ],
  ['402', anthropicBilling(), { code: 'QUOTA_EXHAUSTED', details: no }],
  ['a prompt over the window', anthropicPromptTooLong(200_000, 210_000), { code: 'PROMPT_TOO_LONG', details: no }],
  ['413', anthropicTooLarge(), { code: 'PROMPT_TOO_LONG', details: no }],
  ['another 400', anthropicInvalid('foo: Extra inputs are not permitted'), { code: 'API_REFUSED', details: no }],
  ['529', anthropicOverloaded(), { code: 'API_FAILED', details: { ...no, status: 529 } }],
  ['500', anthropicServerError(), { code: 'API_FAILED', details: { ...unknown, status: 500 } }],
  ['a dropped connection', { kind: 'drop' }, { code: 'API_FAILED', details: unknown }],
  ['a cut stream', { kind: 'cut', text, usage, afterPieces: 2 }, { code: 'API_FAILED', details: unknown }],
  [
    'a stream without an end',
    { kind: 'unfinished', text, usage, afterPieces: 4 },
    { code: 'API_FAILED', details: unknown },
  ],
  [
    'an error in the stream',
    { kind: 'stream-error', text, usage, afterPieces: 1, code: 'overloaded_error', message: 'Overloaded' },
    { code: 'API_FAILED', details: { ...unknown, providerCode: 'overloaded_error' } },
  ],
  [
    'a limit in the stream',
    { kind: 'stream-error', text, usage, afterPieces: 1, code: 'rate_limit_error', message: 'Slow down' },
    { code: 'RATE_LIMITED', details: unknown },
  ],
  ['a refusal', { kind: 'refusal', text: 'No.', usage }, { code: 'API_REFUSED', details: { charged: 'yes', usage } }],
  [
    'a filter',
    { kind: 'content-filter', text: 'So', usage },
    { code: 'API_REFUSED', details: { charged: 'yes', usage } },
  ],
];

describe('failures', () => {
  it.each(cases)(verifies('anthropic.charged', '%s'), async (_, reply, expected) => {
    await using standIn = await startApiStandIn({ script: () => reply });
    const error = await failureOf(providerFor(standIn.baseUrl).generate(REQUEST, { signal }));
    expect(error).toMatchObject(expected);
    expect(error.details['host']).toBe(new URL(standIn.baseUrl).host);
    if (error.details['charged'] !== 'yes') expect(error.details).not.toHaveProperty('usage');
    if (reply.kind !== 'drop') expect(error.details['requestId']).toBe(standIn.requests[0]?.requestId);
    expect(standIn.requests, 'the client must not retry by itself').toHaveLength(1);
    expect(error.message).not.toContain('{"');
  });

  it('names the key that was refused', async () => {
    await using standIn = await startApiStandIn({ script: () => anthropicUnauthorized('somebody') });
    const mendOf = async (extra: { keyName?: string }): Promise<string | undefined> =>
      (await failureOf(providerFor(standIn.baseUrl, extra).generate(REQUEST, { signal }))).mend;
    expect(await mendOf({})).toContain('ANTHROPIC_API_KEY');
    expect(await mendOf({ keyName: 'the key of kimi' })).toContain('the key of kimi');
  });

  it('a pause is a failure that is charged', async () => {
    const told = { input_tokens: 5, output_tokens: 2 };
    const events = [
      { type: 'message_start', message: { id: 'msg_1', model: 'm', usage: told } },
      { type: 'message_delta', delta: { stop_reason: 'pause_turn' }, usage: told },
    ];
    const body = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
    const { fetch } = answering(body, STREAM);
    const error = await failureOf(providerFor('http://elsewhere', { fetch }).generate(REQUEST, { signal }));
    expect(error).toMatchObject({ code: 'API_FAILED', details: { charged: 'yes', usage: { inputTokens: 5 } } });
  });

  it('nobody listens: nothing was charged', async () => {
    const baseUrl = `http://127.0.0.1:${await freePort()}`;
    const error = await failureOf(providerFor(baseUrl).generate(REQUEST, { signal }));
    expect(error).toMatchObject({ code: 'ENDPOINT_UNREACHABLE', details: no });
  });

  it('gives up after its own time limit, and does not know what it cost', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'hang' }) });
    const error = await failureOf(providerFor(standIn.baseUrl, { timeoutMs: 80 }).generate(REQUEST, { signal }));
    expect(error).toMatchObject({ code: 'TIMED_OUT', details: unknown });
  });

  it(verifies('anthropic.abort'), async () => {
    await using standIn = await startApiStandIn({
      script: ({ number }) => (number === 1 ? { kind: 'hang' } : { kind: 'text', text, pieceMs: 5000 }),
    });
    const provider = providerFor(standIn.baseUrl);
    const reason = new Error('the user left');
    const early = new AbortController();
    const first = provider.generate(REQUEST, { signal: early.signal });
    setTimeout(() => early.abort(reason), 30);
    await expect(first).rejects.toBe(reason);
    const late = new AbortController();
    const onText = (): void => late.abort(reason);
    await expect(provider.generate(REQUEST, { signal: late.signal, onText })).rejects.toBe(reason);
  });

  it('an abort before anything was sent costs nothing', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text }) });
    const gone = new AbortController();
    const call = providerFor(standIn.baseUrl).generate(REQUEST, { signal: gone.signal });
    gone.abort(new Error('gone'));
    expect(await failureOf(call)).toMatchObject({ details: no });
    expect(standIn.requests).toHaveLength(0);
  });

  it("a caller's broken callback is not blamed on the API", async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text }) });
    const onText = (): void => {
      throw new TypeError('bug');
    };
    const error = await failureOf(providerFor(standIn.baseUrl).generate(REQUEST, { signal, onText }));
    expect(error.code).toBe('INTERNAL');
  });
});

describe('proxies', () => {
  it.each([
    ['https://gateway.example/anthropic', 'https://gateway.example/anthropic/v1/messages'],
    ['https://gateway.example/anthropic/v1/', 'https://gateway.example/anthropic/v1/messages'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/v1/messages'],
  ])(verifies('anthropic.proxies', '%s'), async (baseUrl, url) => {
    const { fetch, urls } = answering('{}', { status: 404 });
    await failureOf(providerFor(baseUrl, { fetch }).generate(REQUEST, { signal }));
    expect(urls).toEqual([url]);
  });

  it.each([
    [200, 'API_FAILED', 'unknown', 'text/html'],
    [403, 'ENDPOINT_UNREACHABLE', 'no', 'Sign in'],
    [404, 'ENDPOINT_UNREACHABLE', 'no', 'Sign in'],
    [502, 'API_FAILED', 'unknown', 'Sign in'],
  ])(verifies('anthropic.proxies', 'a page with status %d'), async (status, code, charged, words) => {
    const page = `<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>${'<p>'.repeat(2000)}</body></html>`;
    const { fetch } = answering(page, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
    const error = await failureOf(providerFor('http://elsewhere', { fetch }).generate(REQUEST, { signal }));
    expect(error).toMatchObject({ code, details: { charged } });
    expect(error.message).toContain(words);
    expect(error.message).not.toContain('<');
  });
});

describe('the key', () => {
  const echo = `Bad key ${KEY}, header ${Buffer.from(KEY).toString('base64')}, url ${encodeURIComponent(KEY)}`;
  const inDetails = {
    type: 'error',
    error: { type: KEY, message: echo, details: { error_code: KEY } },
    request_id: KEY,
  };
  const echoes: readonly (readonly [string, Reply])[] = [
    ...[400, 401, 403, 404, 413, 429, 500, 529].map((status): [string, Reply] => [
      `a ${status} that echoes it`,
      {
        kind: 'http-error',
        status,
        body: anthropicErrorBody('invalid_request_error', echo),
        headers: { 'request-id': KEY },
      },
    ]),
    ['an error that has it everywhere', { kind: 'http-error', status: 400, body: inDetails }],
    ['an error that is no JSON', { kind: 'http-error', status: 418, body: echo }],
    ['a refusal', { kind: 'refusal', text: echo }],
    ['a model of that name', { kind: 'refusal', text: 'no', servedModel: 'x' }],
    ['an error in the stream', { kind: 'stream-error', text: 'one', afterPieces: 1, code: 'api_error', message: echo }],
    ['a cut stream', { kind: 'cut', text: echo, afterPieces: 2 }],
    ['a drop', { kind: 'drop' }],
  ];

  it.each(echoes)(verifies('anthropic.key-hidden', '%s'), async (_, reply) => {
    await using standIn = await startApiStandIn({ script: () => reply });
    const error = await failureOf(providerFor(standIn.baseUrl).generate(REQUEST, { signal }));
    const shown = everythingIn(error);
    for (const form of [KEY, encodeURIComponent(KEY), Buffer.from(KEY).toString('base64').replace(/=+$/, '')]) {
      expect(shown).not.toContain(form);
    }
  });

  it.each([
    ['a fetch that tells its headers', 'bad header'],
    ['a fetch that tells them one level down', 'fetch failed'],
  ])(verifies('anthropic.key-hidden', '%s'), async (_, message) => {
    const fetch: typeof globalThis.fetch = (_url, init) => {
      const secret = new Headers(init?.headers).get('authorization');
      expect(secret).toContain(KEY);
      return Promise.reject(new TypeError(`${message} ${secret}`, { cause: new Error(`cause ${secret}`) }));
    };
    const error = await failureOf(providerFor('http://elsewhere', { fetch }).generate(REQUEST, { signal }));
    expect(everythingIn(error)).toContain(message);
    expect(everythingIn(error)).not.toContain(KEY);
  });

  it.each([
    ['', 'is empty'],
    ['sk-ant\n-two-lines', 'line break'],
  ])(verifies('anthropic.key-hidden', 'one that no header can carry: %j'), async (apiKey, words) => {
    const error = await failureOf(providerFor('http://elsewhere', { apiKey }).generate(REQUEST, { signal }));
    expect(error).toMatchObject({ code: 'CREDENTIALS_REJECTED', details: no });
    expect(error.message).toContain(words);
    if (apiKey !== '') expect(everythingIn(error)).not.toContain(apiKey);
  });

  it('is the only one that is sent, whatever the environment holds', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text }) });
    process.env['ANTHROPIC_AUTH_TOKEN'] = 'another-token';
    try {
      await providerFor(standIn.baseUrl).generate(REQUEST, { signal });
    } finally {
      delete process.env['ANTHROPIC_AUTH_TOKEN'];
    }
    const { headers } = standIn.requests[0] ?? {};
    expect(headers).toMatchObject({ authorization: `Bearer ${KEY}`, 'x-api-key': KEY });
    expect(JSON.stringify(headers)).not.toContain('another-token');
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
