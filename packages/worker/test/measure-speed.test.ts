import type { Engine, GenerateRequest } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { measureSpeed } from '../src/index.ts';

const { signal } = new AbortController();

describe('measureSpeed', () => {
  function engineThat(
    timings: readonly [number, number],
    usage: readonly [number, number, number],
  ): Engine & { asked: GenerateRequest[] } {
    const [inputTokens, cachedInputTokens, outputTokens] = usage;
    const asked: GenerateRequest[] = [];
    return {
      name: 'scripted',
      asked,
      info: { modelName: 'm', modelSha256: '', contextTokens: 2048, slots: 4 },
      closed: new Promise(() => undefined),
      embed: () => Promise.resolve([]),
      generate: (request) => {
        asked.push(request);
        return Promise.resolve({
          text: 'one two',
          finish: 'length',
          servedModel: 'm',
          usage: { inputTokens, cachedInputTokens, outputTokens, reasoningTokens: 0 },
          timings: { queueMs: 5, firstTokenMs: timings[0], totalMs: timings[1] },
        });
      },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }

  it(verifies('worker.speed-first'), async () => {
    const engine = engineThat([250, 2250], [600, 100, 41]);
    expect(await measureSpeed(engine, signal)).toEqual({ promptTokensPerSecond: 2000, generationTokensPerSecond: 20 });
    await measureSpeed(engine, signal);
    const prompts = engine.asked.map(({ prompt }) => prompt.slice(0, 40));
    expect(prompts[1], 'no prompt is measured twice').not.toBe(prompts[3]);
  });

  it(verifies('worker.speed-first', 'an answer too short to tell, a prompt that came from the cache'), async () => {
    const engine = engineThat([250, 251], [600, 600, 3]);
    expect(await measureSpeed(engine, signal)).toEqual({ promptTokensPerSecond: 0, generationTokensPerSecond: 0 });
  });
});
