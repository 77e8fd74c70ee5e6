import { describe, expect, it } from 'vitest';
import { HedgePolicy } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { seeded } from './seeded.ts';

function after(ratios: readonly number[], expectedMs = 1_000): number | undefined {
  const policy = new HedgePolicy();
  for (const ratio of ratios) policy.note(2_000, 2_000 * ratio);
  return policy.after(expectedMs);
}

describe('stragglers', () => {
  it(verifies('hedge.straggler'), () => {
    const ratios = Array.from({ length: 100 }, (_, at) => 0.5 + at / 100);
    expect(after(ratios)).toBeCloseTo(1_450, 0);
    expect(after(ratios, 4_000)).toBeCloseTo(5_800, 0);
    // The newest 256 count.
    expect(after([...Array<number>(500).fill(9), ...Array<number>(256).fill(1)])).toBe(1_000);
  });

  it('are three times late while little is known, and never within 250 ms', () => {
    expect(after([])).toBe(3_000);
    expect(after(Array<number>(19).fill(1))).toBe(3_000);
    expect(after(Array<number>(20).fill(1))).toBe(1_000);
    expect(after(Array<number>(20).fill(1), 10)).toBe(250);
  });

  it('are not known where nothing was expected', () => {
    const policy = new HedgePolicy();
    for (const expectedMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(policy.after(expectedMs)).toBeUndefined();
      expect(policy.isSlow(expectedMs, 1e9)).toBe(false);
      expect(policy.mayHedge(expectedMs)).toBe(false);
    }
    expect([policy.isSlow(1_000, 3_000), policy.isSlow(1_000, 3_001)]).toEqual([false, true]);
  });
});

describe('the budget of hedging', () => {
  it(verifies('hedge.budget'), () => {
    const random = seeded(11);
    const policy = new HedgePolicy();
    let work = 0;
    let extra = 0;
    let hedges = 0;
    for (let at = 0; at < 5_000; at += 1) {
      const expectedMs = 500 + random() * 4_000;
      policy.started(expectedMs);
      const actualMs = expectedMs * (0.2 + 0.3 * random());
      work += actualMs;
      policy.note(expectedMs, actualMs);
      // Every one would like to.
      if (!policy.mayHedge(expectedMs)) continue;
      const beatenMs = actualMs * (0.5 + random());
      policy.begin(expectedMs).end(beatenMs);
      extra += beatenMs;
      hedges += 1;
    }
    expect(hedges).toBeGreaterThan(100);
    expect(extra / work).toBeLessThanOrEqual(0.055);
    expect(extra / work).toBeGreaterThan(0.04);
  });

  it('is taken by what runs, and given back when it was over sooner', () => {
    const policy = new HedgePolicy();
    for (let at = 0; at < 20; at += 1) policy.started(1_000);
    expect(policy.mayHedge(1_000)).toBe(true);
    expect(policy.mayHedge(1_001)).toBe(false);
    const hedge = policy.begin(1_000);
    expect(policy.mayHedge(1)).toBe(false);
    hedge.end(400);
    hedge.end(400);
    expect([policy.mayHedge(600), policy.mayHedge(601)]).toEqual([true, false]);
  });

  it('is nothing before there was work', () => {
    expect(new HedgePolicy().mayHedge(1)).toBe(false);
  });
});
