import { describe, expect, it } from 'vitest';
import type { ApiGeneration, ApiTurn } from '@hanzo/contracts';
import { startApiStandIn } from '@hanzo/testkit';
import { verifies } from '../../../../test/support/verifies.ts';
import { toolCallsOf } from '../../src/anthropic/blocks.ts';
import { hearMessage } from '../../src/anthropic/hear-message.ts';
import { failureOf, providerFor, REQUEST, TOOLS } from './ask.ts';

const signal = new AbortController().signal;
const ASKED = { ...REQUEST, tools: TOOLS };

/** Asks twice: for the tools, and with what they gave. A journal may lie between the two calls. */
async function converse(
  standInUrl: string,
  change: (turn: ApiTurn) => ApiTurn = (turn) => turn,
): Promise<ApiGeneration[]> {
  const provider = providerFor(standInUrl);
  const first = await provider.generate(ASKED, { signal });
  const { text, toolCalls, state } = first;
  const turn: ApiTurn = { role: 'assistant', text, toolCalls, state: JSON.parse(JSON.stringify(state)) };
  const results = toolCalls.map((call): ApiTurn => ({ role: 'tool', callId: call.id, output: `of ${call.name}` }));
  const history = [change(turn), ...results, { role: 'user', text: 'And be quick.' } as const];
  return [first, await provider.generate({ ...ASKED, history }, { signal })];
}

const CALLS = [
  { name: 'read_file', arguments: { path: 'a b.ts' } },
  { name: 'now', arguments: '' },
];

