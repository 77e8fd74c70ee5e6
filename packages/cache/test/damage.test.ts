import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { contentKey } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { clearCache } from '../src/index.ts';
import { cacheBox, entryOf, type CacheBox } from './cache-box.ts';

function fill(box: CacheBox, entries = 200): void {
  using cache = box.open();
  for (let at = 0; at < entries; at++) cache.put([entryOf(`${at}`, JSON.stringify(`value ${at} `.repeat(100)))]);
}

describe('a damaged cache', () => {
  it.each([
    ['text', (whole: Buffer) => Buffer.from('no database at all, but of some length'.repeat(100)) ?? whole],
    ['empty', () => Buffer.alloc(0)],
    ['cut', (whole: Buffer) => whole.subarray(0, whole.length / 2)],
    ['zeroed', (whole: Buffer) => Buffer.concat([whole.subarray(0, 4096), Buffer.alloc(whole.length - 4096)])],
  ])(verifies('cache.set-aside', '%s'), (_, damage) => {
    using box = cacheBox();
    fill(box);
    writeFileSync(box.path, damage(readFileSync(box.path)));
    using cache = box.open();
    for (let at = 0; at < 200; at++) {
      const found = cache.get(contentKey(`${at}`));
      if (found !== undefined) expect(found.value).toBe(JSON.stringify(`value ${at} `.repeat(100)));
    }
    cache.put([entryOf('after')]);
    expect(cache.stats()?.entries).toBe(1);
    expect(cache.get(contentKey('after'))).toBeDefined();
    expect(box.warnings.map(({ message }) => message)).toEqual([expect.stringContaining('was damaged')]);
    expect(readdirSync(dirname(box.path)).filter((name) => name.includes('.damaged-')).length).toBeGreaterThan(0);
  });

  it.each(['DROP TABLE entries', 'DROP TABLE scopes', 'ALTER TABLE entries DROP COLUMN peer'])(
    verifies('cache.set-aside', '%s'),
    (change) => {
      using box = cacheBox();
      fill(box, 3);
      {
        using db = new DatabaseSync(box.path);
        db.exec(change);
      }
      using cache = box.open();
      cache.put([entryOf('after')]);
      expect(cache.stats()?.entries).toBe(1);
    },
  );

  it(verifies('cache.set-aside', 'the newest only, until all is cleared'), () => {
    using box = cacheBox();
    const aside = (): readonly string[] => readdirSync(dirname(box.path)).filter((name) => name.includes('.damaged-'));
    for (let time = 0; time < 3; time++) {
      fill(box, 3);
      writeFileSync(box.path, 'no database at all, but of some length'.repeat(100));
      for (const end of ['-wal', '-shm']) rmSync(box.path + end, { force: true });
      box.open()[Symbol.dispose]();
      expect(aside()).toHaveLength(1);
    }
    clearCache(box.path, { workspace: '/projects/shop' });
    expect(aside()).toHaveLength(1);
    clearCache(box.path);
    expect(aside()).toEqual([]);
  });

  it(verifies('cache.set-aside', 'one entry'), () => {
    using box = cacheBox();
    fill(box, 3);
    {
      using db = new DatabaseSync(box.path);
      db.exec(`UPDATE entries SET value = '"forged"' WHERE key = '${contentKey('0')}'`);
      db.exec(`UPDATE entries SET engine = 'somebody else' WHERE key = '${contentKey('1')}'`);
    }
    using cache = box.open();
    expect([0, 1, 2].map((at) => cache.get(contentKey(`${at}`))?.kind)).toEqual([undefined, undefined, 'query']);
    expect(box.warnings.length).toBe(2);
    cache.put([entryOf('0', '"anew"')]);
    expect([cache.stats()?.entries, cache.get(contentKey('0'))?.value]).toEqual([2, '"anew"']);
  });

  it(verifies('cache.set-aside', 'any byte'), () => {
    using box = cacheBox();
    fill(box, 40);
    const whole = readFileSync(box.path);
    for (let trial = 0; trial < 60; trial++) {
      const torn = Buffer.from(whole);
      const at = Math.floor(((trial * 0.618_034) % 1) * torn.length);
      torn.fill(trial, at, at + 64);
      writeFileSync(box.path, torn);
      for (const end of ['-wal', '-shm']) writeFileSync(box.path + end, '');
      using cache = box.open();
      for (let each = 0; each < 40; each++) {
        const { value = JSON.stringify(`value ${each} `.repeat(100)) } = cache.get(contentKey(`${each}`)) ?? {};
        expect(value).toBe(JSON.stringify(`value ${each} `.repeat(100)));
      }
      cache.put([entryOf('after')]);
    }
  });
});

