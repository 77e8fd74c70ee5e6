import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../src/index.ts';

const LONGEST_TIMER_MS = 2 ** 31 - 1;

describe('the system clock', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([1, 1_000, LONGEST_TIMER_MS, LONGEST_TIMER_MS + 1, 3 * LONGEST_TIMER_MS + 500])(
    'sleeps %d ms, also where one timer cannot',
    async (ms) => {
      const woken = vi.fn<() => void>();
      void systemClock.sleep(ms).then(woken);
      await vi.advanceTimersByTimeAsync(ms - 1);
      expect(woken).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      expect(woken).toHaveBeenCalledOnce();
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  it.each([500, Number.MAX_SAFE_INTEGER])('wakes from %d ms when the signal is aborted', async (ms) => {
    const stop = new AbortController();
    const sleeping = systemClock.sleep(ms, stop.signal);
    const rejected = expect(sleeping).rejects.toThrow('enough');
    // Past the first timer of a chain.
    await vi.advanceTimersByTimeAsync(Math.min(ms - 1, LONGEST_TIMER_MS + 1));
    stop.abort(new Error('enough'));
    await rejected;
    expect(vi.getTimerCount()).toBe(0);
  });
});
