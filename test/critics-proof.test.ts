import { readFileSync } from 'node:fs';
import { CATEGORIES } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { PLANTED, readPlanted } from '../bench/critics/planted.ts';
import { NOISE } from '../bench/critics/reviewer.ts';
import { runTrial, runTrials } from '../bench/critics/trial.ts';
import { verifies } from './support/verifies.ts';

/** Each is a whole run. With fewer, luck would decide. */
const SEEDS = 6;

describe('the planted sample', () => {
  const { defects, baits } = readPlanted();

  it('has what its labels say where they say it: 8 kinds of defects in both languages, and as many baits', () => {
    for (const { path, line, quote, category } of [...defects, ...baits]) {
      expect(readFileSync(PLANTED + path, 'utf8').split('\n')[line - 1], `${path}:${line}`).toContain(quote);
      expect(CATEGORIES).toContain(category);
    }
    const kinds = Map.groupBy(defects, ({ path }) => path.split('/')[0]);
    for (const language of ['typescript', 'python'])
      expect(new Set(kinds.get(language)?.map(({ category }) => category)).size).toBe(8);
    expect(baits.length).toBeGreaterThanOrEqual(16);
  });
});

describe('a panel of critics that are right nine times in ten', () => {
  it.each([1, 3])('keeps the true findings of %i looks and drops the noise', async (instances) => {
    const { kept, dropped, told, noise, undone } = await runTrials(SEEDS, { critics: 3, instances, accuracy: 0.9 });
    expect(undone).toEqual([]);
    expect(told).toBeGreaterThanOrEqual(SEEDS * 12);
    expect(noise).toBeGreaterThan(told * 2);
    expect(kept).toBeGreaterThanOrEqual(0.95);
    expect(dropped).toBeGreaterThanOrEqual(0.9);
  });

  it(verifies('critics.proof'), async () => {
    const with3 = await runTrials(SEEDS, { critics: 3, instances: 1, accuracy: 0.9 });
    const without = await runTrials(SEEDS, { critics: 0, instances: 1, accuracy: 0.9 });
    expect([with3.kept >= 0.95, with3.dropped >= 0.9]).toEqual([true, true]);
    // Gates and merging alone keep what is true, and leave more than half of the noise.
    expect(without.kept).toBeGreaterThanOrEqual(0.99);
    expect(without.dropped).toBeLessThan(0.6);
    expect(without.leftBySort['invented quote'] + without.leftBySort['line far off']).toBe(0);
  });

  it('is no canned answer: critics that guess keep no more than guessing does, and each sort of noise is there', async () => {
    const guessing = await runTrials(SEEDS, { critics: 3, instances: 1, accuracy: 0.5 });
    expect(guessing.kept).toBeLessThan(0.65);
    const { noise } = await runTrial({ seed: 1, critics: 0, instances: 1, accuracy: 1 });
    expect(noise).toBeGreaterThan(NOISE.length);
  });
});
