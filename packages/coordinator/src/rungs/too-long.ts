import type { Task } from '@hanzo/contracts';

/** Upper estimate of a text's tokens. */
export type CountTokens = (text: string) => number;

/** Tokens that a chat template adds around system and prompt. */
export const TEMPLATE_TOKENS = 32;

/** Tokens that the prompt of a task has at most. */
export function promptTokens({ system, prompt }: Pick<Task, 'system' | 'prompt'>, countTokens: CountTokens): number {
  return countTokens(system) + countTokens(prompt) + TEMPLATE_TOKENS;
}

/** Why a task is too long for an engine, in words: better said before it is tried. */
export function tooLongFor(name: string, wanted: number, room: number | undefined): string | undefined {
  if (room === undefined || wanted <= room) return undefined;
  return `it is too long for ${name}: about ${wanted} tokens, and there is room for ${room}`;
}
