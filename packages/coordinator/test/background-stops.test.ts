import { HanzoError } from '@hanzo/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiFault } from '../../../test/support/scripted-api.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { awaitedAnswers } from '../src/index.ts';
import { done } from './fake-background.ts';
import { failed, usage, WaitingDesk, WORST } from './waiting-desk.ts';

const STOP = new HanzoError('CANCELLED', 'Interrupted.');

describe('answers in the background that are stopped', () => {
  let desk: WaitingDesk;
  beforeEach(() => {
    desk = new WaitingDesk();
  });
  afterEach(() => desk[Symbol.dispose]());

  it.each([
    [
      'without a word',
      { kind: 'failed', error: apiFault('CANCELLED', { charged: 'unknown' }) } as const,
      `uncertain ${WORST}`,
    ],
    [
      'with its usage',
      { kind: 'failed', error: apiFault('CANCELLED', { charged: 'yes', usage: usage(5, 1) }) } as const,
      'settled 15',
    ],
  ])(verifies('background-answers.stopped', '%s'), async (_, stopped, state) => {
    const stop = new AbortController();
    const call = failed(desk.ask(desk.model(), { signal: stop.signal }));
    await desk.clock.advance(3_000);
    desk.api.stopped = stopped;
    stop.abort(STOP);
    await desk.clock.advance(0);
    expect(await call).toMatchObject({ code: 'CANCELLED', message: 'Interrupted.' });
    expect([desk.api.cancelled, desk.states()]).toEqual([['resp_1'], [state]]);
    // Nobody waits for it any more: it may be asked anew.
    expect([awaitedAnswers(desk.folder, 'run-1'), desk.clock.pending]).toEqual([[], 0]);
  });

  it(verifies('background-answers.stopped', 'when it was there already'), async () => {
    const stop = new AbortController();
    const call = desk.ask(desk.model(), { signal: stop.signal });
    await desk.clock.advance(3_000);
    desk.api.stopped = done('hello');
    stop.abort(STOP);
    await desk.clock.advance(0);
    expect(await call).toMatchObject({ generation: { text: 'hello' }, costMicros: 20 });
  });

  it(verifies('background-answers.stopped', 'by its time limit'), async () => {
    const call = failed(desk.ask(desk.model(), { timeoutMs: 10_000 }));
    desk.api.stopped = { kind: 'failed', error: apiFault('CANCELLED', { charged: 'unknown' }) };
    await desk.clock.advance(10_000);
    expect(await call).toMatchObject({ code: 'TIMED_OUT' });
    expect([desk.api.cancelled, desk.states()]).toEqual([['resp_1'], [`uncertain ${WORST}`]]);
  });

  it(verifies('background-answers.stopped', 'while its provider is silent'), async () => {
    const stop = new AbortController();
    const from = desk.model();
    const call = failed(desk.ask(from, { signal: stop.signal }));
    await desk.clock.advance(3_000);
    stop.abort(STOP);
    await desk.clock.advance(20_000);
    expect(await call).toMatchObject({ code: 'CANCELLED', message: expect.stringContaining('has not said yet') });
    expect([desk.states(), awaitedAnswers(desk.folder, 'run-1').length, desk.clock.pending]).toEqual([
      [`uncertain ${WORST}`],
      1,
      0,
    ]);
    desk.api.state = () => done('hello');
    const again = desk.ask(desk.model());
    await desk.clock.advance(0);
    expect(await again).toMatchObject({ costMicros: 20 });
    expect([desk.api.asked.length, desk.states()]).toEqual([1, ['settled 20']]);
  });

  it(verifies('background-answers.stopped', 'before it has a name'), async () => {
    const stop = new AbortController();
    desk.api.gate = Promise.withResolvers<void>().promise;
    const call = failed(desk.ask(desk.model(), { signal: stop.signal }));
    await desk.clock.advance(1_000);
    stop.abort(STOP);
    await desk.clock.advance(4_999);
    expect(desk.states()).toEqual(['sent 0']);
    await desk.clock.advance(1);
    expect(await call).toMatchObject({ code: 'CANCELLED' });
    expect([desk.states(), desk.clock.pending]).toEqual([[`uncertain ${WORST}`], 0]);
  });

  it('asks anew for what an earlier process had cancelled, and charges that with what it was', async () => {
    await desk.kill();
    const cancelled = { kind: 'failed', error: apiFault('CANCELLED', { charged: 'yes', usage: usage(5, 1) }) } as const;
    desk.api.state = (id) => (id === 'resp_1' ? cancelled : done('hello'));
    const from = desk.model();
    const taken = failed(desk.ask(from));
    await desk.clock.advance(0);
    // A code that may be tried again, not one that ends the task.
    expect(await taken).toMatchObject({ code: 'API_FAILED' });
    const again = desk.ask(from);
    await desk.clock.advance(500);
    expect(await again).toMatchObject({ generation: { text: 'hello' } });
    expect(desk.states()).toEqual(['settled 15', 'settled 20']);
  });
});
