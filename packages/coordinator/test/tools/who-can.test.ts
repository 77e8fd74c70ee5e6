import type { ApiModelCard, PromptImage } from '@hanzo/contracts';
import { scriptedTools } from '@hanzo/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { METERED_CARD } from '../../../../test/support/metered-card.ts';
import { apiFault, scriptedApi } from '../../../../test/support/scripted-api.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { MeteredModel, PaidModel, type ChainLink } from '../../src/index.ts';
import { OK, REQUEST } from '../paid-desk.ts';
import { asks, call, ToolDesk } from './tool-desk.ts';

const { takes } = METERED_CARD;
const NO_TOOLS: Partial<ApiModelCard> = { takes: { ...takes, tools: false } };

describe('who is asked with tools', () => {
  let desk: ToolDesk;
  beforeEach(() => {
    desk = new ToolDesk();
  });

  it(verifies('toolLoop.who-can'), async () => {
    const [without, able] = [scriptedApi(() => OK), scriptedApi((_, at) => (at === 0 ? asks(call('read')) : OK))];
    const chain = [desk.link(without, NO_TOOLS), desk.link(able, { name: 'gpt-able' })] as const;
    const model = desk.paid([...chain]);
    expect(await desk.loop(model, scriptedTools(['read']))).toMatchObject({ who: { servedModel: 'gpt-able' } });
    expect(await desk.loop(model, scriptedTools(['read']))).toMatchObject({ who: { servedModel: 'gpt-able' } });
    expect([without.requests.length, able.requests.length]).toEqual([0, 3]);
    // Said once.
    const why = 'gpt-test takes no tools: asking gpt-able, as the chain says';
    expect(desk.events).toEqual([{ kind: 'api-tools', taskId: 't', endpoint: 'api.test', model: 'gpt-test', why }]);
  });

  it(verifies('toolLoop.who-can', 'where none does'), async () => {
    const api = scriptedApi(() => OK);
    const tools = scriptedTools(['read']);
    expect(await desk.loop(desk.paid([desk.link(api, NO_TOOLS)]), tools)).toMatchObject({ generation: OK });
    expect(api.requests[0]).not.toHaveProperty('tools');
    expect(tools.wishes).toEqual([]);
    expect(desk.events).toMatchObject([{ why: 'gpt-test takes no tools: asking it without' }]);
  });

  it(verifies('toolLoop.who-can', 'over the interface of its endpoint'), async () => {
    const card = { ...METERED_CARD, takes: { ...takes, toolsOverChat: 'no' } } as const;
    const asked = async (api: 'chat' | 'responses'): Promise<boolean> => {
      const { clock, ledger } = desk;
      const provider = scriptedApi(() => OK);
      const model = new MeteredModel({ provider, ledger, card, endpoint: 'api.test', runId: 'r', clock, api });
      await desk.loop(desk.paid([{ model, serviceTier: 'standard' }]), scriptedTools(['read']));
      return provider.requests[0]?.tools !== undefined;
    };
    expect([await asked('chat'), await asked('responses')]).toEqual([false, true]);
  });

  it('passes over who takes no pictures as well, where some go with the prompt', async () => {
    const images: readonly PromptImage[] = [
      { name: 'a.png', type: 'image/png', width: 10, height: 10, bytes: 9, sha256: 'a'.repeat(64), base64: 'AAAA' },
    ];
    const [blind, able] = [scriptedApi(() => OK), scriptedApi(() => OK)];
    const seeing = { name: 'gpt-seeing', takes: { ...takes, images: true } };
    await desk.loop(desk.paid([desk.link(blind), desk.link(able, seeing)]), scriptedTools(['read']), {
      request: { images },
    });
    expect([blind.requests.length, able.requests]).toMatchObject([0, [{ images: [{}], tools: [{}] }]]);
  });

  it('goes on with the next model of the chain where one turns out not to be served', async () => {
    const gone = scriptedApi((_, at) =>
      at === 0 ? asks(call('read')) : apiFault('MODEL_UNAVAILABLE', { status: 404 }),
    );
    const next = scriptedApi(() => OK);
    const tools = scriptedTools(['read']);
    const model = desk.paid([desk.link(gone), desk.link(next, { name: 'gpt-next' })]);
    expect(await desk.loop(model, tools)).toMatchObject({ costMicros: 40, who: { servedModel: 'gpt-next' } });
    expect(tools.calls).toHaveLength(1);
    expect(next.requests[0]?.history).toHaveLength(2);
    expect(desk.told).toEqual(['try gpt-test', 'lost MODEL_UNAVAILABLE', 'try gpt-test gpt-next', 'text ok']);
  });

  it(verifies('toolLoop.at-once'), async () => {
    const [batched, single] = [scriptedApi(() => OK), scriptedApi(() => OK)];
    const inBatch: ChainLink = { ...desk.link(batched), serviceTier: 'batch' };
    const care = desk.careWith();
    const model = new PaidModel({ chain: [inBatch], atOnce: [desk.link(single)], care, runId: 'r' });
    await desk.loop(model, scriptedTools(['read']));
    expect([batched.requests.length, single.requests.length]).toEqual([0, 1]);
    expect(single.requests[0]).not.toHaveProperty('serviceTier');
  });

  it('gives a caller that knows nothing of money tools for all requests, or for each', async () => {
    const api = scriptedApi(({ history }) => (history === undefined ? asks(call('read')) : OK));
    const caller = scriptedTools(['read']);
    const limits = { maxSteps: 2, maxMs: 1_000, maxMicros: 1_000, maxToldTokens: 1_000 };
    const signal = new AbortController().signal;
    const paid = desk.paid([desk.link(api)]);
    const pieces: string[] = [];
    const onText = (piece: string): number => pieces.push(piece);
    const always = paid.asProvider('plan', undefined, { caller, about: 'plans', limits });
    expect(await always.generate({ ...REQUEST, model: 'x' }, { signal, onText })).toMatchObject({
      text: 'ok',
      costMicros: 40,
    });
    expect(pieces).toEqual(['ok']);
    const byRequest = paid.asProvider('plan', undefined, ({ prompt }) => ({ caller, about: prompt, limits }));
    await byRequest.generate({ ...REQUEST, model: 'x' }, { signal });
    expect(caller.wishes.map(({ about }) => about)).toEqual(['plans', REQUEST.prompt]);
    const none = paid.asProvider('plan', undefined, () => undefined);
    await none.generate({ ...REQUEST, model: 'x' }, { signal });
    expect(api.requests.at(-1)).not.toHaveProperty('tools');
  });
});
