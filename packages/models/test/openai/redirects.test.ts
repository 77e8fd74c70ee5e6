import { expect, it } from 'vitest';
import type { BatchApi } from '@hanzo/contracts';
import { createOpenAiBatch, listOpenAiModels } from '../../src/openai/index.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { startRedirects } from '../redirects.ts';
import { everythingIn, failureOf, KEY, providerFor, REQUEST } from './ask.ts';

const { signal } = new AbortController();
const ITEMS = [{ id: 'a', request: REQUEST }];
const BATCH = { id: 'b', status: 'completed', input_file_id: 'in', output_file_id: 'out', request_counts: {} };

const options = (baseUrl: string) => ({ apiKey: KEY, baseUrl, api: 'responses' as const });
const batchAt = (baseUrl: string): BatchApi => createOpenAiBatch(options(baseUrl));

const verbs: readonly (readonly [string, (baseUrl: string) => Promise<unknown>, Readonly<Record<string, unknown>>?])[] =
  [
    ['responses', (at) => providerFor(at).generate(REQUEST, { signal })],
    ['chat', (at) => providerFor(at, { api: 'chat' }).generate(REQUEST, { signal })],
    ['a list', (at) => listOpenAiModels(options(at), signal)],
    ['an upload', (at) => batchAt(at).submit(ITEMS, signal)],
    ['a submission', (at) => batchAt(at).submit(ITEMS, signal), { files: { id: 'in' } }],
    ['a look', (at) => batchAt(at).look('b', signal)],
    ['a cancellation', (at) => batchAt(at).cancel('b', signal)],
  ];

const cases = verbs.flatMap(([verb, ask, known]) =>
  [301, 302, 303, 307, 308].map((status) => [verb, status, ask, known] as const),
);

it.each(cases)(verifies('openai.redirects', '%s, %i'), async (_, status, ask, known) => {
  await using redirects = await startRedirects(status, known);
  const error = await failureOf(ask(redirects.baseUrl));
  expect(error).toMatchObject({ code: 'ENDPOINT_UNREACHABLE', details: { status } });
  expect(error.mend).toContain(redirects.elsewhere);
  expect(redirects.arrived).toEqual([]);
  expect(everythingIn(error)).not.toContain(KEY);
});

it.each([302, 307])(verifies('openai.batch', 'results that lie elsewhere, %i'), async (status) => {
  await using redirects = await startRedirects(status, { b: BATCH });
  await batchAt(redirects.baseUrl)
    .look('b', signal)
    .catch(() => undefined);
  expect(new Set(redirects.arrived)).toEqual(new Set(['GET /there']));
});

it('what was sent on costs nothing, but 303 is said of a request that was carried out', async () => {
  for (const [status, charged] of [
    [307, 'no'],
    [303, 'unknown'],
  ] as const) {
    await using redirects = await startRedirects(status);
    const error = await failureOf(providerFor(redirects.baseUrl).generate(REQUEST, { signal }));
    expect(error.details).toMatchObject({ charged });
  }
});

it(verifies('openai.redirects', 'with a fetch of the caller'), async () => {
  await using redirects = await startRedirects(307);
  const own: typeof fetch = (input, init) => fetch(input, init);
  const error = await failureOf(providerFor(redirects.baseUrl, { fetch: own }).generate(REQUEST, { signal }));
  expect(error).toMatchObject({ code: 'ENDPOINT_UNREACHABLE', details: { charged: 'no' } });
  expect(redirects.arrived).toEqual([]);
  const stubborn: typeof fetch = (input, init) => fetch(input, { ...init, redirect: 'follow' });
  const late = await failureOf(providerFor(redirects.baseUrl, { fetch: stubborn }).generate(REQUEST, { signal }));
  expect(late, 'it is too late, but not taken for an answer').toMatchObject({
    code: 'ENDPOINT_UNREACHABLE',
    details: { charged: 'unknown' },
  });
});
