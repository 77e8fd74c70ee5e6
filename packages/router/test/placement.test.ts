import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  expectedCompletionMs,
  type IndexedWorker,
  PlacementIndex,
  type PlacementNeeds,
  type PlaceOptions,
  unfitReason,
} from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { seeded } from './seeded.ts';

const needs: PlacementNeeds = { model: 'llama3.2', promptTokens: 800, maxOutputTokens: 200 };

function worker(id: string, change: Partial<IndexedWorker> = {}, tokensPerSecond = 20): IndexedWorker {
  return {
    id,
    name: id,
    models: [{ name: 'llama3.2', contextTokens: 8192, tokensPerSecond }],
    slots: 2,
    running: 0,
    queued: 0,
    state: 'ready',
    suspect: false,
    hasRoom: true,
    ...change,
  };
}

function indexOf(workers: readonly IndexedWorker[]): PlacementIndex<IndexedWorker> {
  const index = new PlacementIndex<IndexedWorker>();
  for (const one of workers) index.set(one);
  return index;
}

function chosen(workers: readonly IndexedWorker[], options: PlaceOptions = {}, wanted = needs): string | undefined {
  const placement = indexOf(workers).place(wanted, options);
  if (placement === undefined) return undefined;
  return 'held' in placement ? `held for ${placement.worker.id}` : placement.worker.id;
}

const anyWorker: fc.Arbitrary<IndexedWorker> = fc.record({
  id: fc.stringMatching(/^[a-z0-9]{1,6}$/),
  name: fc.constantFrom('attic', 'studio'),
  models: fc.array(
    fc.record({
      name: fc.constantFrom('llama3.2', 'qwen3'),
      contextTokens: fc.constantFrom(512, 2048, 8192),
      tokensPerSecond: fc.constantFrom(0, 2, 20, 90),
      promptTokensPerSecond: fc.constantFrom(0, 50, 900),
      loadMs: fc.constantFrom(0, 4_000),
    }),
    { maxLength: 3 },
  ),
  slots: fc.integer({ min: 0, max: 4 }),
  running: fc.integer({ min: 0, max: 6 }),
  queued: fc.integer({ min: 0, max: 6 }),
  state: fc.constantFrom('ready', 'ready', 'ready', 'draining', 'paused'),
  suspect: fc.constantFrom(false, false, true),
  dataClasses: fc.constantFrom(['public', 'internal', 'confidential'] as const, ['public'] as const),
  hasRoom: fc.constantFrom(true, true, false),
  slowness: fc.constantFrom(1, 1, 3),
});
const fleets = fc.uniqueArray(anyWorker, { selector: (one) => one.id, maxLength: 7 });
const anyNeeds: fc.Arbitrary<PlacementNeeds> = fc.record({
  model: fc.constantFrom(undefined, 'llama3.2', 'qwen3'),
  promptTokens: fc.integer({ min: 1, max: 4000 }),
  maxOutputTokens: fc.integer({ min: 1, max: 1000 }),
  dataClass: fc.constantFrom('public', 'internal'),
});
const NOBODY: ReadonlySet<string> = new Set();

/** What comparing every worker with the very task finds. */
function bestOfAll(
  wanted: PlacementNeeds,
  workers: readonly IndexedWorker[],
  excluded: ReadonlySet<string> = NOBODY,
): { readonly id: string; readonly ms: number } | undefined {
  const [best] = workers
    .filter((one) => one.hasRoom && !excluded.has(one.id) && unfitReason(wanted, one) === undefined)
    .flatMap((one) => one.models.map((model) => ({ one, model })))
    .filter(({ model }) => wanted.model === undefined || model.name === wanted.model)
    .filter(({ model }) => model.contextTokens >= wanted.promptTokens + wanted.maxOutputTokens)
    .map(({ one, model }) => ({ one, ms: expectedCompletionMs(wanted, model, one) * (one.slowness ?? 1) }))
    .toSorted((a, b) => a.ms - b.ms || a.one.running - b.one.running || (a.one.id < b.one.id ? -1 : 1));
  return best === undefined ? undefined : { id: best.one.id, ms: best.ms };
}

