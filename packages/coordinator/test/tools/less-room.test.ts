import { toHanzoError, type ApiRequest, type ApiTurn, type HanzoError } from '@hanzo/contracts';
import { scriptedTools } from '@hanzo/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../../test/support/memory-ledger.ts';
import { METERED_CARD } from '../../../../test/support/metered-card.ts';
import { apiFault, scriptedApi } from '../../../../test/support/scripted-api.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import type { PaidAnswer } from '../../src/index.ts';
import { chargedMicros } from '../../src/rungs/paid/call-fault.ts';
import { OK, REQUEST } from '../paid-desk.ts';
import { asks, call, ToolDesk } from './tool-desk.ts';

const LONG = 'x'.repeat(3_000);
const NO_TOOLS = { takes: { ...METERED_CARD.takes, tools: false } };
const together = new Set(['read']);

const said = ({ history = [] }: Pick<ApiRequest, 'history'>): string[] =>
  history.map((turn: ApiTurn) => (turn.role === 'tool' ? turn.output : turn.text));

/** As a stream has it that ends in context_length_exceeded: nobody knows what it cost. */
const tooLong = (): HanzoError => apiFault('PROMPT_TOO_LONG', { charged: 'unknown' });

function isBare({ tools, toolChoice, history = [] }: ApiRequest): boolean {
  return tools === undefined && toolChoice === undefined && history.every(({ role }) => role === 'user');
}

