import { manualClock } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { ProgressBuffer } from '../src/progress-buffer.ts';
import { Speed } from '../src/speed.ts';

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

  it('counts from where the answer goes on, and sends the rest at its end', async () => {
    const clock = manualClock();
    const frames: [number, string][] = [];
    const progress = new ProgressBuffer(clock, (offset, text) => frames.push([offset, text]), 7);
    progress.push('a');
    progress.push('bc');
    progress.end();
    progress.push('too late');
    await clock.advance(1_000);
    expect(frames).toEqual([
      [7, 'a'],
      [8, 'bc'],
    ]);
  });

  it('says nothing more once it is stopped', async () => {
    const { clock, progress, frames } = buffer();
    progress.push('a');
    progress.push('b');
    progress.stop();
    progress.push('c');
    await clock.advance(1_000);
    expect(frames).toEqual([[0, 'a']]);
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
