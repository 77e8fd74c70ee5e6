import { manualClock } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { TokenBucket } from '../src/token-bucket.ts';

/** How many of `tries` are let through. */
const passed = (bucket: TokenBucket, tries: number): number =>
  Array.from({ length: tries }, () => bucket.take()).filter(Boolean).length;

describe('a token bucket', () => {
  it(verifies('mesh.rates'), async () => {
    const clock = manualClock();
    const bucket = new TokenBucket(clock, { perSecond: 10, burst: 20 });
    expect(passed(bucket, 100)).toBe(20);
    let through = 0;
    for (let tick = 0; tick < 40; tick++) {
      await clock.advance(250);
      through += passed(bucket, 100);
    }
    expect(through).toBe(100);
  });

  it('saves no more than the burst, however long nothing came', async () => {
    const clock = manualClock();
    const bucket = new TokenBucket(clock, { perSecond: 10, burst: 20 });
    await clock.advance(3_600_000);
    expect(passed(bucket, 100)).toBe(20);
  });

  it('takes all of a larger piece or nothing', async () => {
    const clock = manualClock();
    const bytes = new TokenBucket(clock, { perSecond: 1_000, burst: 4_000 });
    expect(bytes.take(4_001)).toBe(false);
    expect(bytes.take(3_000)).toBe(true);
    expect(bytes.take(1_500)).toBe(false);
    expect(bytes.take(1_000)).toBe(true);
    await clock.advance(1_500);
    expect(bytes.take(1_500)).toBe(true);
  });

  it('does not move when somebody sets the clock', () => {
    const clock = manualClock();
    const bucket = new TokenBucket(clock, { perSecond: 10, burst: 1 });
    expect(bucket.take()).toBe(true);
    clock.stepWallClock(60_000);
    expect(bucket.take()).toBe(false);
    clock.stepWallClock(-120_000);
    expect(bucket.take()).toBe(false);
  });
});
