import { mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { silentLogger } from '@hanzo/contracts';
import { manualClock } from '@hanzo/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { readWork, sumWork } from '../../src/index.ts';
import { openWorkJournal } from '../../src/work-journal/work-journal.ts';
import { recordOf } from '../control/fake-worker.ts';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const DAY = 86_400_000;

describe('the work journal', () => {
  let root: string;
  let file: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'hanzo-work-'));
    file = join(root, 'work.db');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it(verifies('work-journal.kept'), async () => {
    const clock = manualClock(NOON);
    expect(readWork(file)).toEqual([]);
    const [a, b] = [1, 2].map(() => openWorkJournal({ file, clock, log: silentLogger }));
    a?.add(recordOf({ attemptId: '1' }), 'atlas');
    await clock.advance(1_000);
    // Readable while it is open.
    expect(readWork(file)).toHaveLength(1);
    b?.add(recordOf({ attemptId: '2', end: 'WORKER_PAUSED', outputTokens: 0 }), 'bison');
    a?.add(recordOf({ attemptId: '3' }), 'atlas');
    await a?.[Symbol.asyncDispose]();
    await b?.[Symbol.asyncDispose]();
    expect(readWork(file).map(({ attemptId }) => attemptId)).toEqual(['2', '3', '1']);
    expect(readWork(file, { worker: 'bison' })).toEqual([
      {
        ...recordOf({ attemptId: '2', end: 'WORKER_PAUSED', outputTokens: 0 }),
        worker: 'bison',
        endedAt: NOON + 1_000,
        queueMs: 20,
        durationMs: 101,
      },
    ]);
  });

  it('adds up by member, model and day', async () => {
    const clock = manualClock(NOON);
    await using journal = openWorkJournal({ file, clock, log: silentLogger });
    journal.add(recordOf({ memberName: 'anna', memberId: '1' }), 'atlas');
    journal.add(recordOf({ memberName: 'anna', memberId: '2', outputTokens: 50, end: 'CANCELLED' }), 'atlas');
    await clock.advance(2 * DAY);
    journal.add(recordOf({ memberName: 'anna', memberId: '1', model: 'large' }), 'atlas');
    journal.flush();
    // Two members may bear one name.
    expect(sumWork(file, 'member')).toMatchObject([
      { key: 'anna', memberId: '2', attempts: 1, done: 0, outputTokens: 50 },
      {
        key: 'anna',
        memberId: '1',
        attempts: 2,
        done: 2,
        inputTokens: 20,
        cachedInputTokens: 8,
        outputTokens: 10,
        busyMs: 162,
      },
    ]);
    expect(sumWork(file, 'model').map(({ key }) => key)).toEqual(['tiny', 'large']);
    expect(sumWork(file, 'day').map(({ attempts }) => attempts)).toEqual([2, 1]);
    expect(sumWork(file, 'model', { since: NOON + DAY })).toMatchObject([{ key: 'large', attempts: 1 }]);
  });

  it(verifies('work-journal.bounded'), async () => {
    const clock = manualClock(NOON);
    const limits = { maxRows: 20, maxAgeMs: 10 * DAY };
    const journal = openWorkJournal({ file, clock, log: silentLogger }, limits);
    for (let n = 0; n < 30; n += 1) journal.add(recordOf({ attemptId: String(n) }), 'atlas');
    await journal[Symbol.asyncDispose]();
    expect(readWork(file)).toHaveLength(20);
    expect(readWork(file)[0]).toMatchObject({ attemptId: '29' });
    await clock.advance(11 * DAY);
    const later = openWorkJournal({ file, clock, log: silentLogger }, limits);
    later.add(recordOf({ attemptId: 'new' }), 'atlas');
    await later[Symbol.asyncDispose]();
    expect(readWork(file).map(({ attemptId }) => attemptId)).toEqual(['new']);
  });

  it(verifies('work-journal.disk-full'), async () => {
    const clock = manualClock(NOON);
    const said: string[] = [];
    const log = {
      ...silentLogger,
      warn: (text: string) => void said.push(text),
      info: (text: string) => void said.push(text),
    };
    const journal = openWorkJournal({ file, clock, log });
    // In the way of the file; what SQLite and the system say of a full disk goes the same way.
    mkdirSync(file);
    for (let n = 0; n < 3; n += 1) {
      journal.add(recordOf({ attemptId: String(n) }), 'atlas');
      await clock.advance(20_000);
    }
    expect(said).toEqual([expect.stringMatching(/^The work journal .*work\.db/)]);
    rmdirSync(file);
    await clock.advance(20_000);
    expect(readWork(file)).toHaveLength(3);
    expect(said.at(-1)).toBe('the work journal works again');
    await journal[Symbol.asyncDispose]();
  });

  it(verifies('work-journal.disk-full', 'a limited number of records waits'), async () => {
    const clock = manualClock(NOON);
    const said: string[] = [];
    const log = { ...silentLogger, warn: (text: string) => void said.push(text) };
    mkdirSync(file);
    const journal = openWorkJournal({ file, clock, log });
    for (let n = 0; n < 10_050; n += 1) journal.add(recordOf({ attemptId: String(n) }), 'atlas');
    rmdirSync(file);
    await journal[Symbol.asyncDispose]();
    const rows = readWork(file);
    expect([rows.length, rows.at(-1)?.attemptId]).toEqual([10_000, '50']);
  });

  it('waits for another writer without holding up the worker, and loses nothing', async () => {
    const clock = manualClock(NOON);
    const warnings: string[] = [];
    const log = { ...silentLogger, warn: (text: string) => void warnings.push(text) };
    const journal = openWorkJournal({ file, clock, log });
    journal.add(recordOf({ attemptId: '1' }), 'atlas');
    journal.flush();
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    journal.add(recordOf({ attemptId: '2' }), 'atlas');
    const began = performance.now();
    await clock.advance(1_000);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect([readWork(file).length, warnings]).toEqual([1, []]);
    other.exec('COMMIT');
    other.close();
    await clock.advance(1_000);
    expect(readWork(file)).toHaveLength(2);
    await journal[Symbol.asyncDispose]();
  });
});
