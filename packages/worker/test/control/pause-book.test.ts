import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manualClock } from '@hanzo/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPauseBook, type OwnerPause } from '../../src/index.ts';

const PAUSE: OwnerPause = { running: 'finish' };
const ALL = { kind: 'all' } as const;
const only = (name: string): { kind: 'worker'; name: string } => ({ kind: 'worker', name });

describe('the pause book', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'hanzo-book-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('keeps exceptions when another entry is written', () => {
    const book = openPauseBook(join(root, 'pause.json'), manualClock());
    book.pause(ALL, PAUSE);
    expect(book.resume(only('b'))).toBe(true);
    book.pause(only('c'), { ...PAUSE, reason: 'gaming' });
    const reasons = ['a', 'b', 'c'].map((name) => book.pauseOf(name));
    expect(reasons).toEqual([PAUSE, undefined, { ...PAUSE, reason: 'gaming' }]);
    // What is said of all is said of these as well.
    book.pause(ALL, PAUSE);
    expect(['a', 'b', 'c'].map((name) => book.pauseOf(name))).toEqual([PAUSE, PAUSE, PAUSE]);
    expect([book.resume(ALL), book.resume(ALL), book.pauseOf('a')]).toEqual([true, false, undefined]);
  });

  it('forgets a pause whose time is over, and a single one then does not hide the one of all', async () => {
    const clock = manualClock();
    const book = openPauseBook(join(root, 'pause.json'), clock);
    book.pause(ALL, { ...PAUSE, untilMs: clock.now() + 2_000 });
    book.pause(only('a'), { ...PAUSE, untilMs: clock.now() + 1_000, reason: 'short' });
    expect(book.pauseOf('a')?.reason).toBe('short');
    await clock.advance(1_000);
    expect(book.pauseOf('a')).toMatchObject({ running: 'finish' });
    await clock.advance(1_000);
    expect([book.pauseOf('a'), book.pauseOf('b'), book.resume(ALL)]).toEqual([undefined, undefined, false]);
  });
});
