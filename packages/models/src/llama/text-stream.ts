import type { Token } from 'node-llama-cpp';

type Detokenize = (tokens: readonly Token[], before: readonly Token[]) => string;

/** The tokenizer looks at a few tokens before a piece to decide about spaces. */
const CONTEXT_TOKENS = 4;

/**
 * A character has at most four bytes, so no more than three tokens can lie between its start and its end. Longer runs of
 * broken bytes are noise from the model and are let through as U+FFFD.
 */
const MOST_HELD_TOKENS = 8;

/** Turns tokens into text as they come, holding back the first bytes of a character until its last one is there. */
export class TextStream {
  readonly #detokenize: Detokenize;
  #before: readonly Token[];
  #held: Token[] = [];

  /** @param before what of the same text was there already */
  constructor(detokenize: Detokenize, before: readonly Token[] = []) {
    this.#detokenize = detokenize;
    this.#before = before.slice(-CONTEXT_TOKENS);
  }

  /** The text that is certain now; often one token's, sometimes none. */
  push(token: Token): string {
    this.#held.push(token);
    const text = this.#detokenize(this.#held, this.#before);
    if (text.endsWith('\uFFFD') && this.#held.length < MOST_HELD_TOKENS) return '';
    return this.#release(text);
  }

  /** What is still held: the beginning of a character that never ended. */
  end(): string {
    return this.#held.length === 0 ? '' : this.#release(this.#detokenize(this.#held, this.#before));
  }

  #release(text: string): string {
    this.#before = [...this.#before, ...this.#held].slice(-CONTEXT_TOKENS);
    this.#held = [];
    return text;
  }
}
