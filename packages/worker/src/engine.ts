import type { ModelProvider } from '@hanzo/contracts';

/** What a worker runs: one loaded model behind a provider. */
export interface WorkerEngine {
  readonly provider: ModelProvider;
  readonly modelName: string;
  /** Hex; empty when the engine does not tell. */
  readonly modelSha256: string;
  /** Prompt and answer together, per attempt. */
  readonly contextTokens: number;
  /** Attempts that run at the same time. */
  readonly slots: number;
  /** Measured before the first task, in generated tokens per second. @default 0, not measured */
  readonly tokensPerSecond?: number;
}

/** How one attempt on this worker ended, for its owner's journal and metrics. Never prompts, never answers. */
export interface WorkRecord {
  readonly attemptId: string;
  readonly coordinatorPeerId: string;
  readonly coordinatorName: string;
  readonly model: string;
  /** `done`, or the error code. */
  readonly end: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Milliseconds, waiting included. */
  readonly durationMs: number;
}
