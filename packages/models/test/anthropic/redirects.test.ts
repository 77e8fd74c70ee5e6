import { expect, it } from 'vitest';
import type { BatchApi } from '@hanzo/contracts';
import { createAnthropicBatch, listAnthropicModels } from '../../src/anthropic/index.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { startRedirects } from '../redirects.ts';
import { everythingIn, failureOf, KEY, providerFor, REQUEST } from './ask.ts';

const { signal } = new AbortController();
const ITEMS = [{ id: 'a', request: REQUEST }];

const batchAt = (baseUrl: string): BatchApi => createAnthropicBatch({ apiKey: KEY, baseUrl });

const verbs: readonly (readonly [string, (baseUrl: string) => Promise<unknown>, Readonly<Record<string, unknown>>?])[] =
  [
    ['a message', (at) => providerFor(at).generate(REQUEST, { signal })],
    ['a list', (at) => listAnthropicModels({ apiKey: KEY, baseUrl: at }, signal)],
    ['a submission', (at) => batchAt(at).submit(ITEMS, signal)],
    ['a look', (at) => batchAt(at).look('b', signal)],
    ['results', (at) => batchAt(at).look('b', signal), { b: { id: 'b', processing_status: 'ended' } }],
    ['a cancellation', (at) => batchAt(at).cancel('b', signal)],
  ];

const cases = verbs.flatMap(([verb, ask, known]) =>
  [301, 302, 303, 307, 308].map((status) => [verb, status, ask, known] as const),
);

it.each(cases)(verifies('anthropic.redirects', '%s, %i'), async (_, status, ask, known) => {
  await using redirects = await startRedirects(status, known);
  const error = await failureOf(ask(redirects.baseUrl));
  expect(error).toMatchObject({ code: 'ENDPOINT_UNREACHABLE', details: { status } });
  expect(error.mend).toContain(redirects.elsewhere);
  expect(redirects.arrived).toEqual([]);
  expect(everythingIn(error)).not.toContain(KEY);
});

it(verifies('anthropic.redirects', 'with a fetch of the caller'), async () => {
  await using redirects = await startRedirects(307);
  const own: typeof fetch = (input, init) => fetch(input, init);
  const error = await failureOf(providerFor(redirects.baseUrl, { fetch: own }).generate(REQUEST, { signal }));
  expect(error).toMatchObject({ code: 'ENDPOINT_UNREACHABLE', details: { charged: 'no' } });
  expect(redirects.arrived).toEqual([]);
});
