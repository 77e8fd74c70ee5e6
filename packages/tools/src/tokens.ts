/** Characters per token, on the low side for code, so that the estimate is rather too high. */
const CHARS_PER_TOKEN = 3.5;

/** Estimates the tokens of a text without a tokenizer: characters / 3.5, rounded up. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / CHARS_PER_TOKEN);
}
