import { describe, expect, it } from 'vitest';
import { Breaker } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

function broken(): Breaker {
  const breaker = new Breaker();
  for (let at = 0; at < 3; at += 1) breaker.failed(0);
  return breaker;
}

/** The one attempt that is let through fails; says when the next one may come. */
function failAgain(breaker: Breaker): number {
  const now = breaker.openUntil ?? 0;
  breaker.begin(now);
  breaker.failed(now);
  return (breaker.openUntil ?? 0) - now;
}

describe('a breaker', () => {
  it(verifies('breaker.opens'), () => {
    const breaker = new Breaker();
    breaker.failed(0);
    breaker.failed(0);
    breaker.succeeded(0);
    breaker.failed(0);
    breaker.failed(0);
    expect(breaker.allows(0)).toBe(true);
    expect(breaker.why(0)).toBeUndefined();
    breaker.failed(0);
    expect([breaker.allows(0), breaker.allows(999), breaker.allows(1_000)]).toEqual([false, false, true]);
    expect(breaker.why(250)).toBe('It failed 3 times in a row and rests for another 0.8 s.');
  });

  it('rests twice as long each time, at most a minute', () => {
    const breaker = broken();
    const rests = Array.from({ length: 8 }, () => failAgain(breaker));
    expect(rests).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it(verifies('breaker.half-open'), () => {
    const breaker = broken();
    expect(breaker.allows(1_000)).toBe(true);
    breaker.begin(1_000);
    expect(breaker.allows(1_000)).toBe(false);
    expect(breaker.why(1_500)).toBe(
      'It failed 3 times in a row, and one task is finding out whether it is well again.',
    );
    breaker.ended();
    expect(breaker.allows(1_500)).toBe(true);
    breaker.begin(1_500);
    breaker.succeeded(2_000);
    expect(breaker.openUntil).toBeUndefined();
    for (let at = 0; at < 4; at += 1) {
      expect(breaker.allows(2_000)).toBe(true);
      breaker.begin(2_000);
    }
    // The doubling starts anew.
    for (let at = 0; at < 3; at += 1) breaker.failed(3_000);
    expect(breaker.openUntil).toBe(4_000);
  });

  it('does not count twice what was under way when it opened', () => {
    const breaker = broken();
    breaker.failed(10);
    breaker.failed(20);
    expect(breaker.openUntil).toBe(1_000);
    breaker.succeeded(30);
    expect(breaker.allows(30)).toBe(true);
  });

  it(verifies('breaker.restarted'), () => {
    const breaker = broken();
    for (let at = 0; at < 9; at += 1) failAgain(breaker);
    const now = (breaker.openUntil ?? 0) - 59_000;
    expect(breaker.allows(now)).toBe(false);
    breaker.restarted(now);
    expect(breaker.allows(now)).toBe(true);
    breaker.begin(now);
    expect(breaker.allows(now)).toBe(false);
    breaker.failed(now);
    // In vain: the next restart is not believed at once, and still within 5 s.
    breaker.restarted(now);
    expect([breaker.allows(now), breaker.allows(now + 4_999), breaker.allows(now + 5_000)]).toEqual([
      false,
      false,
      true,
    ]);
    breaker.begin(now + 5_000);
    breaker.succeeded(now + 6_000);
    expect(breaker.allows(now + 6_000)).toBe(true);
    for (let at = 0; at < 3; at += 1) breaker.failed(now + 7_000);
    breaker.restarted(now + 7_001);
    expect(breaker.allows(now + 7_001)).toBe(true);
  });

  it('keeps counting over restarts of a worker that dies of each task', () => {
    const breaker = new Breaker();
    for (let at = 0; at < 3; at += 1) {
      breaker.restarted(at);
      breaker.begin(at);
      breaker.failed(at);
    }
    expect(breaker.allows(3)).toBe(false);
  });
});
