import type { ErrorCode, FinishReason, JsonSchema, Timings, Usage } from '@hanzo/contracts';

/** Loads the model. The first message a child gets, and the only one of its kind. */
export interface LoadCommand {
  readonly kind: 'load';
  readonly modelPath: string;
  /** Sequences that can run at once. */
  readonly slots: number;
  /** Per sequence. */
  readonly contextTokens: number;
  readonly threads: number;
  readonly gpu: 'auto' | 'off';
}

/** Starts a generation. At most `slots` may run at once: the parent queues the rest. */
export interface GenerateCommand {
  readonly kind: 'generate';
  /** Unique within the engine's life, across restarts. */
  readonly id: number;
  readonly system: string;
  readonly prompt: string;
  /** Undefined for plain text. */
  readonly schema: JsonSchema | undefined;
  readonly maxOutputTokens: number;
  readonly temperature: number;
  readonly seed: number;
}

/** What the parent sends. */
export type ToChild = LoadCommand | GenerateCommand | { readonly kind: 'abort'; readonly id: number };

/** Why a model did not load. */
export type LoadProblem = 'model' | 'memory' | 'binding';

/** A job that failed, as data: errors lose their class between processes. */
export interface JobFailure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly mend?: string;
  readonly details?: Readonly<Record<string, number>>;
}

/** How a job ended well. The text went before it, in pieces. */
export interface JobResult {
  readonly finish: FinishReason;
  readonly usage: Usage;
  /** Without the time in the parent's queue. */
  readonly timings: Omit<Timings, 'queueMs'>;
}

/** What the child sends. Every job ends with exactly one of done, failed and aborted. */
export type FromChild =
  /** `gpu` is `cpu` or the backend's name, `chatFormat` a family of prompts; `plain` when none was recognised. */
  | {
      readonly kind: 'ready';
      readonly gpu: string;
      readonly threads: number;
      readonly chatFormat: string;
      readonly loadMs: number;
    }
  | { readonly kind: 'load-failed'; readonly problem: LoadProblem; readonly message: string }
  | { readonly kind: 'text'; readonly id: number; readonly text: string }
  | { readonly kind: 'done'; readonly id: number; readonly result: JobResult }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: JobFailure }
  | { readonly kind: 'aborted'; readonly id: number }
  /** Sent while jobs run. `stalledMs`: since the engine last finished a piece of work. */
  | { readonly kind: 'alive'; readonly jobs: readonly number[]; readonly stalledMs: number };
