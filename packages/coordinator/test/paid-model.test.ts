import { HanzoError, type Price } from '@hanzo/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { METERED_CARD } from '../../../test/support/metered-card.ts';
import { apiFault, scriptedApi, type ScriptedApi } from '../../../test/support/scripted-api.ts';
import { verifies } from '../../../test/support/verifies.ts';
import type { ChainLink } from '../src/index.ts';
import { OK, PaidDesk, REQUEST, WORST } from './paid-desk.ts';

const NOTHING: Price = { inputMicros: 0, cachedInputMicros: 0, outputMicros: 0 };

describe('a paid model', () => {
  let desk: PaidDesk;
  beforeEach(() => {
    desk = new PaidDesk();
  });

  it(verifies('retry.own-hold'), async () => {
    const api = scriptedApi((_, call, { onText }) => {
      if (call > 0) return OK;
      onText?.('half an ans');
      return apiFault('API_FAILED', { charged: 'unknown' });
    });
    const answer = desk.asked(desk.paid([desk.link(api)]));
    await desk.clock.advance(499);
    expect(api.requests).toHaveLength(1);
    await desk.clock.advance(1);
    expect(await answer).toMatchObject({ generation: OK, costMicros: 20 });
    expect(desk.states()).toEqual([`uncertain ${WORST}`, 'settled 20']);
    expect(desk.told).toEqual([
      'try gpt-test',
      'text half an ans',
      'wait api.test failed (It failed: API_FAILED.); charged $0.001087 in full; try 2 of 4 in 0.5 s',
      'lost API_FAILED',
      'try gpt-test',
      'text ok',
    ]);
    expect(desk.events).toMatchObject([{ kind: 'api-wait', taskId: 't', model: 'gpt-test', waitMs: 500 }]);
  });

  it(verifies('retry.as-asked'), async () => {
    const api = desk.firstFails(apiFault('RATE_LIMITED', { retryAfterMs: 5_400_000 }));
    const answer = desk.asked(desk.paid([desk.link(api)]));
    // A little later than told, each caller at another moment.
    await desk.clock.advance(5_402_499);
    expect(api.requests).toHaveLength(1);
    expect(desk.told.at(-1)).toBe('wait api.test asks to wait 90 min (too many requests); try 2 of 4 in 91 min');
    await desk.clock.advance(1);
    expect(await answer).toMatchObject({ generation: OK });
    expect(desk.states()).toEqual(['settled 0', 'settled 20']);
  });

  it(verifies('retry.bounded'), async () => {
    const error = apiFault('RATE_LIMITED', { retryAfterMs: 32_000 });
    const late = { deadlineAt: desk.clock.now() + 31_000 };
    const byTask = await desk.asked(desk.paid([desk.link(desk.firstFails(error))]), late);
    expect(byTask).toMatchObject({
      code: 'RATE_LIMITED',
      message: expect.stringMatching(/34 s would end after .*31 s/),
    });
    const byRun = await desk.asked(
      desk.paid([desk.link(desk.firstFails(error))], desk.careWith({ endsAt: desk.clock.now() + 31_000 })),
    );
    expect(byRun).toMatchObject({ code: 'RATE_LIMITED', message: expect.stringContaining('not waited for') });
    expect(desk.clock.pending).toBe(0);
  });

  it.each(['QUOTA_EXHAUSTED', 'CREDENTIALS_REJECTED', 'MODEL_UNAVAILABLE', 'API_REFUSED', 'PROMPT_TOO_LONG'] as const)(
    verifies('retry.never', '%s'),
    async (code) => {
      const api = desk.firstFails(apiFault(code));
      expect(await desk.asked(desk.paid([desk.link(api)]))).toMatchObject({ code });
      expect(api.requests).toHaveLength(1);
    },
  );

  it('asks again after too many requests only when it is desk.told to, and not more often than told', async () => {
    const limited = desk.firstFails(apiFault('RATE_LIMITED', { retryAfterMs: 10 }), 9);
    const policy = { retryOnRateLimit: false, maxRetries: 3 };
    expect(await desk.asked(desk.paid([desk.link(limited)], desk.careWith({ policy })))).toMatchObject({
      code: 'RATE_LIMITED',
    });
    expect(limited.requests).toHaveLength(1);
    const failing = desk.firstFails(apiFault('ENDPOINT_UNREACHABLE'), 9);
    const answer = desk.asked(desk.paid([desk.link(failing)]));
    await desk.clock.advance(100_000);
    expect(await answer).toMatchObject({ code: 'ENDPOINT_UNREACHABLE' });
    expect(failing.requests).toHaveLength(4);
  });

  it(verifies('retry.others-wait'), async () => {
    const api = desk.firstFails(apiFault('RATE_LIMITED', { retryAfterMs: 20_000 }));
    const care = desk.careWith();
    const model = desk.paid([desk.link(api)], care);
    const first = desk.asked(model);
    await desk.clock.advance(5_000);
    const second = desk.asked(model, { taskId: 'other' });
    await desk.clock.advance(14_000);
    expect(api.requests).toHaveLength(1);
    await desk.clock.advance(1_499);
    expect(api.requests).toHaveLength(1);
    await desk.clock.advance(1);
    expect(api.requests).toHaveLength(2);
    await desk.clock.advance(500);
    expect(await Promise.all([first, second])).toMatchObject([{ generation: OK }, { generation: OK }]);
    expect(desk.events).toMatchObject([
      { taskId: 't' },
      { taskId: 'other', why: expect.stringContaining('asked all to wait') },
    ]);
  });

  it('waits for up to a minute for the sake of others without being told to, and fails at once beyond that', async () => {
    const policy = { retryOnRateLimit: false, maxRetries: 3 };
    for (const [retryAfterMs, asked] of [
      [60_000, 2],
      [61_000, 1],
    ] as const) {
      const api = desk.firstFails(apiFault('RATE_LIMITED', { retryAfterMs, costMicros: 7 }));
      const model = desk.paid([desk.link(api)], desk.careWith({ policy }));
      await desk.asked(model);
      const other = desk.asked(model);
      await desk.clock.advance(61_000);
      const refused = { code: 'RATE_LIMITED', details: { costMicros: 0 } };
      expect(await other).toMatchObject(asked === 2 ? { generation: OK } : refused);
      expect(api.requests).toHaveLength(asked);
    }
  });

  it('tells what the failed try cost when the wait for another one is cut short', async () => {
    const stop = new AbortController();
    const call = desk.asked(desk.paid([desk.link(desk.firstFails(apiFault('API_FAILED', { charged: 'unknown' })))]), {
      signal: stop.signal,
    });
    await desk.clock.advance(100);
    stop.abort(new HanzoError('CANCELLED', 'Interrupted.'));
    expect(await call).toMatchObject({ code: 'CANCELLED', details: { costMicros: WORST } });
    expect(desk.told.filter((line) => line.startsWith('try'))).toHaveLength(1);
  });

  it('gives each try its own time, waiting not counted', async () => {
    const api = scriptedApi((_, call) => (call === 0 ? apiFault('API_FAILED', { retryAfterMs: 60_000 }) : 'hang'));
    desk.random = 0;
    const call = desk.asked(desk.paid([desk.link(api)]), { timeoutMs: 30_000 });
    await desk.clock.advance(89_999);
    expect(api.requests).toHaveLength(2);
    await desk.clock.advance(1);
    expect(await call).toMatchObject({ code: 'TIMED_OUT', details: { costMicros: WORST } });
    expect(desk.states()).toEqual(['settled 0', `uncertain ${WORST}`]);
  });

  it(verifies('fallback.chain'), async () => {
    const gone = scriptedApi(() => apiFault('MODEL_UNAVAILABLE', { status: 404 }));
    const api = scriptedApi(() => ({ text: 'ok', servedModel: 'gpt-b-2026' }));
    const chain = [desk.link(gone), desk.link(gone, { name: 'gpt-a' }), desk.link(api, { name: 'gpt-b' })] as const;
    const care = desk.careWith();
    const answer = await desk.asked(desk.paid([...chain], care));
    expect(answer).toMatchObject({ who: { requestedModel: 'gpt-test', servedModel: 'gpt-b-2026' }, costMicros: 20 });
    expect(desk.told).toEqual([
      'try gpt-test',
      'lost MODEL_UNAVAILABLE',
      'try gpt-test gpt-a',
      'lost MODEL_UNAVAILABLE',
      'try gpt-test gpt-b',
      'text ok',
    ]);
    const says = 'gpt-test is not available at api.test (404): asking gpt-a, as the chain says';
    expect(desk.events).toMatchObject([
      { kind: 'model-fallback', why: says, next: 'gpt-a' },
      { kind: 'model-fallback', model: 'gpt-a', next: 'gpt-b' },
    ]);
    expect(desk.ledger.calls().map(({ model }) => model)).toEqual(['gpt-test', 'gpt-a', 'gpt-b']);
    // The rest of the run asks the one that is served at once.
    await desk.asked(desk.paid([...chain], care));
    expect([gone.requests.length, api.requests.length, desk.events.length]).toEqual([2, 2, 2]);
  });

  it(verifies('fallback.chain', 'from a model that is gone'), async () => {
    const [a, b] = [scriptedApi(() => OK), scriptedApi(() => OK)];
    const old = (shutdown: string): ChainLink => desk.link(a, { name: 'gpt-old', price: undefined, shutdown });
    const instead = desk.link(b, { name: 'gpt-new' });
    expect(await desk.asked(desk.paid([old('1969-12-30'), instead]))).toMatchObject({
      who: { requestedModel: 'gpt-old', servedModel: 'gpt-new' },
    });
    expect(desk.events).toMatchObject([
      { kind: 'model-fallback', why: 'gpt-old is gone since 1969-12-30: asking gpt-new, as the chain says' },
    ]);
    expect(await desk.asked(desk.paid([old('1969-12-30')]))).toMatchObject({ code: 'PRICE_UNKNOWN' });
    expect(await desk.asked(desk.paid([old('2999-12-30'), instead]))).toMatchObject({ code: 'PRICE_UNKNOWN' });
    expect([a.requests.length, b.requests.length]).toEqual([0, 1]);
  });

  it('takes no model for gone because the one before it was, and says each fallback once', async () => {
    const slow = Promise.withResolvers<HanzoError>();
    const gone = apiFault('MODEL_UNAVAILABLE', { status: 404 });
    const a = scriptedApi((_, call) => (call === 0 ? gone : slow.promise));
    const b = desk.firstFails(apiFault('RATE_LIMITED', { retryAfterMs: 3_600_000 }));
    const c = scriptedApi(() => OK);
    const care = desk.careWith({ policy: { retryOnRateLimit: false, maxRetries: 0 } });
    const names = { b: { name: 'gpt-b' }, c: { name: 'gpt-c' } };
    const model = desk.paid([desk.link(a), desk.link(b, names.b), desk.link(c, names.c)], care);
    const both = [desk.asked(model), desk.asked(model)];
    await desk.clock.advance(1);
    slow.resolve(gone);
    expect((await Promise.all(both)).map((each) => 'code' in each && each.code)).toEqual([
      'RATE_LIMITED',
      'RATE_LIMITED',
    ]);
    expect(desk.events.filter(({ kind }) => kind === 'model-fallback')).toMatchObject([{ next: 'gpt-b' }]);
    await desk.clock.advance(3_600_000);
    expect(await desk.asked(model)).toMatchObject({ generation: OK, who: { servedModel: 'gpt-b' } });
    expect(c.requests).toHaveLength(0);
  });

  it(verifies('retry.no-credit'), async () => {
    const api = scriptedApi(() => apiFault('QUOTA_EXHAUSTED', { costMicros: 7 }));
    const care = desk.careWith();
    const first = desk.paid([desk.link(api)], care);
    await desk.asked(first);
    const other = desk.paid([desk.link(api, { name: 'gpt-other' })], care);
    for (const model of [first, other])
      expect(await desk.asked(model)).toMatchObject({ code: 'QUOTA_EXHAUSTED', details: { costMicros: 0 } });
    expect([api.requests.length, desk.ledger.calls().length]).toEqual([1, 1]);
  });

  it('does not hammer a provider that asks for no wait, and waits for no more than a minute unasked', async () => {
    const api = desk.firstFails(apiFault('API_FAILED', { retryAfterMs: 0 }), 3);
    const answer = desk.asked(desk.paid([desk.link(api)]));
    await desk.clock.advance(3_499);
    expect(api.requests).toHaveLength(3);
    await desk.clock.advance(1);
    expect(await answer).toMatchObject({ generation: OK });
    const policy = { retryOnRateLimit: false, maxRetries: 3 };
    const long = apiFault('API_FAILED', { status: 503, retryAfterMs: 3_600_000 });
    const refused = await desk.asked(desk.paid([desk.link(desk.firstFails(long))], desk.careWith({ policy })));
    expect(refused).toMatchObject({
      code: 'API_FAILED',
      message: expect.stringContaining('It asks to wait 60 min: not waited for.'),
      mend: expect.stringContaining('--timeout'),
    });
    const care = desk.careWith({ policy, endsAt: desk.clock.now() + 5_000_000 });
    const patient = desk.asked(desk.paid([desk.link(desk.firstFails(long))], care));
    await desk.clock.advance(3_605_000);
    expect(await patient).toMatchObject({ generation: OK });
  });

  it('names the way out of a full flex tier, and gives its tries more time', async () => {
    const flex = (api: ScriptedApi): ChainLink => ({
      ...desk.link(api, { tierPrices: { flex: METERED_CARD.price ?? NOTHING } }),
      serviceTier: 'flex',
    });
    const care = desk.careWith({ policy: { retryOnRateLimit: false, maxRetries: 0 } });
    const full = await desk.asked(desk.paid([flex(desk.firstFails(apiFault('RATE_LIMITED')))], care));
    expect(full).toMatchObject({ mend: expect.stringContaining('without --service-tier flex') });
    const slow = desk.asked(desk.paid([flex(scriptedApi(() => 'hang'))]), { timeoutMs: 1_000 });
    await desk.clock.advance(2_999);
    expect(desk.states()).toEqual(['settled 0', 'sent 0']);
    await desk.clock.advance(1);
    expect(await slow).toMatchObject({ code: 'TIMED_OUT' });
  });

  it('ends as before when no model of the chain is served', async () => {
    const gone = scriptedApi(() => apiFault('MODEL_UNAVAILABLE', { status: 404 }));
    const model = desk.paid([desk.link(gone), desk.link(gone, { name: 'gpt-a' })]);
    expect(await desk.asked(model)).toMatchObject({ code: 'MODEL_UNAVAILABLE', exitCode: 3 });
    expect(await desk.asked(model)).toMatchObject({ code: 'MODEL_UNAVAILABLE' });
    expect(gone.requests).toHaveLength(2);
  });

  it('charges nothing for a call that is stopped between its hold and its leaving', async () => {
    const stop = new AbortController();
    const { send } = desk.ledger;
    desk.ledger.send = async (request) => {
      const hold = await send(request);
      stop.abort(new HanzoError('CANCELLED', 'Interrupted.'));
      return hold;
    };
    const api = scriptedApi(() => OK);
    expect(await desk.asked(desk.paid([desk.link(api)]), { signal: stop.signal })).toMatchObject({ code: 'CANCELLED' });
    expect([api.requests.length, desk.states()]).toEqual([0, ['settled 0']]);
  });

  it('asks for the effort that the model takes, or less, and for the same cache for the same kind of task', async () => {
    const api = scriptedApi(() => OK);
    const takes = { ...METERED_CARD.takes, efforts: ['low', 'medium'] as const };
    const effort = 'max' as const;
    for (const card of [{ takes }, {}, { takes, maxOutputTokens: 3_000 }])
      await desk
        .paid([desk.link(api, card)])
        .ask({ ...REQUEST, effort }, { taskId: 't', signal: new AbortController().signal });
    expect(api.requests.map((request) => request.effort)).toEqual(['medium', undefined, 'medium']);
    // Thoughts count towards the cap: it has room for them.
    expect(api.requests.map((request) => request.maxOutputTokens)).toEqual([4_100, 100, 3_000]);
    const [key] = new Set(api.requests.map(({ cacheKey }) => cacheKey));
    expect(key).toMatch(/^[0-9a-f]{32}$/);
  });

  it('gives a caller that knows nothing of money the text of the answer only', async () => {
    const api = scriptedApi((_, call, { onText }) => {
      onText?.(`${call}`);
      return call === 0 ? apiFault('API_FAILED') : OK;
    });
    const pieces: string[] = [];
    const provider = desk.paid([desk.link(api)]).asProvider('plan', 'high');
    const signal = new AbortController().signal;
    const answer = provider.generate({ ...REQUEST, model: 'x' }, { signal, onText: (piece) => pieces.push(piece) });
    await desk.clock.advance(500);
    expect(await answer).toMatchObject({ text: 'ok', costMicros: 20, who: { requestedModel: 'gpt-test' } });
    expect(pieces).toEqual(['ok']);
  });
});
