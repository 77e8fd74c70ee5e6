import type { Timings, Usage } from '@hanzo/contracts';

/** Weight of the newest measurement. */
const WEIGHT = 0.3;
/** Shorter answers tell more about overhead than about speed. */
const MIN_TOKENS = 8;

/** Generation speed of one attempt, as a moving average: what the advert says is what was measured. */
export class Speed {
  #tokensPerSecond: number;

  constructor(tokensPerSecond = 0) {
    this.#tokensPerSecond = tokensPerSecond;
  }

  /** Tokens per second; 0 before the first measurement. */
  get tokensPerSecond(): number {
    return this.#tokensPerSecond;
  }

  measure(usage: Usage, timings: Timings): void {
    const seconds = (timings.totalMs - timings.firstTokenMs) / 1000;
    if (usage.outputTokens < MIN_TOKENS || seconds <= 0) return;
    const speed = (usage.outputTokens - 1) / seconds;
    this.#tokensPerSecond = this.#tokensPerSecond === 0 ? speed : this.#tokensPerSecond * (1 - WEIGHT) + speed * WEIGHT;
  }
}
