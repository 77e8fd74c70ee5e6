import { HanzoError, type ApiTurn } from '@hanzo/contracts';
import { scriptedTools } from '@hanzo/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { apiFault, scriptedApi } from '../../../../test/support/scripted-api.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { OK } from '../paid-desk.ts';
import { asks, call, ToolDesk } from './tool-desk.ts';

const told = (history: readonly ApiTurn[] = []): string[] =>
  history.map((turn) => (turn.role === 'tool' ? `${turn.callId}: ${turn.output}` : `${turn.role} ${turn.text}`.trim()));

describe('a question with tools', () => {
  let desk: ToolDesk;
  beforeEach(() => {
    desk = new ToolDesk();
  });

  it(verifies('toolLoop.answers'), async () => {
    const state = { sealed: 'thoughts' };
    const api = scriptedApi((_, step) =>
      step === 0 ? { ...asks(call('read', { path: 'a.ts' }), call('find')), text: 'I look.', state } : OK,
    );
    const tools = scriptedTools(['read', 'find', 'write'], ({ name }) =>
      name === 'find' ? { output: 'no match', failed: true } : 'export {}',
    );
    const answer = await desk.loop(desk.paid([desk.link(api)]), tools);
    expect(answer).toMatchObject({
      generation: {
        text: 'ok',
        toolCalls: [],
        usage: { inputTokens: 20, outputTokens: 2 },
        timings: { firstTokenMs: 3, totalMs: 4 },
      },
      costMicros: 40,
      who: { servedModel: 'gpt-test' },
    });
    expect(tools.wishes).toEqual([{ about: 'the cart', roomTokens: 8_000 }]);
    expect(tools.calls).toMatchObject([
      {
        name: 'read',
        arguments: '{"path":"a.ts"}',
        context: { taskId: 't', offered: new Set(['read', 'find', 'write']) },
      },
      { name: 'find' },
    ]);
    const [first, second] = api.requests;
    expect(first?.history).toBeUndefined();
    expect(first?.tools?.map(({ name }) => name)).toEqual(['read', 'find', 'write']);
    expect(second?.tools).toEqual(first?.tools);
    expect(second?.history).toEqual([
      { role: 'assistant', text: 'I look.', toolCalls: [call('read', { path: 'a.ts' }), call('find')], state },
      { role: 'tool', callId: 'id-read', output: 'export {}' },
      { role: 'tool', callId: 'id-find', output: 'no match', failed: true },
    ]);
    expect(desk.states()).toEqual(['settled 20', 'settled 20']);
    expect(new Set(desk.ledger.calls().map(({ taskId }) => taskId))).toEqual(new Set(['t']));
  });

  it(verifies('toolLoop.text'), async () => {
    const api = scriptedApi((_, step) => (step < 2 ? { ...asks(call('read', {}, `${step}`)), text: 'I look.' } : OK));
    await desk.loop(desk.paid([desk.link(api)]), scriptedTools(['read']));
    expect(desk.told).toEqual(['try gpt-test', 'text ok']);
  });

  it(verifies('toolLoop.steps'), async () => {
    const api = scriptedApi(({ toolChoice }, step) =>
      toolChoice === 'none' ? OK : asks(call('read', {}, `id-${step}`)),
    );
    const tools = scriptedTools(['read']);
    expect(await desk.loop(desk.paid([desk.link(api)]), tools, { limits: { maxSteps: 3 } })).toMatchObject({
      generation: OK,
      costMicros: 80,
    });
    expect([tools.calls.length, api.requests.length]).toEqual([3, 4]);
    const last = api.requests[3];
    expect(last?.tools).toEqual(api.requests[0]?.tools);
    expect(last?.history?.at(-1)).toMatchObject({
      role: 'user',
      text: expect.stringMatching(/^Tools are over: the limit of steps is reached\. Answer now/),
    });
    // Of the last answer it is known that it is one: it is heard as it comes.
    expect(desk.told).toEqual(['try gpt-test', 'text ok']);
  });

  it(verifies('toolLoop.money'), async () => {
    const api = scriptedApi(({ toolChoice }, step) => (toolChoice === 'none' ? OK : asks(call('read', {}, `${step}`))));
    const tools = scriptedTools(['read']);
    await desk.loop(desk.paid([desk.link(api)]), tools, { limits: { maxMicros: 40 } });
    expect([tools.calls.length, api.requests.length]).toEqual([1, 3]);
    expect(told(api.requests[2]?.history)).toEqual([
      'assistant',
      '0: done',
      'assistant',
      '1: Not called: the money for them is spent.',
      expect.stringMatching(/^user Tools are over: the money for them is spent\./),
    ]);
  });

  it(verifies('toolLoop.money', 'tries that were lost included'), async () => {
    const api = scriptedApi(({ toolChoice }, at) => {
      if (at === 1) return apiFault('API_FAILED', { charged: 'unknown' });
      return toolChoice === 'none' ? OK : asks(call('read', {}, `${at}`));
    });
    const tools = scriptedTools(['read']);
    const answer = desk.loop(desk.paid([desk.link(api)]), tools, { limits: { maxMicros: 500 } });
    await desk.clock.advance(500);
    // The lost one was told of with its cost: the answer costs what the others did.
    expect(await answer).toMatchObject({ generation: OK, costMicros: 60 });
    expect(tools.calls).toHaveLength(1);
  });

  it(verifies('toolLoop.time'), async () => {
    const api = scriptedApi(({ toolChoice }, step) => (toolChoice === 'none' ? OK : asks(call('read', {}, `${step}`))));
    const tools = scriptedTools(['read'], async (_, at) => {
      // Half a minute for a person, and half a minute of work.
      await desk.clock.advance(60_000);
      return { output: `${at}`, failed: false, waitedMs: 30_000 };
    });
    await desk.loop(desk.paid([desk.link(api)]), tools, { limits: { maxMs: 60_000 } });
    expect(tools.calls.map(({ context }) => context.limitMs)).toEqual([60_000, 30_000]);
    expect(told(api.requests[2]?.history).at(-1)).toMatch(/^user Tools are over: the time for them is over\./);
  });

  it('does not call what is left of an answer once the time for tools is over', async () => {
    const api = scriptedApi((_, step) => (step === 0 ? asks(call('slow'), call('read')) : OK));
    const tools = scriptedTools(['slow', 'read'], async () => {
      await desk.clock.advance(60_000);
      return 'late';
    });
    await desk.loop(desk.paid([desk.link(api)]), tools);
    expect(tools.calls).toHaveLength(1);
    expect(told(api.requests[1]?.history)).toMatchObject([
      'assistant',
      'id-slow: late',
      'id-read: Not called: the time for tools is over.',
      expect.stringContaining('the time for them is over'),
    ]);
  });

  it(verifies('toolLoop.must-answer'), async () => {
    const never = scriptedApi((_, step) => asks(call('read', {}, `${step}`)));
    const again = await desk.loop(desk.paid([desk.link(never)]), scriptedTools(['read']), { limits: { maxSteps: 1 } });
    expect(again).toMatchObject({
      code: 'ANSWER_INVALID',
      message: 'gpt-test was told that tools are over, and asked for tools once more.',
      details: { costMicros: 40, usage: { inputTokens: 20, outputTokens: 2 } },
    });
    // Who says nothing is asked once more, without tools.
    const silent = scriptedApi(() => ({ text: ' \n' }));
    const nothing = await desk.loop(desk.paid([desk.link(silent)]), scriptedTools(['read']));
    expect(nothing).toMatchObject({ code: 'ANSWER_INVALID', message: expect.stringContaining('gave no answer') });
    expect(silent.requests.map(({ toolChoice }) => toolChoice)).toEqual([undefined, 'none']);
    // What the output cap has cut is for its gate to judge.
    const cut = scriptedApi(() => ({ text: '', finish: 'length' }));
    expect(await desk.loop(desk.paid([desk.link(cut)]), scriptedTools(['read']))).toMatchObject({
      generation: { finish: 'length' },
    });
  });

  it(verifies('toolLoop.many-calls'), async () => {
    const many = Array.from({ length: 40 }, (_, at) => call('read', {}, `${at}`));
    const api = scriptedApi((_, step) => (step === 0 ? asks(...many) : OK));
    const tools = scriptedTools(['read']);
    await desk.loop(desk.paid([desk.link(api)]), tools);
    expect(tools.calls).toHaveLength(16);
    const results = told(api.requests[1]?.history).slice(1);
    expect(results).toHaveLength(40);
    expect(results.slice(16).every((line) => /^\d+: Not called: at most 16 tools/.test(line))).toBe(true);
  });

  it('calls together what may be called together, and tells it in the order of the calls', async () => {
    const events: string[] = [];
    const begun = Promise.withResolvers<void>();
    const tools = scriptedTools(
      ['read', 'write'],
      async ({ id, name }) => {
        events.push(`begin ${id}`);
        if (id === 'b') begun.resolve();
        if (id === 'a') await begun.promise;
        if (id === 'c') await Promise.resolve();
        events.push(`end ${id}`);
        return name;
      },
      new Set(['read']),
    );
    const calls = [call('read', {}, 'a'), call('read', {}, 'b'), call('write', {}, 'c'), call('read', {}, 'd')];
    const api = scriptedApi((_, step) => (step === 0 ? asks(...calls) : OK));
    await desk.loop(desk.paid([desk.link(api)]), tools);
    expect(events).toEqual(['begin a', 'begin b', 'end b', 'end a', 'begin c', 'end c', 'begin d', 'end d']);
    expect(told(api.requests[1]?.history)).toEqual(['assistant', 'a: read', 'b: read', 'c: write', 'd: read']);
  });

  it(verifies('toolLoop.odd-calls'), async () => {
    const odd = [call('read', {}, ''), call('read', {}, 'x'), call('read', {}, 'x'), call('no name!', {}, 'y')];
    const api = scriptedApi((_, step) => {
      if (step === 0) return { ...asks(...odd), state: { sealed: 'the same calls' } };
      return step === 1 ? asks(call('read', {}, 'x'), call('', {}, 'y'.repeat(300))) : OK;
    });
    const tools = scriptedTools(['read']);
    await desk.loop(desk.paid([desk.link(api)]), tools);
    const history = api.requests[2]?.history ?? [];
    const ids = history.flatMap((turn) => (turn.role === 'assistant' ? turn.toolCalls.map(({ id }) => id) : []));
    expect(new Set(ids).size).toBe(6);
    expect(ids.every((id) => /^[a-z_0-9]{1,64}$/.test(id))).toBe(true);
    expect(history.flatMap((turn) => (turn.role === 'tool' ? [turn.callId] : []))).toEqual(ids);
    const names = history.flatMap((turn) => (turn.role === 'assistant' ? turn.toolCalls.map(({ name }) => name) : []));
    expect(names).toEqual(['read', 'read', 'read', 'no_name_', 'read', 'unnamed']);
    // What the model keeps of its own holds the ids as they were.
    expect(history[0]).not.toHaveProperty('state');
    expect(tools.calls.map(({ name }) => name)).toEqual(['read', 'read', 'read', 'no name!', 'read', '']);
    expect(told(history)[4]).toMatch(/There is no tool "no name!"/);
  });

  it(verifies('toolLoop.retries'), async () => {
    const api = scriptedApi((_, at) => {
      if (at === 0) return asks(call('read'));
      return at === 1 ? apiFault('API_FAILED', { charged: 'unknown' }) : OK;
    });
    const tools = scriptedTools(['read']);
    const answer = desk.loop(desk.paid([desk.link(api)]), tools);
    await desk.clock.advance(500);
    expect(await answer).toMatchObject({ costMicros: 40 });
    expect(tools.calls).toHaveLength(1);
    expect(api.requests[2]).toEqual(api.requests[1]);
    expect(desk.told).toEqual(['try gpt-test', 'lost API_FAILED', 'try gpt-test', 'text ok']);
    expect(desk.states()).toEqual(['settled 20', expect.stringMatching(/^uncertain \d{4}$/), 'settled 20']);
  });

  it('tells what all requests cost when one fails for good', async () => {
    const api = scriptedApi((_, at) =>
      at < 2 ? asks(call('read', {}, `${at}`)) : apiFault('API_REFUSED', { charged: 'no' }),
    );
    expect(await desk.loop(desk.paid([desk.link(api)]), scriptedTools(['read']))).toMatchObject({
      code: 'API_REFUSED',
      details: { costMicros: 40, usage: { inputTokens: 20, outputTokens: 2 } },
    });
  });

  it(verifies('toolLoop.aborted'), async () => {
    const stop = new AbortController();
    let isTold = false;
    const tools = scriptedTools(['read'], async (_, __, { signal }) => {
      stop.abort(new HanzoError('CANCELLED', 'Interrupted.'));
      isTold = signal.aborted;
      signal.throwIfAborted();
      return 'never';
    });
    const api = scriptedApi(() => asks(call('read'), call('read')));
    expect(await desk.loop(desk.paid([desk.link(api)]), tools, { signal: stop.signal })).toMatchObject({
      code: 'CANCELLED',
      details: { costMicros: 20 },
    });
    expect([isTold, api.requests.length, tools.calls.length]).toEqual([true, 1, 1]);
  });

  it('asks as always where nobody has chosen a tool', async () => {
    const api = scriptedApi(() => OK);
    expect(await desk.loop(desk.paid([desk.link(api)]), scriptedTools([]))).toMatchObject({ generation: OK });
    expect(api.requests[0]).not.toHaveProperty('tools');
  });
});
