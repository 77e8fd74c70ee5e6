import { expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { failureOf, providerFor, REQUEST } from './ask.ts';

const { signal } = new AbortController();

type Event = Readonly<Record<string, unknown>>;

const told = (input: number, output: number): Event => ({
  usage: { prompt_tokens: input, completion_tokens: output },
});
const piece = (content: string, more: Event = {}): Event => ({
  id: 'c',
  model: 'm',
  choices: [{ index: 0, delta: { content }, finish_reason: null }],
  ...more,
});
const finish = (more: Event = {}): Event => ({
  id: 'c',
  model: 'm',
  choices: [{ index: 0, delta: {}, finish_reason: 'stop' }],
  ...more,
});
const last = (more: Event): Event => ({ id: 'c', model: 'm', choices: [], ...more });

/** @param open true: nothing more comes but signs of life, and the stream stays open */
function streaming(events: readonly Event[], open = false): typeof fetch {
  return (_, init) => {
    const body = new ReadableStream({
      start(controller) {
        const send = (event: Event): void => controller.enqueue(Buffer.from(`data: ${JSON.stringify(event)}\n\n`));
        events.forEach(send);
        if (open) {
          const heart = setInterval(() => send(last({})), 200);
          init?.signal?.addEventListener('abort', () => {
            clearInterval(heart);
            controller.error(init.signal?.reason);
          });
        } else {
          controller.enqueue(Buffer.from('data: [DONE]\n\n'));
          controller.close();
        }
      },
    });
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
  };
}

const ask = (fetch: typeof globalThis.fetch, api: 'chat' | 'responses' = 'chat') =>
  providerFor('http://elsewhere/v1', { api, fetch }).generate(REQUEST, { signal });

it.each<readonly [string, readonly Event[]]>([
  ['at the beginning and at the end', [piece('hi', told(1000, 1)), finish(), last(told(1000, 4000))]],
  ['with the end, and again after it', [piece('hi'), finish(told(1000, 1)), last(told(1000, 4000))]],
  ['the input first, the output last', [piece('hi', told(1000, 0)), finish(), last(told(0, 4000))]],
  ['less in the end than before', [piece('hi'), finish(told(1000, 4000)), last(told(0, 0))]],
])(verifies('openai.usage-parts', '%s'), async (_, events) => {
  const { text, usage } = await ask(streaming(events));
  expect(text).toBe('hi');
  expect(usage).toMatchObject({ inputTokens: 1000, outputTokens: 4000 });
});

it('what was told before the end is not the bill when nothing is told after it', async () => {
  const { usage } = await ask(streaming([piece('hi', told(10, 1)), finish(), last({})]));
  expect(usage.outputTokens).toBe(REQUEST.maxOutputTokens);
});

it('a server that keeps the stream open after its usage is not waited for', async () => {
  const { usage } = await ask(streaming([piece('hi'), finish(), last(told(1000, 4000))], true));
  expect(usage).toMatchObject({ inputTokens: 1000, outputTokens: 4000 });
});

it('what came from the cache is what the last part says that counted the input', async () => {
  const cached = (count: number): Event => ({
    usage: { prompt_tokens: 1000, completion_tokens: 9, prompt_tokens_details: { cached_tokens: count } },
  });
  const { usage } = await ask(streaming([piece('hi', cached(900)), finish(), last(cached(100))]));
  expect(usage.cachedInputTokens).toBe(100);
});

it('names that every object has are no names of errors, tiers or events', async () => {
  const error = { message: 'Odd.', type: 'constructor', code: 'constructor' };
  const refused = await failureOf(ask(() => Promise.resolve(Response.json({ error }, { status: 400 }))));
  expect(refused.code).toBe('API_REFUSED');
  const broken = await failureOf(ask(streaming([{ error }])));
  expect(broken.code).toBe('API_FAILED');
  const odd = { ...told(1, 1), service_tier: 'constructor' };
  expect((await ask(streaming([piece('hi', odd), finish(odd)]))).servedTier).toBeUndefined();
  const response = { id: 'r', output: [], usage: { input_tokens: 1, output_tokens: 1 } };
  const events = [
    { type: 'constructor', response },
    { type: 'response.completed', response },
  ];
  const generation = await ask(streaming(events), 'responses');
  expect(generation, 'the name that was asked for stands in for one that is missing').toMatchObject({
    finish: 'stop',
    servedModel: REQUEST.model,
  });
});
