import type { Timings, Usage } from '@hanzo/contracts';

/** Weight of the newest measurement. */
const WEIGHT = 0.3;
/** Shorter answers tell more about overhead than about speed. */
const MIN_TOKENS = 8;
const MIN_PROMPT_TOKENS = 64;

/** Generated tokens per second of each attempt while so many ran at once. */
export interface SpeedAt {
  readonly concurrent: number;
  readonly tokensPerSecond: number;
}

/** What one model does on this machine, as moving averages: what the advert says is what was measured. */
export class Speed {
  readonly #generation = new Map<number, number>();
  #prompt = 0;

  /** Of one attempt alone, in generated tokens per second; 0 before the first measurement. */
  get tokensPerSecond(): number {
    return this.#generation.get(1) ?? 0;
  }

  /** Tokens of prompt read per second; 0 before the first measurement. */
  get promptTokensPerSecond(): number {
    return this.#prompt;
  }

  /** What was measured, by how many ran at once. */
  byConcurrency(): readonly SpeedAt[] {
    return [...this.#generation]
      .map(([concurrent, tokensPerSecond]) => ({ concurrent, tokensPerSecond }))
      .toSorted((a, b) => a.concurrent - b.concurrent);
  }

  /** A measurement that was made otherwise, e.g. before the first task. */
  set(tokensPerSecond: number, promptTokensPerSecond = 0): void {
    if (tokensPerSecond > 0) this.#generation.set(1, tokensPerSecond);
    if (promptTokensPerSecond > 0) this.#prompt = promptTokensPerSecond;
  }

  /** @param concurrent attempts on the model while this one ran, itself included */
  measure(usage: Usage, timings: Timings, concurrent: number): void {
    const seconds = (timings.totalMs - timings.firstTokenMs) / 1000;
    if (usage.outputTokens >= MIN_TOKENS && seconds > 0) {
      const known = this.#generation.get(concurrent);
      this.#generation.set(concurrent, average(known, (usage.outputTokens - 1) / seconds));
    }
    const read = usage.inputTokens - usage.cachedInputTokens;
    if (read >= MIN_PROMPT_TOKENS && timings.firstTokenMs > 0 && concurrent === 1) {
      this.#prompt = average(this.#prompt || undefined, (read / timings.firstTokenMs) * 1000);
    }
  }
}

function average(known: number | undefined, measured: number): number {
  return known === undefined ? measured : known * (1 - WEIGHT) + measured * WEIGHT;
}
