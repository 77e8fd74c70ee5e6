import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apgr, bootstrap, cpt, folds, pgrCurve, type ScoredPair } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { seeded } from './seeded.ts';

function pairs(
  count: number,
  scoreOf: (pair: Omit<ScoredPair, 'score'>, random: () => number) => number,
): ScoredPair[] {
  const random = seeded(count);
  return Array.from({ length: count }, () => {
    const pair = { weak: random() < 0.5 ? 1 : 0, strong: random() < 0.8 ? 1 : 0 };
    return { ...pair, score: scoreOf(pair, random) };
  });
}

describe('the curve of a router', () => {
  it(verifies('pre-router.curve'), () => {
    expect(apgr(pairs(500, () => 3))).toBe(0.5);
    expect(apgr(pairs(20_000, (_, random) => random()))).toBeCloseTo(0.5, 1);
    const best = apgr(pairs(500, ({ weak, strong }) => strong - weak));
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ noNaN: true })), (scores) => {
        expect(apgr(pairs(500, () => scores.next().value ?? 0))).toBeLessThanOrEqual(best + 1e-9);
      }),
      { numRuns: 50 },
    );
  });

  it('is drawn by hand for four tasks', () => {
    const items = [
      { score: 3, weak: 0, strong: 1 },
      { score: 2, weak: 1, strong: 1 },
      { score: 1, weak: 0, strong: 1 },
      { score: 1, weak: 1, strong: 1 },
    ];
    expect(pgrCurve(items)).toEqual([
      { share: 0, pgr: 0 },
      { share: 0.25, pgr: 0.5 },
      { share: 0.5, pgr: 0.5 },
      { share: 1, pgr: 1 },
    ]);
    expect(apgr(items)).toBeCloseTo(0.5625, 12);
    expect(cpt(items, 0.5)).toBeCloseTo(0.25, 12);
    expect(cpt(items, 0.75)).toBeCloseTo(0.75, 12);
    expect(cpt(items, 1)).toBe(1);
    expect(() => cpt(items, 0)).toThrow('recovers');
  });

  it('is not there without a gap, and refuses what is no number', () => {
    expect(apgr([{ score: 1, weak: 1, strong: 1 }])).toBeNaN();
    expect(() => apgr([{ score: Number.NaN, weak: 0, strong: 1 }])).toThrow('no number');
  });
});

describe('folds', () => {
  it(verifies('pre-router.folds'), () => {
    const ids = Array.from({ length: 5_000 }, (_, at) => `task-${at}`);
    const all = folds(ids, 5, 1);
    expect(folds(ids.slice(100, 200), 5, 1)).toEqual(all.slice(100, 200));
    expect(folds(ids, 5, 2)).not.toEqual(all);
    for (let fold = 0; fold < 5; fold++) expect(all.filter((other) => other === fold).length).toBeGreaterThan(900);
    expect(() => folds(ids, 1, 1)).toThrow('folds');
  });
});

describe('the bootstrap', () => {
  it(verifies('pre-router.interval'), () => {
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const random = seeded(3);
    let held = 0;
    for (let round = 0; round < 200; round++) {
      const { low, high } = bootstrap(Array.from({ length: 60 }, random), mean, { seed: round, rounds: 200 });
      if (low < 0.5 && high > 0.5) held++;
    }
    expect(held).toBeGreaterThan(175);
    expect(held).toBeLessThan(200);
  });

  it('says the same for one seed, and nothing where the value often cannot be told', () => {
    const once = bootstrap([1, 2, 3, 4], (drawn) => drawn.length * (drawn[0] ?? 0), { seed: 5 });
    expect(bootstrap([1, 2, 3, 4], (drawn) => drawn.length * (drawn[0] ?? 0), { seed: 5 })).toEqual(once);
    expect(bootstrap([0, 1], (drawn) => (drawn[0] === 0 ? Number.NaN : 1), { seed: 1 }).low).toBeNaN();
    expect(() => bootstrap([], () => 0, { seed: 1 })).toThrow('nothing');
  });
});
