import { manualClock } from '@hanzo/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { FairQueue } from '../src/fair-queue.ts';
import { ProgressBuffer } from '../src/progress-buffer.ts';
import { Speed } from '../src/speed.ts';

describe('the fair queue', () => {
  it(verifies('worker.fair'), () => {
    const queue = new FairQueue<string>();
    for (let i = 0; i < 100; i++) queue.push('flood', `flood-${i}`);
    queue.push('occasional', 'mine');
    queue.push('other', 'theirs');
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
            expect(queue.remove(owner, (item) => item === line[0])).toEqual([line.shift()]);
          } else if (take) {
            const item = queue.shift();
            const fronts = [...waiting.values()].map((numbers) => numbers[0]);
            expect(fronts).toContain(item);
            waiting
              .values()
              .find((numbers) => item !== undefined && numbers[0] === item)
              ?.shift();
          } else {
            queue.push(owner, number);
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

it('speed is what was measured, and short answers do not count', () => {
  const usage = { inputTokens: 0, cachedInputTokens: 0, reasoningTokens: 0 };
  const speed = new Speed();
  speed.measure({ ...usage, outputTokens: 2 }, { queueMs: 0, firstTokenMs: 0, totalMs: 1 });
  expect(speed.tokensPerSecond).toBe(0);
  speed.measure({ ...usage, outputTokens: 101 }, { queueMs: 0, firstTokenMs: 500, totalMs: 1_500 });
  expect(speed.tokensPerSecond).toBe(100);
  speed.measure({ ...usage, outputTokens: 201 }, { queueMs: 0, firstTokenMs: 500, totalMs: 1_500 });
  expect(speed.tokensPerSecond).toBe(130);
});
