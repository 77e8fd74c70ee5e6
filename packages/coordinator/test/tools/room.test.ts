import { type ApiRequest, type ApiTurn, type HanzoError, type ToolCall } from '@hanzo/contracts';
import { scriptedTools } from '@hanzo/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { METERED_CARD } from '../../../../test/support/metered-card.ts';
import { apiFault, scriptedApi } from '../../../../test/support/scripted-api.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { tariffOf, worstLoopMicros, worstTokens } from '../../src/index.ts';
import { chargedMicros } from '../../src/rungs/paid/call-fault.ts';
import { OK, REQUEST } from '../paid-desk.ts';
import { asks, call, ToolDesk } from './tool-desk.ts';

const LAST = { role: 'user', text: expect.stringContaining('there is no room for more of what they tell') };

function toldBytes({ history = [] }: Pick<ApiRequest, 'history'>): number {
  return history.reduce((sum, turn) => sum + (turn.role === 'tool' ? Buffer.byteLength(turn.output) : 0), 0);
}

describe('the room for what tools tell', () => {
  let desk: ToolDesk;
  beforeEach(() => {
    desk = new ToolDesk();
  });

  const endless = () =>
    scriptedApi(({ toolChoice }, step) => (toolChoice === 'none' ? OK : asks(call('read', {}, `${step}`))));

  it(verifies('toolLoop.room', 'of all that tools tell'), async () => {
    const api = endless();
    // As a toolbox does: it cuts what it tells to the room.
    const tools = scriptedTools(['read'], (_, __, { roomBytes = 0 }) => 'x'.repeat(Math.min(roomBytes, 2_500)));
    await desk.loop(desk.paid([desk.link(api)]), tools, { limits: { maxToldTokens: 2_000 } });
    // 6,000 bytes: after the second result there is room for one more, but of 1,000 bytes.
    expect(tools.calls.map(({ context }) => context.roomBytes)).toEqual([6_000, 3_500, 1_000]);
    expect(toldBytes(api.requests.at(-1) ?? {})).toBe(6_000);
    expect(api.requests.at(-1)?.history?.at(-1)).toMatchObject(LAST);
  });

  it(verifies('toolLoop.room', 'shared by calls that are made together'), async () => {
    const calls = ['a', 'b', 'c'].map((id) => call('read', {}, id));
    const api = scriptedApi((_, at) => (at === 0 ? asks(...calls, call('write')) : OK));
    const together = new Set(['read']);
    const tools = scriptedTools(['read', 'write'], (_, __, { roomBytes = 0 }) => 'x'.repeat(roomBytes), together);
    await desk.loop(desk.paid([desk.link(api)]), tools, { limits: { maxToldTokens: 2_000 } });
    expect(tools.calls.map(({ context }) => context.roomBytes)).toEqual([2_000, 2_000, 2_000]);
    const last = api.requests[1]?.history?.at(4);
    expect(last).toMatchObject({ output: 'Not called: there is no room for what it would tell.', failed: true });
  });

  it(verifies('toolLoop.room', 'also where more is told than was asked for'), async () => {
    const api = endless();
    const tools = scriptedTools(['read'], () => 'x'.repeat(7_000));
    await desk.loop(desk.paid([desk.link(api)]), tools, { limits: { maxToldTokens: 2_000, maxSteps: 1 } });
    expect(api.requests[1]?.history?.[1]).toEqual({
      role: 'tool',
      callId: '0',
      output: 'It told more than there is room for. Ask for less at a time.',
      failed: true,
    });
  });

  it(verifies('toolLoop.room', 'of the context'), async () => {
    const api = endless();
    const tools = scriptedTools(['read'], (_, __, { roomBytes = 0 }) => 'x'.repeat(Math.min(roomBytes, 4_000)));
    // 5,000 tokens less 100 for the answer are 14,700 bytes, less the request's own.
    await desk.loop(desk.paid([desk.link(api, { contextTokens: 5_000 })]), tools);
    const bytes = ({ system, prompt, tools: specs = [], history = [] }: ApiRequest): number =>
      Buffer.byteLength([system, prompt, ...[...specs, ...history].map((part) => JSON.stringify(part))].join(''));
    const sizes = api.requests.map(bytes);
    expect(Math.max(...sizes)).toBeLessThan(14_700);
    expect(Math.max(...sizes)).toBeGreaterThan(12_500);
    expect(api.requests.at(-1)?.history?.at(-1)).toMatchObject(LAST);
    expect(tools.calls.length).toBeGreaterThan(2);
  });

  it('offers no tools where the prompt leaves no room for what they tell, and says so', async () => {
    const api = scriptedApi(() => OK);
    const model = desk.paid([desk.link(api, { contextTokens: 5_000 })]);
    const request = { prompt: 'x'.repeat(12_000) };
    expect(await desk.loop(model, scriptedTools(['read']), { request })).toMatchObject({ generation: OK });
    expect(api.requests[0]).not.toHaveProperty('tools');
    expect(desk.events).toMatchObject([{ kind: 'api-tools', why: expect.stringContaining('leaves no room') }]);
  });

  it('leaves an answer out that is so long that not even a refusal fits behind it', async () => {
    const state = { sealed: 'x'.repeat(80_000) };
    const api = scriptedApi(({ toolChoice }) => (toolChoice === 'none' ? OK : { ...asks(call('read')), state }));
    const tools = scriptedTools(['read']);
    expect(await desk.loop(desk.paid([desk.link(api)]), tools)).toMatchObject({ generation: OK });
    expect(tools.calls).toHaveLength(0);
    expect(api.requests[1]?.history).toEqual([LAST]);
  });

  it('goes on without what the newest round told where its provider says that it is too long', async () => {
    const api = scriptedApi(({ history = [], toolChoice }, at) => {
      if (at === 2) return apiFault('PROMPT_TOO_LONG');
      return toolChoice === 'none' || history.length > 2 ? OK : asks(call('read', {}, `${at}`));
    });
    const tools = scriptedTools(['read'], () => 'x'.repeat(500));
    expect(await desk.loop(desk.paid([desk.link(api)]), tools)).toMatchObject({ generation: OK, costMicros: 60 });
    const rounds = api.requests.map(({ history = [] }) => history.map((turn: ApiTurn) => turn.role).join(' '));
    expect(rounds).toEqual([
      '',
      'assistant tool',
      'assistant tool assistant tool',
      'assistant tool assistant tool user',
    ]);
    expect(toldBytes(api.requests[3] ?? {})).toBeLessThan(600);
    expect(api.requests[3]?.history?.at(-1)).toMatchObject(LAST);
  });

  it('asks no more where even the prompt alone is too long, and tells what it has cost', async () => {
    const api = scriptedApi((_, at) => (at === 0 ? { text: '' } : apiFault('PROMPT_TOO_LONG')));
    expect(await desk.loop(desk.paid([desk.link(api)]), scriptedTools(['read']))).toMatchObject({
      code: 'PROMPT_TOO_LONG',
      details: { costMicros: 20 },
    });
    expect(api.requests.map(({ tools }) => tools !== undefined)).toEqual([true, true, false]);
  });

  it('asks without tools where they make the very prompt too long', async () => {
    const api = scriptedApi(({ tools }) => (tools === undefined ? OK : apiFault('PROMPT_TOO_LONG')));
    expect(await desk.loop(desk.paid([desk.link(api)]), scriptedTools(['read']))).toMatchObject({ generation: OK });
    expect(desk.told).toEqual(['try gpt-test', 'lost PROMPT_TOO_LONG', 'try gpt-test', 'text ok']);
  });

  it('offers no more tools than it has set aside for', async () => {
    const names = Array.from({ length: 200 }, (_, at) => `tool-${at}`);
    const api = scriptedApi(() => OK);
    await desk.loop(desk.paid([desk.link(api)]), scriptedTools(names));
    expect(api.requests[0]?.tools).toHaveLength(128);
    const small = scriptedApi(() => OK);
    await desk.loop(desk.paid([desk.link(small, { contextTokens: 10_000 })]), scriptedTools(names));
    // A tenth of the context, at four bytes a token.
    const bytes = small.requests[0]?.tools?.reduce((sum, spec) => sum + Buffer.byteLength(JSON.stringify(spec)), 0);
    expect(bytes).toBeLessThanOrEqual(4_000);
    expect(bytes).toBeGreaterThan(3_700);
  });
});

