import { describe, expect, it } from 'vitest';
import { type IndexedWorker, PlacementIndex, PrefixAffinity, prefixKeys } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

const SYSTEM = 'You review code. '.repeat(40);
const PAGE = 'export const answer = 42;\n'.repeat(700);

describe('keys of a beginning', () => {
  it('are equal exactly as far as the texts are', () => {
    const keys = prefixKeys(SYSTEM, PAGE);
    expect(keys).toHaveLength(4);
    expect(prefixKeys(SYSTEM, PAGE)).toEqual(keys);
    expect(prefixKeys(SYSTEM, `${PAGE.slice(0, 5_000)} else`).slice(0, 3)).toEqual(keys.slice(0, 3));
    expect(prefixKeys(SYSTEM, `${PAGE.slice(0, 3_000)}!${PAGE.slice(3_001)}`)).toEqual([
      ...keys.slice(0, 2),
      expect.not.stringMatching(keys[2] ?? ''),
      expect.not.stringMatching(keys[3] ?? ''),
    ]);
    expect(prefixKeys(`${SYSTEM}!`, PAGE).filter((key) => keys.includes(key))).toEqual([]);
  });

  it('tell apart what the system says and what the prompt says', () => {
    const moved = prefixKeys(SYSTEM + PAGE.slice(0, 1_024), PAGE.slice(1_024));
    expect(moved).toHaveLength(4);
    expect(prefixKeys(SYSTEM, PAGE).filter((key) => moved.includes(key))).toEqual([]);
  });

  it('leave out what is not worth knowing', () => {
    expect(prefixKeys('', 'short')).toEqual([]);
  });
});

describe('prefix affinity', () => {
  it(verifies('placement.warm'), () => {
    const affinity = new PrefixAffinity();
    const keys = prefixKeys(SYSTEM, PAGE);
    affinity.note('b', 'm', keys);
    const warm = affinity.warm('m', keys);
    expect(warm).toEqual([{ id: 'b', cachedTokens: Math.floor((SYSTEM.length + 16_384) / 3.5) }]);

    const index = new PlacementIndex<IndexedWorker>();
    const worker = (id: string, tokensPerSecond: number): IndexedWorker => {
      const models = [{ name: 'm', contextTokens: 32_768, tokensPerSecond }];
      return { id, name: id, models, slots: 2, running: 0, queued: 0, state: 'ready', suspect: false, hasRoom: true };
    };
    index.set(worker('a', 20));
    index.set(worker('b', 20));
    const needs = { model: 'm', promptTokens: 5_000, maxOutputTokens: 100 };
    expect(index.place(needs)).toMatchObject({ worker: { id: 'a' } });
    expect(index.place(needs, { warm })).toMatchObject({
      worker: { id: 'b' },
      why: 'b with m should be done in 5.8 s (20 tokens/s, 2 of 2 slots free): lowest of 2, the next needs 36 s; it holds the beginning of the prompt already.',
    });
    index.set(worker('a', 200));
    expect(index.place(needs, { warm })).toMatchObject({
      worker: { id: 'a' },
      why: expect.not.stringContaining('holds'),
    });
  });

  it('finds a warm worker that is not among the fastest', () => {
    const index = new PlacementIndex<IndexedWorker>();
    for (let at = 0; at < 100; at += 1) {
      const id = `w${at}`;
      const models = [{ name: 'm', contextTokens: 32_768, tokensPerSecond: at === 99 ? 15 : 20 }];
      index.set({
        id,
        name: id,
        models,
        slots: 1,
        running: 0,
        queued: 0,
        state: 'ready',
        suspect: false,
        hasRoom: true,
      });
    }
    const needs = { model: 'm', promptTokens: 8_000, maxOutputTokens: 10 };
    const warm = [{ id: 'w99', cachedTokens: 7_900 }];
    expect(index.place(needs, { warm })).toMatchObject({ worker: { id: 'w99' } });
    expect(index.place(needs, { warm, excluded: new Set(['w99']) })).not.toMatchObject({ worker: { id: 'w99' } });
  });

  it('knows how far each has read, by model', () => {
    const affinity = new PrefixAffinity();
    affinity.note('far', 'm', prefixKeys(SYSTEM, PAGE));
    affinity.note('near', 'm', prefixKeys(SYSTEM, 'x'));
    affinity.note('other', 'n', prefixKeys(SYSTEM, PAGE));
    const keys = prefixKeys(SYSTEM, PAGE);
    expect(affinity.warm('m', keys).map(({ id }) => id)).toEqual(['far', 'near']);
    expect(new Set(affinity.warm(undefined, keys).map(({ id }) => id))).toEqual(new Set(['far', 'near', 'other']));
    expect(affinity.warm('none', keys)).toEqual([]);
    affinity.forget('far');
    expect(affinity.warm('m', keys).map(({ id }) => id)).toEqual(['near']);
  });

  it('remembers 4 workers of a beginning and 32 beginnings of a worker, the newest', () => {
    const affinity = new PrefixAffinity();
    const keys = prefixKeys(SYSTEM, 'x');
    for (const id of ['a', 'b', 'c', 'd', 'a', 'e']) affinity.note(id, 'm', keys);
    expect(affinity.warm('m', keys).map(({ id }) => id)).toEqual(['c', 'd', 'a', 'e']);
    for (let at = 0; at < 40; at += 1) affinity.note('w', 'm', prefixKeys(`${at} ${SYSTEM}`, 'x'));
    const known = Array.from({ length: 40 }, (_, at) => affinity.warm('m', prefixKeys(`${at} ${SYSTEM}`, 'x')).length);
    expect(known).toEqual([...Array<number>(8).fill(0), ...Array<number>(32).fill(1)]);
    // What is used again is not the oldest.
    affinity.note('w', 'm', prefixKeys(`8 ${SYSTEM}`, 'x'));
    affinity.note('w', 'm', prefixKeys(`new ${SYSTEM}`, 'x'));
    expect([8, 9].map((at) => affinity.warm('m', prefixKeys(`${at} ${SYSTEM}`, 'x')).length)).toEqual([1, 0]);
  });

  it('does not grow with the number of beginnings', () => {
    const affinity = new PrefixAffinity();
    for (let at = 0; at < 5_000; at += 1) affinity.note(`w${at}`, 'm', prefixKeys(`${at} ${SYSTEM}`, 'x'));
    const count = (from: number, to: number): number => {
      let warm = 0;
      for (let at = from; at < to; at += 1) warm += affinity.warm('m', prefixKeys(`${at} ${SYSTEM}`, 'x')).length;
      return warm;
    };
    expect([count(0, 5_000 - 2_048), count(5_000 - 2_048, 5_000)]).toEqual([0, 2_048]);
  });
});
