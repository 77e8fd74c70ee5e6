import type { TaskSource } from '@hanzo/contracts';
import { estimateTokens } from '@hanzo/tools';
import { TOKENS_PER_LINE, TOKENS_PER_SOURCE } from './prompt.ts';

/** Groups chunks in their order, as many as fit into `room` tokens each. A chunk never stands in two groups. */
export function packSources(chunks: readonly TaskSource[], room: number): readonly (readonly TaskSource[])[] {
  const groups: TaskSource[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const chunk of chunks) {
    const lines = chunk.text.split('\n').length;
    const size = estimateTokens(chunk.text) + lines * TOKENS_PER_LINE + TOKENS_PER_SOURCE;
    if (used + size > room) {
      groups.push([]);
      used = 0;
    }
    groups.at(-1)?.push(chunk);
    used += size;
  }
  return groups;
}