/** The same numbers for the same seed. */
function seeded(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return (state >>> 0) % below;
  };
}

const ANSWER = { generation: { text: 'answer' } };

describe('the worst case of a question with tools', () => {
  it(verifies('toolLoop.worst-case'), async () => {
    let [byMoney, bySteps, inVain, closest] = [0, 0, 0, 0];
    for (let seed = 1; seed <= 150; seed += 1) {
      const below = seeded(seed);
      const limits = {
        maxSteps: 1 + below(8),
        maxMs: 60_000,
        maxMicros: below(400_000),
        maxToldTokens: 500 + below(8_000),
      };
      const request = { ...REQUEST, prompt: 'x'.repeat(below(20_000)), maxOutputTokens: 100 + below(2_000) };
      const card = { ...METERED_CARD, contextTokens: 20_000 + below(100_000) };
      // Whatever a model does, and all that its calls may be charged with.
      const api = scriptedApi((asked, step) => {
        // In every second case also: too long, as a stream says it that tells no cost.
        if (seed % 2 === 0 && below(2) === 0) return apiFault('PROMPT_TOO_LONG', { charged: 'unknown' });
        const worst = worstTokens(asked, card.name);
        const usage = {
          inputTokens: worst.input,
          outputTokens: worst.output,
          cachedInputTokens: 0,
          reasoningTokens: 0,
        };
        const calls = Array.from({ length: below(20) }, (_, at): ToolCall =>
          call('read', { path: 'y'.repeat(below(300)) }, `${step}-${at}`),
        );
        const isLast = asked.toolChoice === 'none' || asked.tools === undefined;
        return { text: 'answer', usage, ...(!isLast && { toolCalls: calls, state: 'z'.repeat(below(6_000)) }) };
      });
      const names = Array.from({ length: below(150) }, (_, at) => `tool-${at}-${'n'.repeat(below(40))}`);
      const tools = scriptedTools(['read', ...names], (_, __, { roomBytes = 0 }) => '"'.repeat(below(roomBytes + 500)));
      const desk = new ToolDesk();
      let lostMicros = 0;
      const onLost = (error: HanzoError): void => {
        lostMicros += chargedMicros(error);
        inVain += 1;
      };
      const end = await desk.loop(desk.paid([desk.link(api, card)]), tools, { limits, request, onLost });
      const isAnswered = 'generation' in end;
      if (!isAnswered || seed % 2 === 1)
        expect(end).toMatchObject(seed % 2 === 1 ? ANSWER : { code: 'PROMPT_TOO_LONG' });
      const paid = desk.ledger.calls().reduce((sum, { chargedMicros }) => sum + chargedMicros, 0);
      const tariff = tariffOf(card, 'standard', false);
      const shown = worstLoopMicros(request, card, tariff, limits);
      expect(paid, `seed ${seed}`).toBeLessThanOrEqual(shown);
      expect(lostMicros + (isAnswered ? end.costMicros : chargedMicros(end)), `seed ${seed}`).toBe(paid);
      closest = Math.max(closest, paid / shown);
      if (paid >= limits.maxMicros) byMoney += 1;
      else bySteps += 1;
    }
    // The bound means something: it is met by both ways of ending, and nearly reached.
    expect([byMoney > 20, bySteps > 20, inVain > 20, closest > 0.4]).toEqual([true, true, true, true]);
  });

  it('is that of one request where the model takes no tools', () => {
    const card = { ...METERED_CARD, takes: { ...METERED_CARD.takes, tools: false } };
    const tariff = tariffOf(card, 'standard', false);
    const limits = { maxSteps: 9, maxMs: 1, maxMicros: 1_000_000, maxToldTokens: 1_000 };
    expect(worstLoopMicros(REQUEST, card, tariff, limits)).toBe(tariff.worst(worstTokens(REQUEST)));
  });
});
