import { describe, expect, it } from 'vitest';
import { startApiStandIn } from '@hanzo/testkit';
import { JSON_OUTPUT, providerFor, REQUEST } from './ask.ts';
import { verifies } from '../../../../test/support/verifies.ts';

const signal = new AbortController().signal;
const usage = { inputTokens: 1000, cachedInputTokens: 600, outputTokens: 90, reasoningTokens: 40 };

describe.each(['responses', 'chat'] as const)('answers over %s', (api) => {
  it(verifies('openai.streams'), async () => {
    await using standIn = await startApiStandIn({
      script: () => ({
        kind: 'text',
        text: 'Hello, dear world 👋!',
        usage,
        servedModel: 'gpt-4o-2024-11-20',
        pieces: 5,
      }),
    });
    const pieces: string[] = [];
    const answer = await providerFor(standIn.baseUrl, { api }).generate(REQUEST, {
      signal,
      onText: (piece) => pieces.push(piece),
    });
    expect(answer).toMatchObject({
      text: 'Hello, dear world 👋!',
      finish: 'stop',
      servedModel: 'gpt-4o-2024-11-20',
      usage,
    });
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe(answer.text);
    expect(standIn.bill).toEqual(answer.usage);
    expect(standIn.requests).toHaveLength(1);
    expect(standIn.requests[0]).toMatchObject({
      api,
      model: 'gpt-4o',
      system: 'You are brief.',
      prompt: 'Say hello.',
      stream: true,
      maxOutputTokens: 200,
      temperature: 0,
    });
  });

  it('says "length" when the output cap cut the answer', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'truncated', text: 'half an ans', usage }) });
    const answer = await providerFor(standIn.baseUrl, { api }).generate(REQUEST, { signal });
    expect(answer).toMatchObject({ text: 'half an ans', finish: 'length', usage });
  });

  it('binds JSON answers by a strict schema, as the real servers accept it', async () => {
    const value = { title: 'x', lines: [1] };
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'json', value }) });
    const answer = await providerFor(standIn.baseUrl, { api }).generate(
      { ...REQUEST, output: JSON_OUTPUT },
      { signal },
    );
    expect(JSON.parse(answer.text)).toEqual(value);
    expect(standIn.requests[0]).toMatchObject({ wantsJson: true, schemaName: 'finding_list' });
    expect(standIn.requests[0]?.schema).toMatchObject({
      properties: { title: { type: 'string', description: 'Short. At most 20 characters.' }, lines: { maxItems: 3 } },
    });
    expect(JSON.stringify(standIn.requests[0]?.schema)).not.toContain('maxLength');
  });

  it(verifies('openai.sampling'), async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    await providerFor(standIn.baseUrl, { api }).generate(
      { ...REQUEST, model: 'gpt-5-mini', effort: 'low' },
      { signal },
    );
    const body = standIn.requests[0]?.body ?? {};
    expect(body).not.toHaveProperty('temperature');
    expect(body).not.toHaveProperty('seed');
    expect(JSON.stringify(body)).toContain('"low"');
  });

  it('measures the first token from the start of the call', async () => {
    await using standIn = await startApiStandIn({
      script: () => ({ kind: 'text', text: 'slow start', firstPieceMs: 120, pieceMs: 40, pieces: 3 }),
    });
    const provider = providerFor(standIn.baseUrl, { api });
    await provider.generate(REQUEST, { signal });
    const { timings } = await provider.generate(REQUEST, { signal });
    expect(timings.firstTokenMs).toBeGreaterThanOrEqual(115);
    expect(timings.totalMs).toBeGreaterThanOrEqual(timings.firstTokenMs + 70);
    expect(timings.queueMs).toBe(0);
  });

  it('tells that the engine is alive before the first text', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'x' }) });
    let alive = 0;
    await providerFor(standIn.baseUrl, { api }).generate(REQUEST, { signal, onAlive: () => void (alive += 1) });
    expect(alive).toBeGreaterThan(0);
  });

  it('works with a server that wants no key', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'none of it' }) });
    const answer = await providerFor(standIn.baseUrl, { api, apiKey: 'none' }).generate(REQUEST, { signal });
    expect(answer.text).toBe('none of it');
    expect(standIn.requests[0]?.key).toBe('none');
  });
});

describe('what differs', () => {
  it('Responses: keeps nothing at the provider and respects its least cap', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    await providerFor(standIn.baseUrl).generate({ ...REQUEST, maxOutputTokens: 1 }, { signal });
    expect(standIn.requests[0]?.body).toMatchObject({ store: false, max_output_tokens: 16 });
  });

  it('Chat: names the cap as the server knows it', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    const provider = providerFor(standIn.baseUrl, { api: 'chat' });
    await provider.generate({ ...REQUEST, model: 'llama3.2' }, { signal });
    await provider.generate({ ...REQUEST, model: 'o3' }, { signal });
    expect(standIn.requests[0]?.body).toHaveProperty('max_tokens', 200);
    expect(standIn.requests[1]?.body).toHaveProperty('max_completion_tokens', 200);
  });

  it(verifies('openai.no-usage'), async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok', omitUsage: true }) });
    const { usage: charged } = await providerFor(standIn.baseUrl, { api: 'chat' }).generate(REQUEST, { signal });
    expect(charged.outputTokens).toBe(200);
    expect(charged.inputTokens).toBeGreaterThanOrEqual(standIn.bill.inputTokens);
  });

  it.each([
    ['is not told', { prompt_tokens: 7 }, { inputTokens: 7, outputTokens: 200 }],
    ['is no count', { prompt_tokens: '7', completion_tokens: 3 }, { outputTokens: 3 }],
    ['is no whole number', { prompt_tokens: 7, completion_tokens: 2.5 }, { inputTokens: 7, outputTokens: 200 }],
  ])(verifies('openai.no-usage', 'of a part that %s'), async (_, told, charged) => {
    const chunk = (fields: object): string => `data: ${JSON.stringify({ model: 'm', ...fields })}\n\n`;
    const body = [
      chunk({ choices: [{ index: 0, delta: { content: 'ok' }, finish_reason: 'stop' }] }),
      chunk({ choices: [], usage: told }),
      'data: [DONE]\n\n',
    ].join('');
    const fetch = (): Promise<Response> =>
      Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
    const answer = await providerFor('http://elsewhere/v1', { api: 'chat', fetch }).generate(REQUEST, { signal });
    expect(answer).toMatchObject({ text: 'ok', usage: charged });
    expect(Object.values(answer.usage).every(Number.isSafeInteger)).toBe(true);
  });

  it.each(['completed', 'incomplete'])(
    'Responses: hears a text that only comes with the event response.%s',
    async (status) => {
      const response = {
        model: 'm',
        status,
        incomplete_details: status === 'incomplete' ? { reason: 'max_output_tokens' } : null,
        output: [{ type: 'message', content: [{ type: 'output_text', text: 'all at once' }] }],
      };
      const body = `event: response.${status}\ndata: ${JSON.stringify({ type: `response.${status}`, response })}\n\n`;
      const fetch = (): Promise<Response> =>
        Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
      let heard = '';
      const answer = await providerFor('http://elsewhere/v1', { fetch }).generate(REQUEST, {
        signal,
        onText: (piece) => (heard += piece),
      });
      expect([answer.text, heard]).toEqual(['all at once', 'all at once']);
      expect(answer.finish).toBe(status === 'completed' ? 'stop' : 'length');
      expect(answer.usage.outputTokens, 'no usage reported: the worst case').toBe(200);
    },
  );
});
