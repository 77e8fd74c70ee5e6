import { randomInt } from 'node:crypto';
import type { Engine, GenerateRequest, Generation } from '@hanzo/contracts';

/** Measured with one request at a time. 0: it could not be told. */
export interface EngineSpeed {
  /** Tokens of a prompt that was not cached, per second. */
  readonly promptTokensPerSecond: number;
  /** Tokens of an answer per second, from its first token on. */
  readonly generationTokensPerSecond: number;
}

/** Lines of about ten tokens. */
const PROMPT_LINES = 16;
const LINE_TOKENS = 12;
const ANSWER_TOKENS = 48;
/** Shorter answers tell more about overhead than about speed. */
const FEWEST_TOKENS = 8;

/**
 * Two short generations: the first wakes the engine (loading, compiling), the second is measured. It also proves that the
 * model really answers.
 *
 * @throws what the engine throws: one that cannot answer must not be lent
 */
export async function measureSpeed(engine: Engine, signal: AbortSignal): Promise<EngineSpeed> {
  const { contextTokens, modelName } = engine.info;
  await engine.generate(request(modelName, 'Say hello.', 1), { signal });
  const lines = Math.max(1, Math.min(PROMPT_LINES, Math.floor(contextTokens / 2 / LINE_TOKENS)));
  const cap = Math.max(1, Math.min(ANSWER_TOKENS, Math.floor(contextTokens / 4)));
  return speedOf(await engine.generate(request(modelName, freshPrompt(lines), cap), { signal }));
}

function speedOf({ usage, timings }: Generation): EngineSpeed {
  const prompt = usage.inputTokens - usage.cachedInputTokens;
  const answer = usage.outputTokens < FEWEST_TOKENS ? 0 : usage.outputTokens - 1;
  return {
    promptTokensPerSecond: perSecond(prompt, timings.firstTokenMs),
    generationTokensPerSecond: perSecond(answer, timings.totalMs - timings.firstTokenMs),
  };
}

function perSecond(tokens: number, ms: number): number {
  return ms > 0 && tokens > 0 ? (tokens * 1000) / ms : 0;
}

/** Begins with a number of its own: engines keep what they have read, and would answer from their cache. */
function freshPrompt(lines: number): string {
  const start = randomInt(1_000_000);
  const entries = Array.from(
    { length: lines },
    (_, line) => `Entry ${start + line}: the meeting of team ${line} is open.`,
  );
  return `${entries.join('\n')}\nCount from one to fifty in words.`;
}

function request(model: string, prompt: string, maxOutputTokens: number): GenerateRequest {
  return {
    model,
    system: 'You count.',
    prompt,
    output: { kind: 'text' },
    maxOutputTokens,
    sampling: { temperature: 0, seed: 1 },
  };
}