describe('placement', () => {
  it('takes the fastest idle worker', () => {
    expect(chosen([worker('a'), worker('b', {}, 60)])).toBe('b');
  });

  it('leaves a fast worker whose queue makes it slower', () => {
    expect(chosen([worker('a', {}, 20), worker('b', { running: 2, queued: 9 }, 60)])).toBe('a');
  });

  it('breaks ties by running tasks, then by id', () => {
    expect(chosen([worker('a', { running: 1 }), worker('c'), worker('b')])).toBe('b');
  });

  it('tries an unmeasured worker when the measured one is busy', () => {
    expect(chosen([worker('a', {}, 20), worker('b', {}, 0)])).toBe('a');
    expect(chosen([worker('a', { running: 2, queued: 10 }, 20), worker('b', {}, 0)])).toBe('b');
  });

  it(verifies('placement.slowness'), () => {
    const boaster = worker('boaster', { slowness: 4 }, 60);
    expect(chosen([boaster, worker('modest')])).toBe('modest');
    expect(chosen([{ ...boaster, slowness: 1 }, worker('modest')])).toBe('boaster');
  });

  it(verifies('placement.why'), () => {
    const placement = indexOf([worker('attic'), worker('studio', { running: 1 }, 60)]).place(needs);
    expect(placement).toMatchObject({
      model: 'llama3.2',
      why: 'studio with llama3.2 should be done in 5.0 s (60 tokens/s, 1 of 2 slots free): lowest of 2, the next needs 15 s.',
    });
    expect(indexOf([worker('attic')]).place(needs)).toMatchObject({
      why: 'attic with llama3.2 should be done in 15 s (20 tokens/s, 2 of 2 slots free): the only worker that fits.',
    });
  });

  it(verifies('placement.unfit'), () => {
    const small = worker('f', { models: [{ name: 'llama3.2', contextTokens: 512, tokensPerSecond: 9 }] });
    const other = worker('e', { models: [{ name: 'qwen3', contextTokens: 8192, tokensPerSecond: 9 }] });
    const index = indexOf([
      worker('a', { state: 'draining' }),
      worker('b', { state: 'paused', stateReason: 'quiet hours' }),
      worker('c', { suspect: true }),
      worker('d'),
      other,
      small,
      worker('g', { state: 'resting' }),
      worker('h', { state: 'resting', stateReason: 'It failed 3 times in a row.' }),
    ]);
    expect(index.unfit(needs, new Set(['d'])).map(({ worker: { id }, reason }) => `${id}: ${reason}`)).toEqual([
      'a: It is draining: it takes no new tasks.',
      'b: Its owner paused it. It says: quiet hours.',
      'c: Its heartbeat is late.',
      'd: This task was already tried there.',
      'e: It does not have llama3.2; it has qwen3.',
      'f: The task needs 1000 tokens of context; it has 512.',
      'g: It declined a task and asked to be left alone for a moment.',
      'h: It failed 3 times in a row.',
    ]);
    expect(index.place(needs, { excluded: new Set(['d']) })).toBeUndefined();
    expect(index.fits(needs, new Set(['d']))).toBe(false);
    expect(index.fits(needs)).toBe(true);
  });

  it('gives nothing to a worker while its slots are taken, and something when one is free again', () => {
    const busy = worker('fast', {}, 90);
    const index = indexOf([busy, worker('slow')]);
    index.set({ ...busy, running: 2, hasRoom: false });
    expect(index.place(needs, { now: true })).toMatchObject({ worker: { id: 'slow' } });
    index.set({ ...busy, running: 1 });
    expect(index.place(needs, { now: true })).toMatchObject({ worker: { id: 'fast' } });
    index.delete('fast');
    expect([index.size, index.get('fast'), index.place(needs)?.worker.id]).toEqual([1, undefined, 'slow']);
  });

  it(verifies('router.fits'), () => {
    fc.assert(
      fc.property(anyNeeds, fleets, (wanted, workers) => {
        const index = indexOf(workers);
        const fitting = workers.filter((one) => unfitReason(wanted, one) === undefined);
        expect(index.fits(wanted)).toBe(fitting.length > 0);
        const placement = index.place(wanted, { now: true });
        if (placement === undefined) expect(fitting.filter((one) => one.hasRoom)).toEqual([]);
        else expect(fitting.filter((one) => one.hasRoom)).toContain(placement.worker);
      }),
    );
  });

  it(verifies('router.best'), () => {
    fc.assert(
      fc.property(anyNeeds, fleets, fc.boolean(), (wanted, workers, isFirstExcluded) => {
        const excluded = new Set(isFirstExcluded ? workers.slice(0, 1).map(({ id }) => id) : []);
        const placement = indexOf(workers).place(wanted, { excluded, now: true });
        const best = bestOfAll(wanted, workers, excluded);
        expect(placement?.worker.id).toBe(best?.id);
        if (best !== undefined) expect(placement?.expectedMs).toBeCloseTo(best.ms, 6);
      }),
      { numRuns: 1_000 },
    );
  });

  it(verifies('placement.up-to-date'), () => {
    const step = fc.record({ change: anyWorker, isGone: fc.constantFrom(false, false, false, false, true) });
    fc.assert(
      fc.property(
        anyNeeds,
        fc.array(step, { maxLength: 40 }),
        fc.integer({ min: 1, max: 3 }),
        (wanted, steps, waiting) => {
          const index = new PlacementIndex<IndexedWorker>();
          const workers = new Map<string, IndexedWorker>();
          for (const { change, isGone } of steps) {
            // Few ids, so that they come again; half of the changes are not of what it offers, as most are.
            const id = `w${change.id.charCodeAt(0) % 5}`;
            const before = workers.get(id);
            const { running, hasRoom, slowness = 1, state, suspect } = change;
            const isSame = before !== undefined && running % 2 === 0;
            const after = isSame ? { ...before, running, hasRoom, slowness, state, suspect } : { ...change, id };
            if (isGone) {
              index.delete(id);
              workers.delete(id);
            } else {
              index.set(after);
              workers.set(id, after);
            }
          }
          expect(index.size).toBe(workers.size);
          const fresh = indexOf([...workers.values()]);
          expect(index.place(wanted, { waiting })).toEqual(fresh.place(wanted, { waiting }));
          expect(index.fits(wanted)).toBe(fresh.fits(wanted));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('placement among many', () => {
  it('is close to the best of all where tasks are unlike the usual ones', () => {
    const random = seeded(7);
    const speeds = (): IndexedWorker['models'] => [
      {
        name: 'llama3.2',
        contextTokens: 32_768,
        tokensPerSecond: 5 + random() * 60,
        promptTokensPerSecond: 50 + random() * 600,
      },
    ];
    const fleet = Array.from({ length: 2_000 }, (_, at) => worker(`w${at}`, { models: speeds(), running: at % 2 }));
    const index = indexOf(fleet);
    for (const [promptTokens, maxOutputTokens] of [
      [200, 800],
      [1_000, 250],
      [12_000, 100],
    ] as const) {
      const wanted = { model: 'llama3.2', promptTokens, maxOutputTokens };
      const found = index.place(wanted)?.expectedMs ?? Number.POSITIVE_INFINITY;
      expect(found / (bestOfAll(wanted, fleet)?.ms ?? 0)).toBeLessThan(1.1);
    }
  });

  it(verifies('placement.logarithmic'), () => {
    const looks = (count: number): number => {
      let looked = 0;
      const index = new PlacementIndex<IndexedWorker>();
      const seen = (at: number, running: number): IndexedWorker => {
        const plain = worker(`w${at}`, { running, hasRoom: running < 2 }, 1 + (70 * ((at * 7919) % count)) / count);
        return new Proxy(plain, {
          get: (target, key, receiver) => {
            looked += 1;
            return Reflect.get(target, key, receiver);
          },
        });
      };
      for (let at = 0; at < count; at += 1) index.set(seen(at, at % 4));
      looked = 0;
      for (let at = 0; at < 50; at += 1) {
        const placed = index.place(needs, {
          waiting: 100,
          excluded: new Set(['w1']),
          warm: [{ id: 'w5', cachedTokens: 9 }],
        });
        if (placed === undefined) throw new Error('somebody has room');
        if (!('held' in placed)) index.set(seen(Number(placed.worker.id.slice(1)), placed.worker.running + 1));
      }
      return looked / 50;
    };
    // A hundred times as many workers are seven more levels of a heap.
    expect(looks(10_000)).toBeLessThan(1.5 * looks(100));
  });
});
