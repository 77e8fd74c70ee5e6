import { readFileSync } from 'node:fs';
import { Anthropic } from '@anthropic-ai/sdk';
import type { Message, RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages';
import { describe, expect, it } from 'vitest';
import { type Capabilities, EFFORTS } from '@hanzo/contracts';
import { type AnthropicEvent, type AnthropicMessage, startApiStandIn } from '@hanzo/testkit';
import { createAnthropicProvider } from '../../src/anthropic/index.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { JSON_OUTPUT, KEY, REQUEST, TOOLS } from './ask.ts';

const signal = new AbortController().signal;

/** Compile only while the stand-in's words are words of the client's own types. */
const asMessage = (message: AnthropicMessage): Message => message;
const asEvent = (event: AnthropicEvent): RawMessageStreamEvent => event;

const HELLO = { model: 'claude-sonnet-5', max_tokens: 10, messages: [{ role: 'user', content: 'hi' }] };

async function post(
  baseUrl: string,
  body: object,
  version = '2026-10-21',
): Promise<{ status: number; message: string }> {
  const response = await fetch(`${baseUrl}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'anthropic-version': version, 'x-api-key': KEY },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { error?: { message?: string } };
  return { status: response.status, message: answer.error?.message ?? '' };
}

describe('the stand-in', () => {
  it(verifies('anthropic.stand-in', 'its stream adds up to its whole answer for the real client'), async () => {
    const usage = { inputTokens: 20, cachedInputTokens: 4, cacheWriteTokens: 6, outputTokens: 8, reasoningTokens: 3 };
    await using standIn = await startApiStandIn({
      script: () => ({
        kind: 'tools',
        text: 'Hello 👋',
        thinking: 'First the file.',
        calls: [{ name: 'read_file', arguments: { path: 'a' }, id: 'toolu_1' }],
        usage,
      }),
    });
    const client = new Anthropic({ apiKey: KEY, baseURL: standIn.baseUrl.replace(/\/v1$/, ''), maxRetries: 0 });
    const tools = [{ name: 'read_file', input_schema: { type: 'object' as const } }];
    const asked = { ...HELLO, messages: [{ role: 'user' as const, content: 'hi' }], tools };
    const whole = await client.messages.create(asked);
    const streamed = await client.messages.stream(asked).finalMessage();
    expect({ ...streamed, id: whole.id }).toEqual({ ...whole, parsed_output: null });
    expect(whole).toMatchObject({
      type: 'message',
      stop_reason: 'tool_use',
      content: [{ type: 'thinking' }, { type: 'text', text: 'Hello 👋' }, { type: 'tool_use', input: { path: 'a' } }],
      usage: { input_tokens: 10, cache_read_input_tokens: 4, cache_creation_input_tokens: 6, output_tokens: 8 },
    });
    expect([asMessage, asEvent]).toHaveLength(2);
  });

  const user = (content: unknown): object => ({ role: 'user', content });
  const assistant = (content: unknown): object => ({ role: 'assistant', content });
  const call = { type: 'tool_use', id: 'toolu_1', name: 'now', input: {} };
  const result = { type: 'tool_result', tool_use_id: 'toolu_1', content: 'noon' };
  const text = { type: 'text', text: 'x' };
  const tool = { name: 'now', input_schema: { type: 'object' } };
  const cached = { ...text, cache_control: { type: 'ephemeral' } };

  it.each([
    [{ max_tokens: undefined }, 'max_tokens'],
    [{ max_tokens: 0 }, 'max_tokens'],
    [{ seed: 7 }, 'seed: Extra inputs'],
    [{ temperature: 0.5 }, 'temperature: Extra inputs'],
    [{ service_tier: 'flex' }, 'service_tier'],
    [{ stop_sequences: ['\n'] }, 'non-whitespace'],
    [{ messages: [] }, 'at least one message'],
    [{ messages: [assistant('hi')] }, 'first message'],
    [{ messages: [user('hi'), assistant('He')] }, 'prefill'],
    [{ messages: [user('')] }, 'non-empty'],
    [{ messages: [user('hi'), { role: 'tool', content: 'x' }] }, 'role'],
    [{ messages: [user('hi'), assistant([call]), user('noon')], tools: [tool] }, 'without `tool_result`'],
    [{ messages: [user('hi'), assistant([text]), user([result])], tools: [tool] }, 'unexpected `tool_use_id`'],
    [{ messages: [user('hi'), assistant([call]), user([text, result])], tools: [tool] }, 'must come first'],
    [{ messages: [user('hi'), assistant([call]), user([result])] }, 'must define tools'],
    [
      { messages: [user('hi'), assistant([{ type: 'thinking', thinking: 'a', signature: 'b' }]), user('x')] },
      'signature',
    ],
    [{ tools: [{ name: 'a b', input_schema: { type: 'object' } }] }, 'tools.0'],
    [{ tools: [{ name: 'a', input_schema: { type: 'string' } }] }, 'input_schema'],
    [{ tool_choice: { type: 'any' } }, 'tool_choice'],
    [{ tools: [tool], tool_choice: { type: 'tool', name: 'then' } }, 'not found'],
    [{ model: 'claude-opus-5-5', tools: [tool], tool_choice: { type: 'any' } }, 'forced tool use'],
    [{ tools: [tool], tool_choice: { type: 'any' }, thinking: { type: 'adaptive' } }, 'Thinking may not'],
    [{ thinking: { type: 'enabled', budget_tokens: 1024 } }, 'thinking.type.enabled'],
    [{ model: 'claude-sonnet-4-5', thinking: { type: 'adaptive' } }, 'thinking.type.adaptive'],
    [{ model: 'claude-fable-5-1', thinking: { type: 'disabled' } }, 'thinking.type.disabled'],
    [{ model: 'claude-haiku-4-5', output_config: { effort: 'low' } }, 'effort parameter'],
    [{ model: 'claude-opus-4-6', output_config: { effort: 'xhigh' } }, "effort level 'xhigh'"],
    [
      { output_config: { format: { type: 'json_schema', schema: { type: 'object', properties: {} } } } },
      'additionalProperties',
    ],
    [{ output_config: { format: { type: 'json_schema', schema: { type: 'string', maxLength: 3 } } } }, 'maxLength'],
    [
      { model: 'claude-sonnet-4-20250514', output_config: { format: { type: 'json_schema', schema: {} } } },
      'not supported',
    ],
    [{ system: [cached, cached, cached], messages: [user([cached, cached])] }, 'maximum of 4'],
  ])(verifies('anthropic.stand-in', 'refuses %j'), async (change, words) => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    const { status, message } = await post(standIn.baseUrl, { ...HELLO, ...change });
    expect([status, message]).toEqual([400, expect.stringContaining(words)]);
    expect(await post(standIn.baseUrl, HELLO)).toEqual({ status: 200, message: '' });
  });

  it.each([
    [{ temperature: 1.2 }, 'range'],
    [{ temperature: 0.5, model: 'claude-opus-4-7' }, 'deprecated'],
    [{ temperature: 0.5, model: 'claude-sonnet-4-6', thinking: { type: 'adaptive' } }, 'only be set to 1'],
    [{ temperature: 0.5, model: 'claude-sonnet-4-6' }, ''],
  ])(verifies('anthropic.stand-in', 'of the older API version: %j'), async (change, words) => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    const { status, message } = await post(standIn.baseUrl, { ...HELLO, ...change }, '2023-06-01');
    expect([status, message]).toEqual([words === '' ? 200 : 400, expect.stringContaining(words)]);
    expect(await post(standIn.baseUrl, HELLO, 'yesterday')).toMatchObject({ status: 400 });
  });
});

interface Card {
  readonly name: string;
  readonly provider?: string;
  readonly takes?: Capabilities;
}

const { models } = JSON.parse(readFileSync(new URL('../../../../configs/models.json', import.meta.url), 'utf8')) as {
  readonly models: readonly Card[];
};

describe('the catalogue', () => {
  const cards = models.filter((card) => card.provider === 'anthropic');

  it.each(cards)(
    verifies('anthropic.capabilities', 'all that the catalogue says of $name'),
    async ({ name, takes }) => {
      if (takes === undefined) throw new TypeError(`${name} has no abilities.`);
      await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: '{}' }) });
      const provider = createAnthropicProvider({ apiKey: KEY, baseUrl: standIn.baseUrl, takes: () => takes });
      const asked = {
        ...REQUEST,
        model: name,
        sampling: { temperature: 0 },
        stop: ['END'],
        cacheKey: 'k',
        tools: TOOLS,
      };
      for (const effort of EFFORTS) {
        await provider.generate({ ...asked, effort }, { signal });
        await provider.generate({ ...asked, effort, output: JSON_OUTPUT }, { signal });
      }
      expect(standIn.requests.map(({ reply }) => reply.kind).filter((kind) => kind !== 'text')).toEqual([]);
      const { temperature } = standIn.requests[0] ?? {};
      expect(temperature).toBe(takes.sampling ? 0 : undefined);
    },
  );
});
