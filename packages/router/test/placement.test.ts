import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedCompletionMs, place, type PlacementNeeds, type PlacementWorker, unfitReason } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

const needs: PlacementNeeds = { model: 'llama3.2', promptTokens: 800, maxOutputTokens: 200 };

function worker(id: string, change: Partial<PlacementWorker> = {}, tokensPerSecond = 20): PlacementWorker {
  return {
    id,
    name: id,
    models: [{ name: 'llama3.2', contextTokens: 8192, tokensPerSecond }],
    slots: 2,
    running: 0,
    queued: 0,
    state: 'ready',
    suspect: false,
    ...change,
  };
}

function chosen(wanted: PlacementNeeds, workers: readonly PlacementWorker[]): string | undefined {
  const placement = place(wanted, workers);
  return 'worker' in placement ? placement.worker.id : undefined;
}

const anyWorker: fc.Arbitrary<PlacementWorker> = fc.record({
  id: fc.stringMatching(/^[a-z0-9]{1,6}$/),
  name: fc.constantFrom('attic', 'studio'),
  models: fc.array(
    fc.record({
      name: fc.constantFrom('llama3.2', 'qwen3'),
      contextTokens: fc.constantFrom(512, 2048, 8192),
      tokensPerSecond: fc.constantFrom(0, 2, 20, 90),
    }),
    { maxLength: 3 },
  ),
  slots: fc.integer({ min: 0, max: 4 }),
  running: fc.integer({ min: 0, max: 6 }),
  queued: fc.integer({ min: 0, max: 6 }),
  state: fc.constantFrom('ready', 'draining', 'paused'),
  suspect: fc.boolean(),
  excluded: fc.boolean(),
});
const fleets = fc.uniqueArray(anyWorker, { selector: (one) => one.id, maxLength: 12 });
const anyNeeds: fc.Arbitrary<PlacementNeeds> = fc.record({
  model: fc.constantFrom(undefined, 'llama3.2', 'qwen3'),
  promptTokens: fc.integer({ min: 1, max: 4000 }),
  maxOutputTokens: fc.integer({ min: 1, max: 1000 }),
});

describe('place', () => {
  it('takes the fastest idle worker', () => {
    expect(chosen(needs, [worker('a'), worker('b', {}, 60)])).toBe('b');
  });

  it('leaves a fast worker whose queue makes it slower', () => {
    expect(chosen(needs, [worker('a', {}, 20), worker('b', { running: 2, queued: 9 }, 60)])).toBe('a');
  });

  it('breaks ties by running tasks, then by id', () => {
    expect(chosen(needs, [worker('a', { running: 1 }), worker('c'), worker('b')])).toBe('b');
  });

  it('tries an unmeasured worker when the measured one is busy', () => {
    expect(chosen(needs, [worker('a', {}, 20), worker('b', {}, 0)])).toBe('a');
    expect(chosen(needs, [worker('a', { running: 2, queued: 10 }, 20), worker('b', {}, 0)])).toBe('b');
  });

  it('explains its choice to people', () => {
    const placement = place(needs, [worker('attic'), worker('studio', { running: 1 }, 60)]);
    expect(placement).toMatchObject({
      model: 'llama3.2',
      why: 'studio with llama3.2 should be done in 5.0 s (60 tokens/s, 1 of 2 slots free): lowest of 2, the next needs 15 s.',
    });
  });

  it('gives a reason for each worker when nobody fits', () => {
    const small = worker('f', { models: [{ name: 'llama3.2', contextTokens: 512, tokensPerSecond: 9 }] });
    const other = worker('e', { models: [{ name: 'qwen3', contextTokens: 8192, tokensPerSecond: 9 }] });
    const workers = [
      worker('a', { state: 'draining' }),
      worker('b', { state: 'paused' }),
      worker('c', { suspect: true }),
      worker('d', { excluded: true }),
      other,
      small,
    ];
    const placement = place(needs, workers);
    expect('unfit' in placement && placement.unfit.map(({ worker: { id }, reason }) => `${id}: ${reason}`)).toEqual([
      'a: It is draining: it takes no new tasks.',
      'b: Its owner paused it.',
      'c: Its heartbeat is late.',
      'd: This task was already tried there.',
      'e: It does not have llama3.2; it has qwen3.',
      'f: The task needs 1000 tokens of context; it has 512.',
    ]);
  });

  it(verifies('router.fits'), () => {
    fc.assert(
      fc.property(anyNeeds, fleets, (wanted, workers) => {
        const placement = place(wanted, workers);
        const fitting = workers.filter((one) => unfitReason(wanted, one) === undefined);
        if ('worker' in placement) expect(fitting).toContain(placement.worker);
        else expect(fitting).toEqual([]);
      }),
    );
  });

  it(verifies('router.best'), () => {
    fc.assert(
      fc.property(anyNeeds, fleets, (wanted, workers) => {
        const placement = place(wanted, workers);
        if (!('worker' in placement)) return;
        const beaten = workers
          .filter((one) => unfitReason(wanted, one) === undefined)
          .flatMap((one) => one.models.map((model) => ({ one, model })))
          .filter(({ model }) => wanted.model === undefined || model.name === wanted.model)
          .filter(({ model }) => model.contextTokens >= wanted.promptTokens + wanted.maxOutputTokens)
          .filter(
            ({ one, model }) =>
              model.tokensPerSecond > 0 && expectedCompletionMs(wanted, model, one) < placement.expectedMs,
          );
        expect(beaten).toEqual([]);
      }),
    );
  });

  it('does not depend on the order of the workers', () => {
    fc.assert(
      fc.property(anyNeeds, fleets, (wanted, workers) => {
        expect(chosen(wanted, workers.toReversed())).toBe(chosen(wanted, workers));
      }),
    );
  });

  it('places among 10,000 workers in well under the time of a heartbeat', () => {
    const fleet = Array.from({ length: 10_000 }, (_, index) =>
      worker(`w${index}`, { running: index % 3, queued: index % 5 }, 1 + (index % 70)),
    );
    place(needs, fleet);
    const started = performance.now();
    for (let round = 0; round < 20; round += 1) place(needs, fleet);
    expect((performance.now() - started) / 20).toBeLessThan(50);
  });
});
