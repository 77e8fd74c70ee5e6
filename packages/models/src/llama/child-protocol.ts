import type { SnapshotFolder } from './snapshots.ts';
import type { Embedding, ErrorCode, FinishReason, JsonSchema, Timings, Usage } from '@hanzo/contracts';

/** Loads the model. The first message a child gets, and the only one of its kind. */
export interface LoadCommand {
  readonly kind: 'load';
  readonly modelPath: string;
  /** Sequences that can run at once. */
  readonly slots: number;
  /** Per sequence. */
  readonly contextTokens: number;
  /** CPU threads for decoding, and the most that a later command may ask for. */
  readonly threads: number;
  readonly mostThreads: number;
  readonly gpu: GpuChoice;
  /** Of the GPU's memory, 0..1. Undefined: what is free. */
  readonly gpuMemoryShare: number | undefined;
  /** Where states of prompts' beginnings go. Undefined: they are not kept. */
  readonly snapshots: SnapshotFolder | undefined;
}

/** `auto` takes the best backend that works, `off` the CPU. */
export type GpuChoice = 'auto' | 'cuda' | 'vulkan' | 'metal' | 'off';

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
  /** Texts that end the answer. */
  readonly stop: readonly string[];
  /** The beginning of the answer, which is there already. Empty for none. */
  readonly resume: string;
}

/** Makes one embedding per text. Counts as one of the `slots`. */
export interface EmbedCommand {
  readonly kind: 'embed';
  /** Unique among all jobs. */
  readonly id: number;
  readonly texts: readonly string[];
}

/** What a job consists of. */
export type JobCommand = GenerateCommand | EmbedCommand;

/** What the parent sends. `threads` is in force from the next decode on. */
export type ToChild =
  | LoadCommand
  | JobCommand
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'threads'; readonly threads: number };

/** Why a model did not load. `backend`: the one asked for by name does not work here. */
export type LoadProblem = 'model' | 'memory' | 'binding' | 'backend';

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
  /** CPU threads that the last decode took. */
  readonly threads: number;
}

/** What the child sends. Every job ends with exactly one of done, embedded, failed and aborted. */
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
  | { readonly kind: 'embedded'; readonly id: number; readonly embeddings: readonly Embedding[] }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: JobFailure }
  | { readonly kind: 'aborted'; readonly id: number }
  /** Sent while jobs run. `stalledMs`: since the engine last finished a piece of work. */
  | { readonly kind: 'alive'; readonly jobs: readonly number[]; readonly stalledMs: number };
