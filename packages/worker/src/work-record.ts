import type { DataClass } from '@hanzo/contracts';

/** How one attempt on this worker ended, for its owner's journal and metrics. Never prompts, never answers. */
export interface WorkRecord {
  readonly attemptId: string;
  /** When it was accepted, in milliseconds since the epoch. */
  readonly startedAt: number;
  readonly coordinatorPeerId: string;
  /** The coordinator's node on its machine. */
  readonly coordinatorNode: string;
  /** Hex. */
  readonly memberId: string;
  readonly memberName: string;
  readonly model: string;
  readonly dataClass: DataClass;
  /** `done`, or the error code. */
  readonly end: string;
  readonly inputTokens: number;
  /** Part of `inputTokens`. */
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** Milliseconds of waiting, for a slot and for the model. */
  readonly queueMs: number;
  /** Milliseconds, waiting included. */
  readonly durationMs: number;
}

/** An attempt that is here, for its owner's view. */
export interface WorkInProgress {
  readonly attemptId: string;
  readonly memberName: string;
  readonly coordinatorNode: string;
  readonly model: string;
  readonly dataClass: DataClass;
  readonly phase: 'waiting' | 'loading' | 'running';
  /** Milliseconds since it was accepted. */
  readonly ageMs: number;
  /** Of the answer so far. */
  readonly characters: number;
}
