import type { ModelProvider } from '@hanzo/contracts';

const TOKENS = 48;

/**
 * One short generation before anyone is served: it proves that the model really answers on this machine, and
 * measures how fast. Returns generated tokens per second; 0 when the model ended too early to tell.
 *
 * @throws what the engine throws: a worker whose model cannot answer must not come up
 */
export async function warmUp(engine: ModelProvider, signal: AbortSignal): Promise<number> {
  const { usage, timings } = await engine.generate(
    {
      model: engine.name,
      system: 'You count.',
      prompt: 'Count from one to fifty in words.',
      output: { kind: 'text' },
      maxOutputTokens: TOKENS,
      sampling: { temperature: 0, seed: 1 },
    },
    { signal },
  );
  const seconds = (timings.totalMs - timings.firstTokenMs) / 1000;
  return usage.outputTokens > 1 && seconds > 0 ? (usage.outputTokens - 1) / seconds : 0;
}
