import { describe, expect, it } from 'vitest';
import { type IndexedWorker, PlacementIndex } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import {
  anyOf,
  byIndex,
  lowerBoundMs,
  makespanMs,
  type Policy,
  roundRobin,
  type SimulatedTask,
  type SimulatedWorker,
} from './makespan.ts';
import { seeded } from './seeded.ts';

const needs = { model: 'm', promptTokens: 800, maxOutputTokens: 200 };

function worker(id: string, speed: number, change: Partial<IndexedWorker> = {}): IndexedWorker {
  const models = [{ name: 'm', contextTokens: 8192, tokensPerSecond: 10 * speed }];
  const idle = { slots: 1, running: 0, queued: 0, state: 'ready', suspect: false, hasRoom: true } as const;
  return { id, name: id, models, ...idle, ...change };
}

const BUSY = { running: 1, hasRoom: false };

function indexOf(...workers: readonly IndexedWorker[]): PlacementIndex<IndexedWorker> {
  const index = new PlacementIndex<IndexedWorker>();
  for (const one of workers) index.set(one);
  return index;
}

describe('holding', () => {
  it(verifies('placement.tail'), () => {
    const index = indexOf(worker('fast', 4, BUSY), worker('slow', 1));
    expect(index.place(needs, { waiting: 1 })).toMatchObject({
      held: true,
      worker: { id: 'fast' },
      model: 'm',
      why: 'It waits for fast, which is busy and should still be done in 11 s; slow is free and would need 30 s.',
    });
    // Twice as fast and half way on average: waiting would be no gain once it is idle, and is one while it is busy.
    expect(indexOf(worker('fast', 2, BUSY), worker('slow', 1.5)).place(needs)).toMatchObject({
      worker: { id: 'slow' },
    });
    expect(index.place(needs, { waiting: 1, now: true })).toMatchObject({ worker: { id: 'slow' } });
  });

  it(verifies('placement.busy'), () => {
    const index = indexOf(worker('fast', 4, BUSY), worker('slow', 1));
    expect(index.place(needs, { waiting: 20 })).toMatchObject({ worker: { id: 'slow' } });
  });

  it('never waits for somebody who will not take the task', () => {
    const state = { ...BUSY, slowness: 1 };
    const away = [
      worker('a', 9, { ...state, state: 'resting' }),
      worker('b', 9, { ...state, suspect: true }),
      worker('c', 9, { ...state, dataClasses: ['public'] }),
      worker('d', 9, state),
    ];
    const placed = indexOf(...away, worker('slow', 1)).place(needs, { excluded: new Set(['d']) });
    expect(placed).toMatchObject({ worker: { id: 'slow' } });
    expect(placed).not.toHaveProperty('held');
  });

  it('does not wait behind a long line', () => {
    const index = indexOf(worker('fast', 4, { ...BUSY, queued: 9 }), worker('slow', 1));
    expect(index.place(needs)).toMatchObject({ worker: { id: 'slow' } });
  });

  it('learns how big tasks usually are: a big one does not start on a slow worker when small ones are left', () => {
    const small = { model: 'm', promptTokens: 100, maxOutputTokens: 20 };
    const big = { model: 'm', promptTokens: 4000, maxOutputTokens: 1000 };
    const [fast, slow] = [worker('fast', 4), worker('slow', 1)];
    const index = indexOf(fast, slow);
    for (let at = 0; at < 50; at += 1) index.place(small, { now: true });
    index.set(worker('fast', 4, BUSY));
    expect(index.place(small, { waiting: 10 })).toMatchObject({ worker: { id: 'slow' } });
    expect(index.place(big, { waiting: 10 })).toHaveProperty('held');
  });
});

const sized = (random: () => number, budget: number | undefined): SimulatedTask => {
  const outputTokens = 50 + Math.floor(random() * 200);
  const promptTokens = 200 + Math.floor(random() * 1600);
  return { needs: { model: 'm', promptTokens, maxOutputTokens: budget ?? outputTokens }, outputTokens };
};
const each = (slots: number, ...speeds: readonly number[]): readonly SimulatedWorker[] =>
  speeds.map((speed) => ({ speed, slots }));

const FLEETS = [
  ['1x 2x 4x, 1 slot', each(1, 1, 2, 4)],
  ['1x 2x 4x, 2 slots', each(2, 1, 2, 4)],
  ['2 of each, 1 slot', each(1, 1, 1, 2, 2, 4, 4)],
  ['2 of each, 2 slots', each(2, 1, 1, 2, 2, 4, 4)],
  ['most are slow', each(1, 1, 1, 1, 1, 2, 4)],
] as const;
const RUNS = 20;

function mean(
  workers: readonly SimulatedWorker[],
  budget: number | undefined,
  policy: (seed: number) => Policy,
): number {
  let sum = 0;
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const random = seeded(seed);
    const tasks = Array.from({ length: 200 }, () => sized(random, budget));
    sum += makespanMs(tasks, workers, policy(seed)) / lowerBoundMs(tasks, workers);
  }
  return sum / RUNS;
}

describe('the time until all is done', () => {
  for (const [name, workers] of FLEETS) {
    for (const budget of [undefined, 400]) {
      const known = budget === undefined ? 'sizes known' : 'sizes not known';
      it(verifies('placement.makespan', `${name}, ${known}`), () => {
        const ours = mean(workers, budget, () => byIndex);
        expect(ours).toBeLessThanOrEqual(1.05);
        expect(ours).toBeLessThan(mean(workers, budget, () => roundRobin()));
        expect(ours).toBeLessThan(mean(workers, budget, (seed) => anyOf(seeded(seed + 1000))));
      });
    }
  }
});
