import { describe, expect, it } from 'vitest';
import { vote, type Voice } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

const voice = (id: string, text: string | undefined, passRate?: number, isAwaited = false): Voice => {
  return { id, text, passRate, isAwaited };
};

describe('votes', () => {
  it(verifies('agreement.votes', 'weighed'), () => {
    const voices = [voice('a', '1', 0.9), voice('b', '2', 0.2), voice('c', '2', 0.3)];
    expect(vote(voices)).toMatchObject({ leading: ['a'], isAccepted: false, isOpen: false });
    expect(vote(voices).share).toBeCloseTo(0.9 / 1.4);
    const other = [voice('a', '1', 0.4), voice('b', '2', 0.5), voice('c', '2', 0.1)];
    expect(vote(other)).toMatchObject({ leading: ['b', 'c'], isAccepted: true });
    expect(vote(other, { share: 0.6 }).isAccepted).toBe(true);
    expect(vote(other, { share: 0.61 }).isAccepted).toBe(false);
  });

  it(verifies('agreement.votes', 'alike'), () => {
    const voices = [voice('a', '1', 0.9), voice('b', '2', 0.2), voice('c', '2')];
    expect(vote(voices)).toMatchObject({ leading: ['b', 'c'], share: 2 / 3, isAccepted: true });
    expect(new Set(vote(voices).weights.values())).toEqual(new Set([1]));
  });

  it(verifies('agreement.no-single-voice'), () => {
    expect(vote([voice('a', '1', 0.9), voice('b', '2', 0.1)])).toMatchObject({ share: 0.9, isAccepted: false });
    expect(vote([voice('a', '', 0.9), voice('b', '', 0.9)]).isAccepted).toBe(false);
  });

  it('is decided as soon as nobody who is awaited can change it, or bring it about', () => {
    const late = (id: string): Voice => voice(id, undefined, undefined, true);
    expect(vote([voice('a', '1'), voice('b', '1'), late('c')])).toMatchObject({ isAccepted: true });
    expect(vote([voice('a', '1'), voice('b', '2'), late('c')])).toMatchObject({ isAccepted: false, isOpen: true });
    expect(vote([voice('a', '1'), voice('b', '2'), voice('c', undefined)]).isOpen).toBe(false);
    const split = [voice('a', '1'), voice('b', '2'), voice('c', '3'), late('d')];
    expect(vote(split).isOpen).toBe(false);
    // Whoever is like two of them may bring them together.
    expect(vote(split, { how: 'alike' }).isOpen).toBe(true);
    const half = [voice('a', '1'), voice('b', '1'), voice('c', '2'), late('d')];
    expect(vote(half, { share: 0.5 })).toMatchObject({ isAccepted: false, isOpen: true });
  });
});
