import type { DataClass, Priority, Sampling } from '@hanzo/contracts';

/** What tasks are cut to. */
export interface TaskLimits {
  /** Tokens of prompt and answer together that the smallest engine takes. */
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  /** For one attempt, in milliseconds. */
  readonly timeoutMs: number;
  readonly sampling: Sampling;
  /** How far the text of the workspace may travel. @default 'internal' */
  readonly dataClass?: DataClass;
  /** As in `Task`. */
  readonly priority?: Priority;
  /** As in `Task`. */
  readonly copies?: number;
  /** As in `Task`. Milliseconds. */
  readonly deadlineMs?: number;
}

export const DEFAULT_TASK_LIMITS: TaskLimits = {
  contextTokens: 8192,
  maxOutputTokens: 700,
  timeoutMs: 300_000,
  sampling: { temperature: 0, seed: 1 },
};
