import { manualClock } from '@hanzo/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { FairQueue } from '../src/fair-queue.ts';
import { ProgressBuffer } from '../src/progress-buffer.ts';
import { Speed } from '../src/speed.ts';

const one = { weight: 1, cost: 1 };

describe('the fair queue', () => {
  it(verifies('worker.fair'), () => {
    const queue = new FairQueue<string>();
    for (let i = 0; i < 100; i++) queue.push('flood', `flood-${i}`, one);
    queue.push('occasional', 'mine', one);
    queue.push('other', 'theirs', one);
    const order = [queue.shift(), queue.shift(), queue.shift(), queue.shift()];
    expect(order).toEqual(['flood-0', 'mine', 'theirs', 'flood-1']);
    expect(queue.size).toBe(98);
  });

  it('keeps the order of each owner, loses nothing and doubles nothing', () => {
    const step = fc.record({ owner: fc.constantFrom('a', 'b', 'c'), take: fc.boolean(), drop: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const queue = new FairQueue<number>();
        const waiting = new Map<string, number[]>();
        for (const [number, { owner, take, drop }] of steps.entries()) {
          const line = waiting.get(owner) ?? [];
          waiting.set(owner, line);
          if (drop && line.length > 0) {
            expect(queue.remove((item) => item === line[0])).toEqual([line.shift()]);
          } else if (take) {
            const item = queue.shift();
            const fronts = [...waiting.values()].map((numbers) => numbers[0]);
            expect(fronts).toContain(item);
            waiting
              .values()
              .find((numbers) => item !== undefined && numbers[0] === item)
              ?.shift();
          } else {
            queue.push(owner, number, one);
            line.push(number);
          }
          expect(queue.size).toBe([...waiting.values()].reduce((sum, numbers) => sum + numbers.length, 0));
        }
      }),
    );
  });
});

describe('the progress buffer', () => {
  function buffer(): { clock: ReturnType<typeof manualClock>; progress: ProgressBuffer; frames: [number, string][] } {
    const clock = manualClock();
    const frames: [number, string][] = [];
    return { clock, frames, progress: new ProgressBuffer(clock, (offset, text) => frames.push([offset, text])) };
  }

  it('sends the first piece at once and joins the ones that follow', async () => {
    const { clock, progress, frames } = buffer();
    for (const piece of ['a', 'b', 'c', 'd']) progress.push(piece);
    expect(frames).toEqual([[0, 'a']]);
    await clock.advance(25);
    expect(frames).toEqual([
      [0, 'a'],
      [1, 'bcd'],
    ]);
    await clock.advance(25);
    progress.push('e');
    expect(frames.at(-1), 'one that comes after a while waits for nobody').toEqual([4, 'e']);
  });

  it('cuts a huge piece into frames, never through a character', () => {
    const { progress, frames } = buffer();
    const text = `x${'🙂'.repeat(100_000)}`;
    progress.push(text);
    progress.flush();
    expect(frames.map(([, piece]) => piece).join('')).toBe(text);
    for (const [, piece] of frames) {
      expect(piece.isWellFormed()).toBe(true);
      expect(Buffer.byteLength(piece)).toBeLessThan(256 * 1024);
    }
  });

  it('says nothing more once it is stopped', async () => {
    const { clock, progress, frames } = buffer();
    progress.push('a');
    progress.push('b');
    progress.stop();
    await clock.advance(1_000);
    expect(frames).toEqual([[0, 'a']]);
  });
});

describe('fairness by weight', () => {
  it(verifies('worker.weighted'), () => {
    const queue = new FairQueue<string>();
    const weights = { double: 2, single: 1, heavy: 1 };
    for (let i = 0; i < 200; i++) {
      queue.push('double', 'double', { weight: 2, cost: 10 });
      queue.push('single', 'single', { weight: 1, cost: 10 });
      // Asks for ten times as much at once: gets a tenth of the turns, and the same share of the machine.
      queue.push('heavy', 'heavy', { weight: 1, cost: 100 });
    }
    const work = { double: 0, single: 0, heavy: 0 };
    for (let i = 0; i < 150; i++) {
      const owner = queue.shift() as keyof typeof work;
      work[owner] += owner === 'heavy' ? 100 : 10;
    }
    const perWeight = Object.entries(work).map(([owner, done]) => done / weights[owner as keyof typeof work]);
    expect(Math.max(...perWeight) - Math.min(...perWeight)).toBeLessThanOrEqual(100);
  });

  it('does not let anybody save up a claim while away', () => {
    const queue = new FairQueue<string>();
    for (let i = 0; i < 100; i++) queue.push('busy', 'busy', one);
    for (let i = 0; i < 90; i++) queue.shift();
    for (let i = 0; i < 10; i++) queue.push('back', 'back', one);
    const next = Array.from({ length: 10 }, () => queue.shift());
    expect(next.filter((owner) => owner === 'busy')).toHaveLength(5);
  });
});

describe('speed', () => {
  const usage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, reasoningTokens: 0 };

  it(verifies('worker.speed-measured'), () => {
    const speed = new Speed();
    speed.measure({ ...usage, outputTokens: 2 }, { queueMs: 0, firstTokenMs: 0, totalMs: 1_000 }, 1);
    expect(speed.tokensPerSecond).toBe(0);
    speed.measure({ ...usage, outputTokens: 101 }, { queueMs: 0, firstTokenMs: 500, totalMs: 1_500 }, 1);
    expect(speed.tokensPerSecond).toBe(100);
    speed.measure({ ...usage, outputTokens: 201 }, { queueMs: 0, firstTokenMs: 500, totalMs: 1_500 }, 1);
    expect(speed.tokensPerSecond).toBe(130);
    speed.measure({ ...usage, outputTokens: 41 }, { queueMs: 0, firstTokenMs: 500, totalMs: 1_500 }, 4);
    expect(speed.tokensPerSecond).toBe(130);
    expect(speed.byConcurrency()).toEqual([
      { concurrent: 1, tokensPerSecond: 130 },
      { concurrent: 4, tokensPerSecond: 40 },
    ]);
  });

  it('counts only what was really read of a prompt, and only alone', () => {
    const speed = new Speed();
    const timings = { queueMs: 0, firstTokenMs: 1_000, totalMs: 1_000 };
    speed.measure({ ...usage, inputTokens: 1_000, cachedInputTokens: 960 }, timings, 1);
    speed.measure({ ...usage, inputTokens: 1_000 }, timings, 2);
    expect(speed.promptTokensPerSecond).toBe(0);
    speed.measure({ ...usage, inputTokens: 1_000, cachedInputTokens: 800 }, timings, 1);
    expect(speed.promptTokensPerSecond).toBe(200);
  });
});
