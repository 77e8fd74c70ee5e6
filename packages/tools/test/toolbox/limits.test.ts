import { HanzoError } from '@hanzo/contracts';
import { manualClock } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { fakeTool, openBox } from './fake-tool.ts';
import { verifies } from '../../../../test/support/verifies.ts';

const never = (): Promise<never> => new Promise(() => undefined);

describe('time', () => {
  it(verifies('toolbox.time-limit'), async () => {
    const clock = manualClock();
    const stops: unknown[] = [];
    const obedient = fakeTool('obedient', {
      answer: (_input, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            stops.push(clock.elapsed());
            reject(new HanzoError('MCP_FAILED', 'closed'));
          });
        }),
    });
    const quick = fakeTool('quick', { timeoutMs: 5_000, answer: obedient.call });
    const { call, records } = openBox([obedient, quick], { clock, callMs: 20_000 });
    const start = clock.elapsed();
    const answers = Promise.all([call('obedient'), call('quick'), call('obedient', { a: 1 }, { limitMs: 7_000 })]);
    await clock.advance(20_000);
    for (const { output } of await answers) expect(output).toMatch(/It took longer than (20|5|7) s\./);
    expect(stops).toEqual([5_000, 7_000, 20_000].map((ms) => start + ms));
    expect(records.map(({ state, tookMs }) => [state, tookMs])).toEqual([
      ['failed', 5_000],
      ['failed', 7_000],
      ['failed', 20_000],
    ]);
    expect(clock.pending).toBe(0);
  });

  it(verifies('toolbox.stuck'), async () => {
    const clock = manualClock();
    const { promise, resolve } = Promise.withResolvers<{ text: string }>();
    const deaf = fakeTool('deaf', { effect: 'write', answer: () => promise });
    const next = fakeTool('next', { effect: 'write' });
    const others = [fakeTool('look'), fakeTool('web__click', { origin: 'web', effect: 'network' })];
    const { call } = openBox([deaf, next, ...others], {
      clock,
      rules: { read: 'allow', write: 'allow', network: 'allow' },
    });
    const [first, second] = [call('deaf'), call('next')];
    await clock.advance(61_000);
    expect((await first).output).toContain('It took longer than 60 s.');
    // Nothing is changed beside it; what looks, and what is elsewhere, goes on.
    expect((await second).output).toContain('deaf was told to end an earlier call, and has not.');
    expect([(await call('look')).failed, (await call('web__click')).failed]).toEqual([false, false]);
    expect((await call('deaf', { a: 1 })).output).toContain('was told to end an earlier call, and has not');
    expect(deaf.inputs).toHaveLength(1);
    resolve({ text: 'at last' });
    await clock.advance(0);
    expect((await call('deaf', { a: 2 })).failed).toBe(false);
    expect((await call('next')).failed).toBe(false);
    expect(next.inputs).toHaveLength(1);
  });

  it('takes what a tool still tells when it is told to end', async () => {
    const clock = manualClock();
    const tool = fakeTool('t', {
      answer: (_input, { signal }) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve({ text: 'half of it' }))),
    });
    const { call } = openBox([tool], { clock });
    const answer = call('t');
    await clock.advance(60_000);
    expect(await answer).toMatchObject({ failed: false });
    expect((await answer).output).toContain('half of it');
  });
});

describe('cancelling', () => {
  it.each([
    ['while it runs', true],
    ['before', false],
  ])(verifies('toolbox.cancelled', '%s'), async (_when, isLate) => {
    const clock = manualClock();
    const tool = fakeTool('t', { answer: never });
    const { call, records } = openBox([tool], { clock });
    const run = new AbortController();
    const reason = new HanzoError('CANCELLED', 'Cancelled.');
    if (!isLate) run.abort(reason);
    const ended = expect(call('t', {}, { signal: run.signal })).rejects.toBe(reason);
    await clock.advance(10);
    run.abort(reason);
    await clock.advance(1_000);
    await ended;
    expect(records).toMatchObject([{ state: isLate ? 'failed' : 'refused', why: 'It was cancelled.' }]);
    expect(tool.inputs).toHaveLength(isLate ? 1 : 0);
    expect(clock.pending).toBe(0);
  });

  it(verifies('toolbox.cancelled', 'while somebody is asked'), async () => {
    const tool = fakeTool('t', { effect: 'write' });
    const { call, records } = openBox([tool], { ask: never });
    const run = new AbortController();
    const [first, second] = [call('t', {}, { signal: run.signal }), call('t', { a: 1 }, { signal: run.signal })];
    const both = Promise.allSettled([first, second]);
    run.abort(new HanzoError('CANCELLED', 'Cancelled.'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(records.map(({ state }) => state)).toEqual(['refused', 'refused']);
    expect(tool.inputs).toEqual([]);
  });
});

describe('order', () => {
  it(verifies('toolbox.write-order'), async () => {
    const log: string[] = [];
    const steps = (name: string) => async (): Promise<{ text: string }> => {
      log.push(`${name} begins`);
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      log.push(`${name} ends`);
      return { text: name };
    };
    const { call } = openBox(
      [
        fakeTool('look', { answer: steps('look') }),
        fakeTool('see', { answer: steps('see') }),
        fakeTool('write', { effect: 'write', answer: steps('write') }),
        fakeTool('files__write', { origin: 'files', effect: 'write', answer: steps('other write') }),
        fakeTool('web__click', { origin: 'web', effect: 'network', answer: steps('click') }),
      ],
      { rules: { read: 'allow', write: 'allow', network: 'allow' } },
    );
    await Promise.all([
      call('look'),
      call('see'),
      call('write'),
      call('look', { after: 1 }),
      // Of other tasks: they wait for nobody but who writes.
      call('files__write', {}, { taskId: 'other' }),
      call('web__click', {}, { taskId: 'third' }),
    ]);
    const place = (line: string): number => log.indexOf(line);
    expect(place('see begins')).toBeLessThan(place('look ends'));
    expect(place('write begins')).toBeGreaterThan(Math.max(place('look ends'), place('see ends')));
    expect(log.lastIndexOf('look begins')).toBeGreaterThan(place('write ends'));
    const writes = log.filter((line) => line.includes('write'));
    expect(writes.map((line) => line.split(' ').at(-1))).toEqual(['begins', 'ends', 'begins', 'ends']);
    expect(place('click begins')).toBeLessThan(place('write begins'));
  });
});
