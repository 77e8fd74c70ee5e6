import type { ModelProvider } from './generate.ts';

/** What engines of every kind say of themselves. */
export interface EngineInfo {
  /** What answers are signed with, and what tasks ask for. */
  readonly modelName: string;
  /** Hex, of the weights file. Empty when the engine does not tell. */
  readonly modelSha256: string;
  /** Prompt and answer together, for one generation. */
  readonly contextTokens: number;
  /** Generations that run at once; more wait their turn. */
  readonly slots: number;
  /** It goes on from `GenerateRequest.resume`. Others reject a request that has one. @default false */
  readonly resumes?: boolean;
  /** The same for answers in JSON. @default what `resumes` says */
  readonly resumesJson?: boolean;
}

export interface Embedding {
  /** Of unit length. Only vectors of the same model can be compared. */
  readonly vector: readonly number[];
  readonly inputTokens: number;
}

/** Turns texts into vectors that are near each other when the texts mean something similar. */
export interface Embedder {
  /**
   * One embedding per text, in order.
   *
   * Rejects with HanzoError PROMPT_TOO_LONG, MODEL_UNAVAILABLE (this model makes no embeddings), what `generate`
   * rejects with, or the signal's reason.
   */
  embed(texts: readonly string[], options: { readonly signal: AbortSignal }): Promise<readonly Embedding[]>;
}

/** `restarting`: it broke, and is expected back soon. */
export type EngineState = 'ready' | 'restarting' | 'closed';

/**
 * A model that is ready to answer on this machine: llama.cpp in a child process, or a server that was there already.
 * Disposing ends what it owns; what still runs or waits is rejected with ENGINE_FAILED.
 */
export interface Engine extends ModelProvider, Embedder, AsyncDisposable {
  readonly info: EngineInfo;
  /** @default 'ready' */
  readonly state?: EngineState;
  /** Resolves when it will never answer again: disposed, or given up after repeated faults. */
  readonly closed: Promise<void>;
  /** Changes how much of the processor it may take, from the next piece of work on. Absent where it has no say. */
  setThreads?(threads: number): void;
}
