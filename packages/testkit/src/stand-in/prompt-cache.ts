import { roughTokens } from '../pieces.ts';
import type { StandInRequest } from './request.ts';

export interface PromptCacheOptions {
  /** Shorter beginnings are not kept, and what is kept is counted in steps of 128 tokens. @default 1024 */
  readonly leastTokens?: number;
  /** Whether a model charges for what it puts into the cache. @default gpt-5.6*, gpt-6* */
  readonly writes?: (model: string) => boolean;
}

/** Part of a request's input. */
export interface CacheUse {
  readonly cachedInputTokens: number;
  readonly cacheWriteTokens?: number;
}

const STEP = 128;
const CHARGED_WRITES = /^(gpt-5\.[6-9]|gpt-6)/;

/** Remembers the beginnings of prompts as the provider does: the same key and the same beginning are read once. */
export class PromptCache {
  readonly #least: number;
  readonly #writes: (model: string) => boolean;
  readonly #known = new Map<string, string[]>();

  constructor({ leastTokens = 1024, writes = (model) => CHARGED_WRITES.test(model) }: PromptCacheOptions) {
    this.#least = leastTokens;
    this.#writes = writes;
  }

  /** What the request finds in the cache; afterwards it is in there as a whole. */
  use(request: StandInRequest, inputTokens: number): CacheUse {
    const prompt = JSON.stringify([request.body['tools'], request.system, request.prompt]);
    const key = `${request.model}\n${request.cacheKey ?? ''}`;
    const known = this.#known.get(key) ?? [];
    this.#known.set(key, [...known, prompt]);
    const shared = Math.max(0, ...known.map((earlier) => commonTokens(earlier, prompt)));
    const cachedInputTokens = Math.min(this.#kept(shared), this.#kept(inputTokens));
    const cacheWriteTokens = this.#writes(request.model) ? this.#kept(inputTokens) - cachedInputTokens : 0;
    return { cachedInputTokens, ...(cacheWriteTokens > 0 && { cacheWriteTokens }) };
  }

  #kept(tokens: number): number {
    return tokens < this.#least ? 0 : Math.floor(tokens / STEP) * STEP;
  }
}

function commonTokens(a: string, b: string): number {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  return same === 0 ? 0 : roughTokens(a.slice(0, same));
}
