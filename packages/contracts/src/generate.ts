import type { PromptImage } from './image.ts';

/** What an answer must look like. A JSON schema binds the engine where it can, and the gate always. */
export type OutputShape =
  | { readonly kind: 'text' }
  | { readonly kind: 'json'; readonly name: string; readonly schema: JsonSchema };

/**
 * The subset of JSON Schema that engines share: OpenAI's strict mode and llama grammars.
 * Every property of an object is required; `additionalProperties` is false.
 */
export type JsonSchema =
  | { readonly type: 'string'; readonly description?: string; readonly maxLength?: number }
  | { readonly type: 'string'; readonly enum: readonly string[]; readonly description?: string }
  | { readonly type: 'integer' | 'number' | 'boolean'; readonly description?: string }
  | { readonly type: 'array'; readonly items: JsonSchema; readonly maxItems?: number; readonly description?: string }
  | {
      readonly type: 'object';
      readonly properties: Readonly<Record<string, JsonSchema>>;
      readonly required: readonly string[];
      readonly additionalProperties: false;
      readonly description?: string;
    };

export interface Sampling {
  /** 0 is greedy. Range 0..2. Never sent to models whose catalogue entry refuses it. */
  readonly temperature?: number;
  /** Safe integer. */
  readonly seed?: number;
}

/** Chance without a seed, also that of an engine's own temperature, gives another answer each time. */
export function isRepeatable({ temperature = 1, seed }: Sampling): boolean {
  return temperature === 0 || seed !== undefined;
}

/** One request to one model: a prompt in, text out. */
export interface GenerateRequest {
  /** The model's name as its provider knows it. */
  readonly model: string;
  readonly system: string;
  readonly prompt: string;
  readonly output: OutputShape;
  /** Upper bound of generated tokens, reasoning included. At least 1. */
  readonly maxOutputTokens: number;
  readonly sampling: Sampling;
  /** Pictures that belong to the prompt, for models with vision. @default none */
  readonly images?: readonly PromptImage[];
  /** Texts that end the answer and are not part of it: at most 4, of 1 to 64 characters. @default none */
  readonly stop?: readonly string[];
  /**
   * The beginning of the answer, which is there already: the engine goes on from its end. It is part of
   * `Generation.text` and of `maxOutputTokens`, and is not told to `onText` again. @default none
   */
  readonly resume?: string;
}

/** `stop`: the model ended by itself, or reached a stop text of the request. `length`: the output cap cut it. */
export type FinishReason = 'stop' | 'length';

/** Tokens as the engine counted them. `cachedInputTokens` is part of `inputTokens`, `reasoningTokens` of `outputTokens`. */
export interface Usage {
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  /** Part of `inputTokens` that the provider put into its cache and charges differently. @default 0 */
  readonly cacheWriteTokens?: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
}

export const NO_USAGE: Usage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, reasoningTokens: 0 };

export function addUsage(a: Usage, b: Usage): Usage {
  const cacheWriteTokens = (a.cacheWriteTokens ?? 0) + (b.cacheWriteTokens ?? 0);
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    cachedInputTokens: a.cachedInputTokens + b.cachedInputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    reasoningTokens: a.reasoningTokens + b.reasoningTokens,
    ...(cacheWriteTokens > 0 && { cacheWriteTokens }),
  };
}

/** Milliseconds, measured where the engine runs. */
export interface Timings {
  /** Waiting for a free slot. */
  readonly queueMs: number;
  /** From the start of work to the first token. */
  readonly firstTokenMs: number;
  /** From the start of work to the end; waiting excluded. */
  readonly totalMs: number;
}

export interface Generation {
  readonly text: string;
  readonly finish: FinishReason;
  /** The model that really answered, as the engine names it. */
  readonly servedModel: string;
  readonly usage: Usage;
  readonly timings: Timings;
}

export interface GenerateOptions {
  /** Aborting rejects with the signal's reason and frees the engine. */
  readonly signal: AbortSignal;
  /** Receives text as it is produced. All pieces joined equal `Generation.text`. */
  readonly onText?: (piece: string) => void;
  /** Called when the engine is alive but has no text to show, e.g. while it reads the prompt. */
  readonly onAlive?: () => void;
}

/**
 * Anything that turns a prompt into text: an API, a llama child process, a scripted fake.
 *
 * Rejects with HanzoError: CREDENTIALS_REJECTED, MODEL_UNAVAILABLE, RATE_LIMITED, QUOTA_EXHAUSTED, API_FAILED,
 * API_REFUSED, ENDPOINT_UNREACHABLE, ENGINE_CRASHED, ENGINE_FAILED, PROMPT_TOO_LONG, or the signal's reason.
 */
export interface ModelProvider {
  /** Who this is, for people: `openai`, `llama`, or an endpoint's host. */
  readonly name: string;
  generate(request: GenerateRequest, options: GenerateOptions): Promise<Generation>;
}
