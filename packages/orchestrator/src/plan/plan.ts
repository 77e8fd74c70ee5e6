import type { TaskKind, Tier, Timings, Usage, Who } from '@hanzo/contracts';
import type { Remembered } from '../remembered/remembered.ts';
import type { TaskLimits } from '../tasks/task-limits.ts';

/** A piece of work before it is cut to fit an engine. */
export interface PlannedTask {
  readonly kind: TaskKind;
  readonly tier: Tier;
  readonly title: string;
  /** Workspace paths, each of which exists. */
  readonly files: readonly string[];
  /** What the planner wants done; empty when the run's instructions say it all. */
  readonly instructions: string;
}

/** Who made the plan. */
export type PlanOrigin =
  | { readonly kind: 'model'; readonly model: string; readonly servedModel: string }
  | { readonly kind: 'deterministic'; readonly because: string };

/** A file that no engine will look at, and why. */
export interface NotCovered {
  readonly path: string;
  readonly reason: string;
  /** A tool checks its syntax. @default false */
  readonly isChecked?: boolean;
}

/** A call to the planning model, for the receipt. It is paid for even when its plan is not used. */
export interface PlannerCall {
  readonly who: Who;
  readonly usage: Usage;
  readonly timings: Timings;
  readonly costMicros: number;
  /** False: the plan was unusable. */
  readonly used: boolean;
}

/** Plain JSON, so that a run can be taken up again with it. */
export interface Plan {
  readonly origin: PlanOrigin;
  /** Checks first. */
  readonly tasks: readonly PlannedTask[];
  readonly warnings: readonly string[];
  readonly notCovered: readonly NotCovered[];
  readonly calls: readonly PlannerCall[];
  /** How many tasks were made of it; undefined before. */
  readonly taskCount?: number;
  /** What these were cut to: with other limits there would be other tasks. Undefined before. */
  readonly limits?: TaskLimits;
  /** What was known from earlier runs, so that no tasks were made for it. Undefined: there was no memory. */
  readonly remembered?: Remembered;
}
