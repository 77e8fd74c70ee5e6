import { expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { answering, failureOf, providerFor, REQUEST } from './ask.ts';

const { signal } = new AbortController();
const STREAM = { headers: { 'content-type': 'text/event-stream' } };

type Usage = Readonly<Record<string, unknown>>;

function streamed(begun: Usage, ...ends: readonly (Usage | undefined)[]): typeof fetch {
  const events = [
    { type: 'message_start', message: { id: 'msg_1', model: 'm', usage: begun } },
    ...ends.map((usage) => ({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage })),
  ];
  const body = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
  return answering(body, STREAM).fetch;
}

const ask = (fetch: typeof globalThis.fetch) =>
  providerFor('http://elsewhere', { fetch }).generate(REQUEST, { signal });

it.each<readonly [string, Usage, readonly (Usage | undefined)[]]>([
  ['0 at the end', { input_tokens: 1000, output_tokens: 1 }, [{ input_tokens: 0, output_tokens: 40 }]],
  ['0 at the beginning', { input_tokens: 0, output_tokens: 0 }, [{ input_tokens: 1000, output_tokens: 40 }]],
  ['two ends', { input_tokens: 1000 }, [{ output_tokens: 40 }, { input_tokens: 5, output_tokens: 0 }]],
  ['an end without usage', { input_tokens: 1000 }, [{ output_tokens: 40 }, undefined]],
])(verifies('anthropic.usage-parts', '%s'), async (_, begun, ends) => {
  const { usage } = await ask(streamed(begun, ...ends));
  expect(usage).toMatchObject({ inputTokens: 1000, outputTokens: 40 });
});

it('what the beginning says of the output is not the bill', async () => {
  const { usage } = await ask(streamed({ input_tokens: 10, output_tokens: 1 }, undefined));
  expect(usage.outputTokens).toBe(REQUEST.maxOutputTokens);
});

it('names that every object has are no names of errors or tiers', async () => {
  const told = { input_tokens: 1, output_tokens: 1, service_tier: 'constructor' };
  expect((await ask(streamed(told, told))).servedTier).toBeUndefined();
  const error = { type: 'constructor', message: 'Odd.', details: { error_code: 'constructor' } };
  const { fetch } = answering(JSON.stringify({ type: 'error', error }), { status: 400 });
  expect((await failureOf(ask(fetch))).code).toBe('API_REFUSED');
});