describe('tools', () => {
  it(verifies('anthropic.tools'), async () => {
    await using standIn = await startApiStandIn({
      script: ({ toolOutputs }) =>
        toolOutputs.length === 0
          ? { kind: 'tools', text: 'I look.', thinking: 'The file, and the time.', calls: CALLS }
          : { kind: 'text', text: toolOutputs.map(({ output }) => output).join(', ') },
    });
    const [first, second] = await converse(standIn.baseUrl);
    expect(first).toMatchObject({
      text: 'I look.',
      finish: 'stop',
      toolCalls: [{ name: 'read_file' }, { name: 'now' }],
    });
    expect(first?.toolCalls.map((call) => JSON.parse(call.arguments))).toEqual([{ path: 'a b.ts' }, {}]);
    expect(second).toMatchObject({ text: 'of read_file, of now', toolCalls: [] });
    expect(standIn.requests[1]?.body['messages']).toMatchObject([
      { role: 'user' },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'The file, and the time.' },
          { type: 'text', text: 'I look.' },
          { type: 'tool_use', input: { path: 'a b.ts' } },
          { type: 'tool_use', input: {} },
        ],
      },
      { role: 'user', content: [{ type: 'tool_result' }, { type: 'tool_result' }, { type: 'text' }] },
    ]);
  });

  it(verifies('anthropic.tools', 'the stand-in refuses thinking that was changed, as Anthropic does'), async () => {
    await using standIn = await startApiStandIn({
      script: () => ({ kind: 'tools', thinking: 'The file.', calls: CALLS }),
    });
    const changed = JSON.stringify;
    const call = converse(standIn.baseUrl, (turn) => JSON.parse(changed(turn).replace('The file.', 'The plot.')));
    expect(await failureOf(call)).toMatchObject({ code: 'API_REFUSED', details: { charged: 'no' } });
  });

  it.each([
    ['none', undefined],
    ['of another provider', { kind: 'openai', items: [] }],
    ['of another model', { kind: 'anthropic', model: 'claude-opus-5', content: [{ type: 'text', text: 'I look.' }] }],
    ['damaged', { kind: 'anthropic', model: 'claude-sonnet-5', content: [{ type: 'thinking' }] }],
    ['no object', 'state'],
  ])('with a state that is %s the turn is told by its text and calls', async (_, state) => {
    await using standIn = await startApiStandIn({
      script: ({ toolOutputs }) =>
        toolOutputs.length === 0
          ? { kind: 'tools', text: 'I look.', thinking: 'Hm.', calls: CALLS }
          : { kind: 'text', text: 'done' },
    });
    const [, second] = await converse(standIn.baseUrl, (turn) => ({ ...turn, state }));
    expect(second?.text).toBe('done');
    const turn = { role: 'assistant', content: [{ type: 'text' }, { type: 'tool_use' }, { type: 'tool_use' }] };
    expect(standIn.requests[1]?.body['messages']).toMatchObject([{ role: 'user' }, turn, { role: 'user' }]);
  });

  it('arguments that are no JSON go back as the model wrote them, and a failed tool says so', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    const history: ApiTurn[] = [
      { role: 'assistant', text: '', toolCalls: [{ id: 'call_1', name: 'now', arguments: '{"a":' }] },
      { role: 'tool', callId: 'call_1', output: '', failed: true },
    ];
    await providerFor(standIn.baseUrl).generate({ ...ASKED, history }, { signal });
    expect(standIn.requests[0]?.body['messages']).toMatchObject([
      {},
      { content: [{ type: 'tool_use', input: { INVALID_JSON: '{"a":' } }] },
      { content: [{ type: 'tool_result', tool_use_id: 'call_1', is_error: true }] },
    ]);
  });

  it('results stand first after their calls, whatever was said in between', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    const calls = ['a', 'b'].map((id) => ({ id, name: 'now', arguments: '{}' }));
    const history: ApiTurn[] = [
      { role: 'assistant', text: 'I look.', toolCalls: calls },
      { role: 'tool', callId: 'a', output: 'noon' },
      { role: 'user', text: 'Quick!' },
      { role: 'tool', callId: 'b', output: 'still noon' },
      { role: 'assistant', text: '', toolCalls: [] },
      { role: 'user', text: 'Well?' },
    ];
    await providerFor(standIn.baseUrl).generate({ ...ASKED, history }, { signal });
    const { messages } = standIn.requests[0]?.body ?? {};
    const texts = [{ text: 'Quick!' }, { text: 'Well?' }];
    expect(messages).toMatchObject([{}, {}, { content: [{ tool_use_id: 'a' }, { tool_use_id: 'b' }, ...texts] }]);
  });

  it(verifies('toolLoop.call-ids', 'with other ids over messages'), async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    const history: ApiTurn[] = ['functions.now:0', 'functions.now:1', 'x'.repeat(65), 'toolu_1'].flatMap((id) => [
      { role: 'assistant', text: '', toolCalls: [{ id, name: 'now', arguments: '{}' }] },
      { role: 'tool', callId: id, output: 'noon' },
    ]);
    await providerFor(standIn.baseUrl).generate({ ...ASKED, history }, { signal });
    const sent = JSON.stringify(standIn.requests[0]?.body);
    const calls = [...sent.matchAll(/"tool_use","id":"([^"]*)"/g)].map(([, id = '']) => id);
    const results = [...sent.matchAll(/"tool_use_id":"([^"]*)"/g)].map(([, id = '']) => id);
    expect(results).toEqual(calls);
    expect(new Set(calls).size).toBe(4);
    expect(calls.every((id) => /^[a-zA-Z0-9_-]{1,64}$/.test(id))).toBe(true);
    expect(calls[3]).toBe('toolu_1');
  });

  it.each([
    ['no id', { name: 'now', input: { a: 1 } }, { name: 'now', arguments: '{"a":1}' }, /^call_[0-9a-f]{32}$/],
    ['null for an id', { id: null, name: 'now', input: null }, { name: 'now', arguments: '{}' }, /^call_[0-9a-f]{32}$/],
    ['no name', { id: 'x', input: {} }, { name: '', arguments: '{}' }, /^x$/],
    ['a text for its input', { id: 'x', name: 'now', input: '{"a":1}' }, { arguments: '{"a":1}' }, /^x$/],
  ] as const)(verifies('toolLoop.call-ids', 'with %s over messages'), (_, block, told, id) => {
    const heard = hearMessage({
      content: [{ type: 'tool_use', ...block }],
      stop_reason: 'tool_use',
      model: 'm',
      usage: {},
    });
    const [call] = toolCallsOf(heard?.blocks ?? []);
    expect(call).toMatchObject(told);
    expect(call?.id).toMatch(id);
  });

  it('an answer of text alone leaves no state', async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }) });
    expect(await providerFor(standIn.baseUrl).generate(ASKED, { signal })).not.toHaveProperty('state');
  });
});
