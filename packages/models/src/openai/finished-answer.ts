import type { ServiceTier, ToolCall } from '@hanzo/contracts';
import type { FinishedTurn } from '../api/listener.ts';

/** What both interfaces tell with the end of an answer, besides its text. */
export interface FinishedAnswer extends FinishedTurn {
  /** Empty when the output cap cut the answer: the last call may be cut, too. */
  readonly toolCalls: readonly ToolCall[];
  /** See `ApiGeneration.cutInCall`. */
  readonly cutInCall?: boolean;
  readonly servedTier: ServiceTier | undefined;
  /** The answer's own id, or that of its headers. */
  readonly requestId: string | undefined;
  /** See `ApiGeneration.state`. */
  readonly state?: unknown;
}

/** What is needed to read an answer: whom to blame, and what was asked for. */
export interface AskedFor {
  readonly model: string;
  readonly tools: boolean;
}
