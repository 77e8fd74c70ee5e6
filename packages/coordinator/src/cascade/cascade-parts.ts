import type { Attempt, Clock, Logger, Rung, Task } from '@hanzo/contracts';
import type { RungPolicy } from '@hanzo/router';
import type { Journal } from '../journal/journal.ts';

/** What it takes to get tasks done. */
export interface CascadeParts {
  readonly rungs: readonly Rung[];
  readonly policy: RungPolicy;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Logger;
  /**
   * Told of each attempt that counted or might have, when it has ended: not of those beside it. Whatever it throws harms
   * nothing.
   */
  readonly onAttempt?: (task: Task, attempt: Attempt) => void;
  /** Told how many tasks of a run are not begun yet, whenever that changes: who places tasks wants to know. */
  readonly onBacklog?: (runId: string, tasks: number) => void;
}
