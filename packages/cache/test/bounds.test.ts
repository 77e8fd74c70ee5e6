import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { contentKey } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { cacheBox, entryOf } from './cache-box.ts';

const KIB = 2 ** 10;
const MIB = 2 ** 20;

describe('the room of a cache', () => {
  it(verifies('cache.bounded'), async () => {
    using box = cacheBox();
    const maxBytes = 2 * MIB;
    using cache = box.open({ maxBytes });
    for (let at = 0; at < 400; at++) {
      cache.put([entryOf(`${at}`, JSON.stringify(randomBytes(12 * KIB).toString('base64')))]);
      await box.clock.advance(1_000);
      expect(cache.stats()?.bytes).toBeLessThanOrEqual(maxBytes);
      // Used every 50 minutes, as it were: so it stays.
      if (at % 50 === 0) await box.clock.advance(3_600_000);
      if (at % 10 === 0) expect(cache.get(contentKey('0')), `entry 0 at ${at}`).toBeDefined();
    }
    const kept = Array.from({ length: 400 }, (_, at) => at).filter(
      (at) => cache.get(contentKey(`${at}`)) !== undefined,
    );
    expect(kept.length).toBeGreaterThan(80);
    // The oldest go first: what is left is the first one, which was used, and the last ones without a gap.
    expect(kept.slice(1)).toEqual(Array.from({ length: kept.length - 1 }, (_, at) => 400 - (kept.length - 1) + at));
    expect(statSync(box.path).size).toBeLessThan(maxBytes + 5 * MIB);
  });

  it(verifies('cache.bounded', 'a smaller bound than before'), async () => {
    using box = cacheBox();
    {
      using cache = box.open();
      for (let at = 0; at < 40; at++) cache.put([entryOf(`${at}`, JSON.stringify('x'.repeat(900 * KIB)))]);
    }
    using cache = box.open({ maxBytes: 4 * MIB });
    expect(cache.get(contentKey('39'))).toBeDefined();
    await box.clock.advance(250 * 10);
    expect(cache.stats()).toMatchObject({ entries: 4 });
    expect([cache.get(contentKey('0')), cache.get(contentKey('39'))?.kind]).toEqual([undefined, 'query']);
  });

  it(verifies('cache.bounded', 'smaller than one entry'), async () => {
    using box = cacheBox();
    using cache = box.open({ maxBytes: 1 });
    cache.put([entryOf('a'), entryOf('b')]);
    await box.clock.advance(1_000);
    expect([cache.stats()?.entries, cache.get(contentKey('a'))]).toEqual([0, undefined]);
    expect([box.warnings, box.clock.pending]).toEqual([[], 1]);
  });
});
