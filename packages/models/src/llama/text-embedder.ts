import type { LlamaEmbeddingContext, LlamaModel, Token } from 'node-llama-cpp';
import { ChildFailure } from './child-failure.ts';

/**
 * A text is evaluated in one batch, because llama.cpp pools only over the last one; the batch's buffers grow with it
 * (0.3 GB for a 1B model at this size).
 */
const MOST_TOKENS = 2048;

/** One text's vector. */
export interface TextEmbedding {
  readonly vector: number[];
  readonly inputTokens: number;
}

/** Makes embeddings in a context of its own, which exists from the first use on. One text at a time. */
export class TextEmbedder {
  readonly #model: LlamaModel;
  readonly #mostTokens: number;
  #context: Promise<LlamaEmbeddingContext> | undefined;

  constructor(model: LlamaModel, contextTokens: number) {
    this.#model = model;
    this.#mostTokens = Math.min(MOST_TOKENS, contextTokens, model.trainContextSize);
  }

  /** In the texts' order. Counts all of them before it evaluates one. Throws ChildFailure or the signal's reason. */
  async embed(
    texts: readonly string[],
    { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: () => void },
  ): Promise<TextEmbedding[]> {
    const context = await this.#open();
    const inputs = texts.map((text) => this.#tokenize(context, text));
    const embeddings: TextEmbedding[] = [];
    for (const { tokens, inputTokens } of inputs) {
      signal.throwIfAborted();
      const { vector } = await context.getEmbeddingFor(tokens);
      onProgress();
      embeddings.push({ vector: toUnitLength(vector), inputTokens });
    }
    signal.throwIfAborted();
    return embeddings;
  }

  #open(): Promise<LlamaEmbeddingContext> {
    this.#context ??= this.#create();
    return this.#context;
  }

  async #create(): Promise<LlamaEmbeddingContext> {
    try {
      // One more: llama.cpp wants room for a token that is never made.
      const contextSize = this.#mostTokens + 1;
      return await this.#model.createEmbeddingContext({ contextSize, batchSize: contextSize });
    } catch (error) {
      // Memory may be free next time.
      this.#context = undefined;
      throw new ChildFailure({
        code: 'MODEL_UNAVAILABLE',
        message: `This model makes no embeddings: ${error instanceof Error ? error.message : String(error)}`,
        mend: 'Use a model that is made for embeddings, or give the worker more memory.',
      });
    }
  }

  #tokenize(context: LlamaEmbeddingContext, text: string): { tokens: Token[]; inputTokens: number } {
    const tokens = this.#model.tokenize(text);
    const inputTokens = context.calculateInputLength([...tokens]);
    if (tokens.length === 0) throw new ChildFailure({ code: 'USAGE', message: 'An empty text has no embedding.' });
    if (inputTokens > this.#mostTokens) {
      throw new ChildFailure({
        code: 'PROMPT_TOO_LONG',
        message: `A text has ${inputTokens} tokens; embeddings are made of at most ${this.#mostTokens}.`,
        mend: 'Cut the text into parts.',
        details: { promptTokens: inputTokens, contextTokens: this.#mostTokens },
      });
    }
    return { tokens, inputTokens };
  }
}

function toUnitLength(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  if (Number.isFinite(length) && length > 0) return vector.map((value) => value / length);
  throw new ChildFailure({
    code: 'MODEL_UNAVAILABLE',
    message: 'This model makes no embeddings: it gave an empty one.',
  });
}
