/** What is compared: something that answers prompts with a model of the same file. */
export interface Contender extends AsyncDisposable {
  readonly name: string;
  /** The process that computes. */
  readonly pid: number;
  ask(question: Question): Promise<Reply>;
}

export interface Question {
  readonly prompt: string;
  /** Exactly so many, unless the model ends by itself. */
  readonly tokens: number;
  readonly signal?: AbortSignal;
}

export interface Reply {
  readonly inputTokens: number;
  /** Of these, not evaluated because they were known. */
  readonly cachedTokens: number;
  readonly outputTokens: number;
}

/** Tokens of one sequence: the longest prompt here and its answer. */
export const CONTEXT_TOKENS = 2048;

/** Text of about so many tokens, of the words that the random models' tokenizer knows, different for each seed. */
export function textOf(tokens: number, seed: number): string {
  const words = ['the', 'cart', 'adds', 'every', 'price', 'of', 'items', 'in', 'order', 'and', 'returns', 'a', 'total'];
  let state = seed + 1;
  let text = `${seed}:`;
  // About as many characters as the tokenizer needs: measured by the caller, who corrects.
  while (text.length < tokens) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    text += ` ${words[state % words.length] ?? ''}`;
  }
  return text;
}
