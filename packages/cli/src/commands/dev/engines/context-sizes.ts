/** Small on purpose: a chunk that fits every engine can escalate without being cut again. Tokens. */
export const API_CONTEXT_TOKENS = 16_384;
/** What an engine on this machine is asked for; it has less when its model was trained for less. Tokens. */
export const LOCAL_CONTEXT_TOKENS = 4_096;

/** Small contexts keep most of their room for code. */
export function answerTokens(contextTokens: number): number {
  return Math.min(700, Math.floor(contextTokens / 4));
}
