import type { TaskSource } from '@hanzo/contracts';
import { estimateTokens } from '@hanzo/tools';
import { TOKENS_PER_LINE, TOKENS_PER_SOURCE } from './prompt.ts';

/** Tokens that a source takes in a prompt, about. */
export function sizeOfSource({ text }: Pick<TaskSource, 'text'>): number {
  return estimateTokens(text) + text.split('\n').length * TOKENS_PER_LINE + TOKENS_PER_SOURCE;
}

/** Groups chunks in their order, as many as fit into `room` tokens each. A chunk never stands in two groups. */
export function packSources(chunks: readonly TaskSource[], room: number): readonly (readonly TaskSource[])[] {
  const groups: TaskSource[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const chunk of chunks) {
    const size = sizeOfSource(chunk);
    if (used + size > room) {
      groups.push([]);
      used = 0;
    }
    groups.at(-1)?.push(chunk);
    used += size;
  }
  return groups;
}
