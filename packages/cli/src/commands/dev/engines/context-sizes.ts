/** What tasks are cut to while it is not known who will take them: no worker has joined yet, or there is no other engine. Tokens. */
export const API_CONTEXT_TOKENS = 16_384;
/**
 * What tasks for an API model are cut to, where its own window is larger, as most are by far. A task names five problems
 * at most, and models overlook more in the middle of longer prompts: more code in one task would be read with less care. Besides, a
 * lost answer costs as much again. Tokens.
 */
export const MOST_API_CONTEXT_TOKENS = 32_768;
/** What an engine on this machine is asked for; it has less when its model was trained for less. Tokens. */
export const LOCAL_CONTEXT_TOKENS = 4_096;

/** Small contexts keep most of their room for code. */
export function answerTokens(contextTokens: number): number {
  return Math.min(700, Math.floor(contextTokens / 4));
}