describe('a cache that cannot be used', () => {
  it(verifies('cache.never-fails', 'no folder'), () => {
    using box = cacheBox();
    writeFileSync(`${box.path}.file`, '');
    using cache = box.open({ path: `${box.path}.file/cache.db` });
    cache.put([entryOf('a')]);
    cache.remove([contentKey('a')]);
    expect([cache.get(contentKey('a')), cache.stats(), cache.clear()]).toEqual([undefined, undefined, 0]);
    expect(box.warnings.map(({ message }) => message)).toEqual([expect.stringContaining('no cache in this run')]);
    expect(box.warnings[0]?.facts?.['mend']).toBeTypeOf('string');
  });

  it(verifies('cache.never-fails', 'a folder in its place'), () => {
    using box = cacheBox();
    mkdirSync(box.path);
    using cache = box.open();
    expect(cache.get(contentKey('a'))).toBeUndefined();
    expect(box.warnings.length).toBe(1);
  });

  it(verifies('cache.never-fails', 'a newer one'), () => {
    using box = cacheBox();
    fill(box, 1);
    {
      using db = new DatabaseSync(box.path);
      db.exec('PRAGMA user_version = 99');
    }
    using cache = box.open();
    expect(cache.get(contentKey('0'))).toBeUndefined();
    expect(box.warnings[0]?.facts?.['mend']).toMatch(/Update hanzo/);
    expect(readdirSync(dirname(box.path)).some((name) => name.includes('.damaged-'))).toBe(false);
  });

  it(verifies('cache.never-fails', 'no room'), async () => {
    using box = cacheBox();
    fill(box, 20);
    using cache = box.open();
    // SQLite's own way to be full: no page more than there are.
    const exec = DatabaseSync.prototype.prepare;
    DatabaseSync.prototype.prepare = function prepare(this: DatabaseSync, sql: string) {
      if (sql.startsWith('INSERT INTO entries')) this.exec('PRAGMA max_page_count = 1');
      return exec.call(this, sql);
    };
    try {
      expect(cache.get(contentKey('0'))).toBeDefined();
    } finally {
      DatabaseSync.prototype.prepare = exec;
    }
    for (let at = 0; at < 3; at++) {
      cache.put([entryOf(`more ${at}`, JSON.stringify('x'.repeat(500_000)))]);
      await box.clock.advance(250);
    }
    expect([cache.get(contentKey('more 0')), cache.get(contentKey('1'))?.kind]).toEqual([undefined, 'query']);
    expect(box.warnings.map(({ message }) => message)).toEqual(['nothing more is kept in the cache']);
  });

  it(verifies('cache.never-fails', 'locked'), async () => {
    using box = cacheBox();
    fill(box, 1);
    using other = new DatabaseSync(box.path);
    using cache = box.open();
    expect(cache.get(contentKey('0'))).toBeDefined();
    other.exec('BEGIN IMMEDIATE');
    const start = performance.now();
    cache.put([entryOf('later')]);
    await box.clock.advance(250);
    expect(cache.get(contentKey('later'))).toBeDefined();
    expect(performance.now() - start).toBeLessThan(1_000);
    other.exec('COMMIT');
    await box.clock.advance(250);
    expect([cache.stats()?.entries, box.warnings]).toEqual([2, []]);
  });
});