describe('a loop that must do with less', () => {
  let desk: ToolDesk;
  let lostMicros: number;
  beforeEach(() => {
    desk = new ToolDesk();
    lostMicros = 0;
  });

  const onLost = (error: HanzoError): void => {
    lostMicros += chargedMicros(error);
  };
  /** What the ledger was charged, and what was told of it. */
  const money = (end: PaidAnswer | HanzoError) => ({
    charged: desk.ledger.calls().reduce((sum, { chargedMicros: its }) => sum + its, 0),
    told: lostMicros + ('costMicros' in end ? end.costMicros : chargedMicros(end)),
  });

  it(verifies('toolLoop.too-long'), async () => {
    const api = scriptedApi(({ toolChoice, history = [] }, at) => {
      if (history.length > 2 && toolChoice !== 'none') return tooLong();
      return toolChoice === 'none' ? OK : asks(call('read', {}, `${at}`));
    });
    const tools = scriptedTools(['read'], () => LONG, together);
    const end = await desk.loop(desk.paid([desk.link(api)]), tools, { onLost });
    expect(end).toMatchObject({ generation: OK, costMicros: 60 });
    const { charged, told } = money(end);
    expect(told).toBe(charged);
    expect(lostMicros).toBeGreaterThan(3_000);
    // The newest call stands, without what it told.
    expect(said(api.requests[3] ?? {})).toEqual([
      '',
      LONG,
      '',
      'It was called. What it told is left out: there is no room for it.',
      expect.stringContaining('there is no room for more'),
    ]);
  });

  it(verifies('toolLoop.too-long', 'at last the bare prompt'), async () => {
    const api = scriptedApi((request, at) => {
      if (isBare(request)) return OK;
      return at < 3 ? asks(call('read', {}, `${at}`)) : tooLong();
    });
    const tools = scriptedTools(['read'], () => LONG, together);
    const end = await desk.loop(desk.paid([desk.link(api)]), tools, { onLost, limits: { maxSteps: 6 } });
    expect(end).toMatchObject({ generation: OK, costMicros: 80 });
    expect(money(end).told).toBe(money(end).charged);
    expect(api.requests.map(({ history = [] }) => history.length)).toEqual([0, 2, 4, 6, 7, 1]);
  });

  it(verifies('toolLoop.too-long', 'no more than the money allows'), async () => {
    const api = scriptedApi((_, at) => (at < 3 ? asks(call('read', {}, `${at}`)) : tooLong()));
    const tools = scriptedTools(['read'], () => LONG, together);
    const end = await desk.loop(desk.paid([desk.link(api)]), tools, { onLost, limits: { maxMicros: 1_000 } });
    expect(end).toMatchObject({ code: 'PROMPT_TOO_LONG' });
    expect(money(end).told).toBe(money(end).charged);
    // The step, and one last answer: it cost something, and no money is left.
    expect(api.requests).toHaveLength(5);
  });

  it(verifies('toolLoop.too-long', 'no more than the steps allow'), async () => {
    const api = scriptedApi((_, at) => (at < 1 ? asks(call('read', {}, `${at}`)) : tooLong()));
    const tools = scriptedTools(['read'], () => LONG, together);
    const end = await desk.loop(desk.paid([desk.link(api)]), tools, { onLost, limits: { maxSteps: 2 } });
    expect(end).toMatchObject({ code: 'PROMPT_TOO_LONG' });
    expect(money(end).told).toBe(money(end).charged);
    expect(api.requests).toHaveLength(3);
  });

  it(verifies('toolLoop.budget'), async () => {
    const api = scriptedApi(({ toolChoice, history = [] }, at) =>
      toolChoice === 'none' || history.length === 1 ? OK : asks(call('read', {}, `${at}`)),
    );
    desk.ledger = memoryLedger(desk.clock, 6_500);
    const tools = scriptedTools(['read'], () => LONG, together);
    // Room for one result, and not for two.
    const end = await desk.loop(desk.paid([desk.link(api)]), tools, { onLost });
    expect(end).toMatchObject({ generation: OK, costMicros: 60 });
    expect([api.requests.length, tools.calls.length, lostMicros]).toEqual([3, 2, 0]);
    expect(said(api.requests[2] ?? {})).toEqual([
      '',
      LONG,
      '',
      'It was called. What it told is left out: there is no room for it.',
      expect.stringContaining('the money for them is spent'),
    ]);
    expect(desk.told).toEqual(['try gpt-test', 'text ok']);
  });

  it(verifies('toolLoop.budget', 'without tools from the beginning'), async () => {
    const api = scriptedApi(() => OK);
    desk.ledger = memoryLedger(desk.clock, 1_200);
    expect(await desk.loop(desk.paid([desk.link(api)]), scriptedTools(['read']))).toMatchObject({ generation: OK });
    expect(api.requests).toEqual([expect.not.objectContaining({ tools: expect.anything() })]);
    expect(api.requests[0]?.history).toBeUndefined();
    expect(desk.told).toEqual(['try gpt-test', 'text ok']);
    expect(desk.events).toMatchObject([{ kind: 'api-tools', why: expect.stringContaining('budget') }]);
  });

  it(verifies('toolLoop.budget', 'which has no room for anything'), async () => {
    const api = scriptedApi((_, at) => asks(call('read', {}, `${at}`)));
    // Room for the first request, which costs most of it.
    desk.ledger = memoryLedger(desk.clock, 3_000);
    const usage = { inputTokens: 10, outputTokens: 200, cachedInputTokens: 0, reasoningTokens: 0 };
    const dear = scriptedApi(() => ({ ...asks(call('read')), usage }));
    expect(await desk.loop(desk.paid([desk.link(dear)]), scriptedTools(['read']))).toMatchObject({
      code: 'BUDGET_EXCEEDED',
      details: { costMicros: 2_010 },
    });
    expect(dear.requests).toHaveLength(1);
    // Nor for that one.
    desk.ledger = memoryLedger(desk.clock, 500);
    expect(await desk.loop(desk.paid([desk.link(api)]), scriptedTools(['read']))).toMatchObject({
      code: 'BUDGET_EXCEEDED',
    });
    expect(api.requests).toHaveLength(0);
  });

  it(verifies('toolLoop.who-can', 'where those that do turn out not to be served'), async () => {
    const gone = scriptedApi(() => apiFault('MODEL_UNAVAILABLE', { status: 404 }));
    const plain = scriptedApi(() => OK);
    const model = desk.paid([desk.link(gone), desk.link(plain, { ...NO_TOOLS, name: 'gpt-plain' })]);
    const end = await desk.loop(model, scriptedTools(['read']));
    expect(end).toMatchObject({ generation: OK, who: { servedModel: 'gpt-plain' } });
    expect(plain.requests).toHaveLength(1);
    expect(plain.requests[0]).not.toHaveProperty('tools');
    expect(plain.requests[0]?.history).toBeUndefined();
    expect(desk.told).toEqual(['try gpt-test', 'lost MODEL_UNAVAILABLE', 'try gpt-test gpt-plain', 'text ok']);
    const why = 'gpt-test is not available, and gpt-plain takes no tools: asking it without';
    expect(desk.events).toMatchObject([{ kind: 'api-tools', why }]);
  });

  it(verifies('toolLoop.who-can', 'where the last one that does goes in the middle'), async () => {
    const gone = scriptedApi((_, at) =>
      at === 0 ? asks(call('write', { path: 'a' })) : apiFault('MODEL_UNAVAILABLE'),
    );
    const plain = scriptedApi(() => OK);
    const model = desk.paid([desk.link(gone), desk.link(plain, { ...NO_TOOLS, name: 'gpt-plain' })]);
    const tools = scriptedTools(['read', 'write'], undefined, together);
    const end = await desk.loop(model, tools, { onLost });
    expect(end).toMatchObject({ generation: OK, costMicros: 40, who: { servedModel: 'gpt-plain' } });
    expect(plain.requests.map(isBare)).toEqual([true]);
    expect(said(plain.requests[0] ?? {})).toEqual([expect.stringContaining('write {"path":"a"}')]);
  });

  it(verifies('toolLoop.made'), async () => {
    const api = scriptedApi((request, at) => {
      if (isBare(request)) return OK;
      if (at > 1) return apiFault('PROMPT_TOO_LONG');
      return asks(call('read', { path: 'secret' }, `r${at}`), call(at === 0 ? 'write' : 'post', { at }, `w${at}`));
    });
    const tools = scriptedTools(
      ['read', 'write', 'post'],
      ({ name }) => (name === 'post' ? { output: LONG, failed: true } : LONG),
      together,
    );
    expect(await desk.loop(desk.paid([desk.link(api)]), tools)).toMatchObject({ generation: OK });
    // Calls that were made stand as long as there is room for them, and after that in words.
    const [, , , fourth, last] = api.requests;
    expect(said(fourth ?? {}).slice(3, 6)).toEqual([
      '',
      'It was called. What it told is left out: there is no room for it.',
      'It failed. What it told is left out: there is no room for it.',
    ]);
    const words = said(last ?? {}).join('');
    expect(words).toContain('write {"at":0}; post {"at":1} (failed)');
    expect(words).not.toContain('secret');
  });

  it(verifies('toolLoop.cut-call'), async () => {
    const api = scriptedApi(({ toolChoice }) =>
      toolChoice === 'none' ? OK : { text: 'I look at a.ts:', finish: 'length', cutInCall: true },
    );
    const end = await desk.loop(desk.paid([desk.link(api)]), scriptedTools(['read']));
    expect(end).toMatchObject({ generation: OK, costMicros: 40 });
    expect(said(api.requests[1] ?? {})).toEqual([expect.stringContaining('cut off')]);
    // And who does so again has given no answer.
    const again = scriptedApi(() => ({ text: 'I look:', finish: 'length', cutInCall: true }));
    expect(await desk.loop(desk.paid([desk.link(again)]), scriptedTools(['read']))).toMatchObject({
      code: 'ANSWER_INVALID',
    });
  });

  it(verifies('toolLoop.provided'), async () => {
    const fails = scriptedApi((_, at) => {
      if (at === 0) return asks(call('read'));
      return at === 1 ? apiFault('API_FAILED', { charged: 'unknown' }) : OK;
    });
    const signal = new AbortController().signal;
    const limits = { maxSteps: 2, maxMs: 60_000, maxMicros: 100_000, maxToldTokens: 1_000 };
    const use = { caller: scriptedTools(['read']), about: 'plans', limits };
    const given = desk.paid([desk.link(fails)]).asProvider('plan', undefined, use);
    const asked = given.generate({ ...REQUEST, model: 'x' }, { signal });
    await desk.clock.advance(500);
    const { costMicros } = await asked;
    expect(costMicros).toBe(money({ costMicros: 0 } as PaidAnswer).charged);
    expect(costMicros).toBeGreaterThan(1_000);

    desk = new ToolDesk();
    const dies = scriptedApi((_, at) =>
      at === 0 ? apiFault('API_FAILED', { charged: 'unknown' }) : apiFault('API_REFUSED', { charged: 'no' }),
    );
    const plain = desk.paid([desk.link(dies)]).asProvider('plan');
    const failing = plain.generate({ ...REQUEST, model: 'x' }, { signal }).catch(toHanzoError);
    await desk.clock.advance(500);
    const error = await failing;
    expect(error).toMatchObject({ code: 'API_REFUSED' });
    expect(chargedMicros(error)).toBe(money({ costMicros: 0 } as PaidAnswer).charged);
  });
});
