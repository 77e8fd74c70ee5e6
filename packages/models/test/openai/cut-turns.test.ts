import { describe, expect, it } from 'vitest';
import { startApiStandIn } from '@hanzo/testkit';
import type { Capabilities } from '@hanzo/contracts';
import { guessCapabilities } from '../../src/openai/habits.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { failureOf, providerFor, REQUEST } from './ask.ts';

const { signal } = new AbortController();
const TOOLS = [{ name: 'read', description: 'Reads.', parameters: { type: 'object', properties: {} } }];
const sealed = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'sealed' };
const call = { type: 'function_call', call_id: 'call_1', name: 'read', arguments: '{"pa' };
const message = { type: 'message', content: [{ type: 'output_text', text: 'So' }] };

function responding(type: 'completed' | 'incomplete', output: readonly object[]): typeof fetch {
  const usage = { input_tokens: 5, output_tokens: 5 };
  const incomplete_details = { reason: 'max_output_tokens' };
  const event = { type: `response.${type}`, response: { id: 'r', model: 'm', output, usage, incomplete_details } };
  const body = `data: ${JSON.stringify(event)}\n\n`;
  return () => Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
}

describe('an answer that its cap has cut', () => {
  it.each([
    ['in a tool call', 'incomplete', [sealed, message, call], false],
    ['in its reasoning', 'incomplete', [sealed], false],
    ['in its text', 'incomplete', [sealed, message], true],
    ['nowhere', 'completed', [sealed, call], true],
  ] as const)(verifies('openai.cut-turn', '%s'), async (_, type, output, isKept) => {
    const provider = providerFor('http://elsewhere/v1', { fetch: responding(type, output) });
    const answer = await provider.generate({ ...REQUEST, model: 'gpt-6', tools: TOOLS }, { signal });
    expect(answer.toolCalls).toHaveLength(type === 'completed' ? 1 : 0);
    expect(answer.state !== undefined).toBe(isKept);
  });
});

const taking = (model: string, extra: Partial<Capabilities>): Capabilities => ({
  ...guessCapabilities(model),
  efforts: ['none', 'low', 'high'],
  ...extra,
});

describe('tools of models that take them only in part', () => {
  it(verifies('openai.capabilities', 'tools over Chat Completions, none'), async () => {
    const model = 'gpt-6.1-sol';
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    const takes = (): Capabilities => taking(model, { toolsOverChat: 'no' });
    const asked = { ...REQUEST, model, tools: TOOLS };
    const chat = providerFor(standIn.baseUrl, { api: 'chat', takes });
    expect(await failureOf(chat.generate(asked, { signal }))).toMatchObject({
      code: 'USAGE',
      details: { charged: 'no' },
    });
    expect(standIn.requests).toHaveLength(0);
    await expect(providerFor(standIn.baseUrl, { takes }).generate(asked, { signal })).resolves.toMatchObject({
      text: 'ok',
    });
    const unaware = providerFor(standIn.baseUrl, { api: 'chat' });
    expect(await failureOf(unaware.generate(asked, { signal })), 'the stand-in knows').toMatchObject({
      code: 'API_REFUSED',
    });
  });

  it(verifies('openai.capabilities', 'tools over Chat Completions, without thinking'), async () => {
    const model = 'gpt-6-sol';
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    const takes = (): Capabilities => taking(model, { toolsOverChat: 'without-effort' });
    const chat = providerFor(standIn.baseUrl, { api: 'chat', takes });
    await chat.generate({ ...REQUEST, model, tools: TOOLS, effort: 'high' }, { signal });
    await chat.generate({ ...REQUEST, model, effort: 'high' }, { signal });
    await providerFor(standIn.baseUrl, { takes }).generate(
      { ...REQUEST, model, tools: TOOLS, effort: 'high' },
      { signal },
    );
    expect(standIn.requests.map(({ effort }) => effort)).toEqual(['none', 'high', 'high']);
    const unaware = providerFor(standIn.baseUrl, { api: 'chat' });
    const thinking = { ...REQUEST, model, tools: TOOLS, effort: 'high' } as const;
    expect(await failureOf(unaware.generate(thinking, { signal })), 'the stand-in knows').toMatchObject({
      code: 'API_REFUSED',
    });
  });

  it.each(['responses', 'chat'] as const)(verifies('openai.capabilities', 'none that are forced, %s'), async (api) => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    const provider = providerFor(standIn.baseUrl, { api, takes: (model) => taking(model, { forcedTools: false }) });
    for (const toolChoice of ['required', { name: 'read' }, 'none'] as const) {
      await provider.generate({ ...REQUEST, model: 'gpt-6', tools: TOOLS, toolChoice }, { signal });
    }
    expect(standIn.requests.map(({ body }) => body['tool_choice'])).toEqual([undefined, undefined, 'none']);
  });
});
