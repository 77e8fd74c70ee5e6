import { roughTokens } from '../pieces.ts';
import { bag, type Bag, blocksIn, list, shown } from './anthropic-request.ts';
import type { CacheUse } from './prompt-cache.ts';

/** Shorter beginnings are not kept. */
const LEAST_TOKENS = 1024;

/** Keeps what requests mark with `cache_control`, for ever; nothing else is kept or found. */
export class AnthropicCache {
  readonly #known = new Set<string>();

  /** What the request finds in the cache, and what it puts there. */
  use(body: Bag): CacheUse {
    const marked = markedBeginnings(body).filter((beginning) => roughTokens(beginning) >= LEAST_TOKENS);
    const found = marked.findLast((beginning) => this.#known.has(beginning)) ?? '';
    const kept = marked.at(-1) ?? '';
    for (const beginning of marked) this.#known.add(beginning);
    const cachedInputTokens = found === '' ? 0 : roughTokens(found);
    const cacheWriteTokens = kept === '' ? 0 : roughTokens(kept) - cachedInputTokens;
    return { cachedInputTokens, ...(cacheWriteTokens > 0 && { cacheWriteTokens }) };
  }
}

/** What stands before and in each marked block: tools, then the system prompt, then messages. Shortest first. */
function markedBeginnings(body: Bag): readonly string[] {
  const blocks = [
    ...list(body['tools']).map(bag),
    ...blocksIn(body['system']),
    ...list(body['messages']).flatMap((message) => blocksIn(bag(message)['content'])),
  ];
  let beginning = shown(body['model']);
  return blocks.flatMap((block) => {
    const { cache_control: marked, ...rest } = block;
    beginning += JSON.stringify(rest);
    return marked === undefined || marked === null ? [] : [beginning];
  });
}
