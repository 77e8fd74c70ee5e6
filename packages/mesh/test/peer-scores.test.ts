import { manualClock } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { PeerScores } from '../src/peer-scores.ts';

const MINUTE = 60_000;

function setUp(maxKeys?: number) {
  const clock = manualClock();
  return { clock, scores: new PeerScores(clock, maxKeys === undefined ? {} : { maxKeys }) };
}

describe('peer scores', () => {
  it(verifies('mesh.peer-scores'), async () => {
    const { clock, scores } = setUp();
    expect(scores.penalise('p', 19, 'malformed')).toBe('fine');
    expect(scores.penalise('p', 1, 'malformed')).toBe('disconnect');
    expect(scores.banned('p')).toBeUndefined();
    expect(scores.penalise('p', 30, 'a forged card')).toBe('banned');
    await clock.advance(10 * MINUTE);
    expect(scores.banned('p')).toEqual({ forMs: 20 * MINUTE, why: 'a forged card' });
    await clock.advance(20 * MINUTE - 1);
    expect(scores.banned('p')).toMatchObject({ forMs: 1 });
    await clock.advance(1);
    expect(scores.banned('p')).toBeUndefined();
    await clock.advance(24 * 60 * MINUTE);
    expect(scores.penalise('p', 19, 'malformed')).toBe('fine');
  });

  it('halve every ten minutes', async () => {
    const { clock, scores } = setUp();
    scores.penalise('p', 16, 'slow');
    await clock.advance(10 * MINUTE);
    expect(scores.scores()).toEqual([{ key: 'p', score: -8, bannedForMs: 0, why: 'slow' }]);
    await clock.advance(10 * MINUTE);
    // Looking at them in between has changed nothing.
    expect(scores.scores()[0]?.score).toBeCloseTo(-4);
    expect(scores.penalise('p', 15.9, 'slow')).toBe('fine');
    expect(scores.penalise('p', 0.2, 'slow')).toBe('disconnect');
  });

  it('do not move when somebody sets the clock', () => {
    const { clock, scores } = setUp();
    scores.penalise('p', 50, 'a forged card');
    clock.stepWallClock(365 * 24 * 60 * MINUTE);
    expect(scores.banned('p')).toMatchObject({ forMs: 30 * MINUTE });
  });

  it('judge a second offence harder', async () => {
    const { clock, scores } = setUp();
    scores.penalise('p', 50, 'a forged card');
    await clock.advance(30 * MINUTE);
    expect(scores.penalise('p', 1, 'malformed')).toBe('disconnect');
    expect(scores.penalise('p', 29, 'malformed')).toBe('banned');
  });

  it('count probation from the end of the ban, whenever it is looked at', async () => {
    const { clock, scores } = setUp();
    scores.penalise('p', 500, 'a forged card');
    await clock.advance(40 * MINUTE);
    expect(scores.scores()).toEqual([{ key: 'p', score: -10, bannedForMs: 0, why: 'a forged card' }]);
  });

  it('do not make a ban longer for what comes during it', async () => {
    const { clock, scores } = setUp();
    scores.penalise('p', 50, 'a forged card');
    await clock.advance(29 * MINUTE);
    expect(scores.penalise('p', 100, 'knocked again')).toBe('banned');
    expect(scores.banned('p')).toEqual({ forMs: MINUTE, why: 'a forged card' });
  });

  it('are listed worst first, without those that are clean again', async () => {
    const { clock, scores } = setUp();
    scores.penalise('long-ago', 5, 'slow');
    await clock.advance(120 * MINUTE);
    scores.penalise('a', 5, 'slow');
    scores.penalise('host:10.0.0.9', 60, 'a flood');
    scores.penalise('b', 15, 'malformed');
    expect(scores.scores()).toEqual([
      { key: 'host:10.0.0.9', score: -60, bannedForMs: 30 * MINUTE, why: 'a flood' },
      { key: 'b', score: -15, bannedForMs: 0, why: 'malformed' },
      { key: 'a', score: -5, bannedForMs: 0, why: 'slow' },
    ]);
  });

  it('keep their size when a stranger makes up keys, and remember the worst', () => {
    const { scores } = setUp();
    scores.penalise('banned', 50, 'a forged card');
    scores.penalise('bad', 19, 'malformed');
    for (let key = 0; key < 50_000; key++) scores.penalise(`made-up-${key}`, 1, 'slow');
    expect(scores.scores().length).toBeLessThanOrEqual(10_000);
    expect(scores.scores().slice(0, 2)).toMatchObject([{ key: 'banned' }, { key: 'bad' }]);
  });

  it('forget a ban only where all are banned: the one that ends first', async () => {
    const { clock, scores } = setUp(10);
    for (let key = 0; key < 10; key++) {
      scores.penalise(`banned-${key}`, 50, 'a forged card');
      await clock.advance(1);
    }
    expect(scores.penalise('newest', 1, 'slow')).toBe('fine');
    const left = scores.scores().map(({ key }) => key);
    expect(left).toHaveLength(9);
    expect(left).not.toContain('banned-0');
    expect(left).toContain('newest');
    expect(left).toContain('banned-9');
  });
});
