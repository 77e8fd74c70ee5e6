import { describe, expect, it } from 'vitest';
import { manualClock } from '../src/index.ts';

describe('manual clock', () => {
  it('stands still until it is moved', async () => {
    const clock = manualClock(1000);
    let woke = false;
    const sleep = clock.sleep(10).then(() => (woke = true));
    await clock.advance(9);
    expect([clock.now(), woke, clock.pending]).toEqual([1009, false, 1]);
    await clock.advance(1);
    await sleep;
    expect([clock.now(), woke, clock.pending]).toEqual([1010, true, 0]);
  });

  it('runs due timers in order of their time, ties oldest first', async () => {
    const clock = manualClock();
    const order: string[] = [];
    void clock.sleep(20).then(() => order.push('late'));
    void clock.sleep(10).then(() => order.push('tie 1'));
    void clock.sleep(10).then(() => order.push('tie 2'));
    void clock.sleep(5).then(() => order.push('early'));
    await clock.advance(30);
    expect(order).toEqual(['early', 'tie 1', 'tie 2', 'late']);
  });

  it('runs timers that woken code starts inside the window, at their own time', async () => {
    const clock = manualClock(0);
    const seen: number[] = [];
    const chain = async (): Promise<void> => {
      for (const ms of [10, 10, 10]) {
        await clock.sleep(ms);
        await Promise.resolve();
        seen.push(clock.now());
      }
    };
    const running = chain();
    await clock.advance(100);
    await running;
    expect(seen).toEqual([10, 20, 30]);
    expect(clock.now()).toBe(100);
  });

  it('ticks until disposed', async () => {
    const clock = manualClock(0);
    const ticks: number[] = [];
    const ticker = clock.every(10, () => ticks.push(clock.now()));
    await clock.advance(35);
    ticker[Symbol.dispose]();
    await clock.advance(100);
    expect(ticks).toEqual([10, 20, 30]);
    expect(clock.pending).toBe(0);
  });

  it('a sleeper leaves with its signal’s reason', async () => {
    const clock = manualClock();
    const controller = new AbortController();
    const sleep = clock.sleep(10, controller.signal);
    controller.abort('why not');
    await expect(sleep).rejects.toBe('why not');
    await expect(clock.sleep(10, controller.signal)).rejects.toBe('why not');
    expect(clock.pending).toBe(0);
  });

  it('measures times that are no whole numbers, as the real one does', async () => {
    const clock = manualClock(0, 1e-6);
    const spans: number[] = [];
    for (const ms of [1, 250, 3_600_000]) {
      const before = clock.elapsed();
      await clock.advance(ms);
      spans.push(clock.elapsed() - before);
    }
    expect(Number.isInteger(manualClock().elapsed())).toBe(false);
    expect(spans.some(Number.isInteger)).toBe(false);
    expect(spans.map(Math.floor)).toEqual([1, 250, 3_600_003]);
    await clock.advance(0.75);
    expect(Number.isInteger(clock.now())).toBe(true);
  });

  it('calls back once, unless that is taken back before', async () => {
    const clock = manualClock(0);
    const calls: string[] = [];
    clock.after(10, () => calls.push(`at ${Math.floor(clock.elapsed())}`));
    const other = clock.after(10, () => calls.push('never'));
    other[Symbol.dispose]();
    await clock.advance(100);
    other[Symbol.dispose]();
    expect([calls, clock.pending]).toEqual([['at 10'], 0]);
  });

  it('keeps the order of very many timers, some of which are taken back', async () => {
    const clock = manualClock(0);
    const fired: number[] = [];
    const expected: number[] = [];
    for (let index = 0; index < 2_000; index++) {
      // Spread without order: 7,919 is prime to 1,000.
      const ms = ((index * 7_919) % 1_000) + 1;
      const timer = clock.after(ms, () => fired.push(ms));
      if (index % 3 === 0) timer[Symbol.dispose]();
      else expected.push(ms);
    }
    await clock.advance(1_000);
    expect(fired).toEqual(expected.toSorted((a, b) => a - b));
    expect(clock.pending).toBe(0);
  });

  it('refuses a ticker that would never let time pass', () => {
    expect(() => manualClock().every(0, () => undefined)).toThrow('never let time pass');
  });
});
