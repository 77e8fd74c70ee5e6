import { expect, it } from 'vitest';
import type { ApiGeneration, ApiTurn } from '@hanzo/contracts';
import { createAnthropicBatch } from '../../src/anthropic/index.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { answering, failureOf, JSON_OUTPUT, KEY, providerFor, REQUEST, taking, TOOLS } from './ask.ts';

const { signal } = new AbortController();
const JSON_ANSWER = { headers: { 'content-type': 'application/json' } };
const thinking = { type: 'thinking', thinking: 'Hm.', signature: 'sealed' };
const text = { type: 'text', text: 'I look.' };
const call = { type: 'tool_use', id: 'toolu_1', name: 'read_file', input: {} };

function message(stopReason: string, ...content: readonly object[]): object {
  const usage = { input_tokens: 5, output_tokens: 5 };
  return { id: 'msg_1', model: 'claude-sonnet-5-20260101', content, stop_reason: stopReason, usage };
}

async function ask(answer: object, tools = TOOLS): Promise<ApiGeneration> {
  const { fetch } = answering(JSON.stringify(answer), JSON_ANSWER);
  return await providerFor('http://elsewhere', { fetch }).generate({ ...REQUEST, tools }, { signal });
}

it.each([
  ['in a tool call', [thinking, text, call], false],
  ['in its thinking', [thinking], false],
  ['in its text', [thinking, text], true],
] as const)(verifies('anthropic.cut-turn', '%s'), async (_, content, isKept) => {
  const answer = await ask(message('max_tokens', ...content));
  expect(answer).toMatchObject({ finish: 'length', toolCalls: [] });
  expect(answer.cutInCall === true).toBe(content.some(({ type }) => type === 'tool_use'));
  expect(answer.state !== undefined).toBe(isKept);
});

it(verifies('anthropic.cut-turn', 'as it is streamed'), async () => {
  const usage = { input_tokens: 5, output_tokens: 5 };
  const events = [
    { type: 'message_start', message: { id: 'msg_1', model: 'm', usage } },
    { type: 'content_block_start', index: 0, content_block: call },
    { type: 'message_delta', delta: { stop_reason: 'max_tokens' }, usage },
  ];
  const body = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
  const { fetch } = answering(body, { headers: { 'content-type': 'text/event-stream' } });
  const provider = providerFor('http://elsewhere', { fetch });
  const answer = await provider.generate({ ...REQUEST, tools: TOOLS }, { signal });
  expect(answer).toMatchObject({ finish: 'length', toolCalls: [] });
  expect(answer).not.toHaveProperty('state');
});

it('a call of a tool where none was offered is a failure that is charged', async () => {
  const error = await failureOf(ask(message('tool_use', call), []));
  expect(error).toMatchObject({ code: 'API_FAILED', details: { charged: 'yes', usage: { inputTokens: 5 } } });
  expect(error.message).toContain('read_file');
});

it('a model that cannot be forced to call a tool is asked for JSON in words', async () => {
  const { fetch, bodies } = answering(JSON.stringify(message('end_turn', text)), JSON_ANSWER);
  const takes = taking({ json: false, forcedTools: false });
  const provider = providerFor('http://elsewhere', { fetch, takes });
  await provider.generate({ ...REQUEST, output: JSON_OUTPUT }, { signal });
  expect(bodies[0]).not.toHaveProperty('tools');
  expect(bodies[0]).not.toHaveProperty('tool_choice');
  expect(JSON.stringify(bodies[0])).toContain('JSON Schema');
});

it('the thinking of an answer of a batch goes back to the model that was asked', async () => {
  const line = JSON.stringify({
    custom_id: 'a',
    result: { type: 'succeeded', message: message('tool_use', thinking, call) },
  });
  const { fetch } = answering(line);
  const lookAt: typeof fetch = (url, init) =>
    (url instanceof Request ? url.url : url.toString()).endsWith('/results')
      ? fetch(url, init)
      : Promise.resolve(Response.json({ id: 'b', processing_status: 'ended' }));
  const batch = createAnthropicBatch({ apiKey: KEY, baseUrl: 'http://elsewhere', fetch: lookAt });
  const looked = await batch.look('b', signal);
  const result = looked.kind === 'ended' ? looked.results.get('a') : undefined;
  if (result?.kind !== 'done') throw new Error('no answer');
  const { toolCalls, state } = result.generation;
  const history: ApiTurn[] = [
    { role: 'assistant', text: '', toolCalls, state },
    { role: 'tool', callId: 'toolu_1', output: 'x' },
  ];
  const next = answering(JSON.stringify(message('end_turn', text)), JSON_ANSWER);
  const provider = providerFor('http://elsewhere', { fetch: next.fetch });
  await provider.generate({ ...REQUEST, tools: TOOLS, history }, { signal });
  expect(JSON.stringify(next.bodies[0])).toContain('"sealed"');
  await provider.generate({ ...REQUEST, model: 'claude-opus-5', tools: TOOLS, history }, { signal });
  expect(JSON.stringify(next.bodies[1]), 'another model cannot open it').not.toContain('"sealed"');
});
