import type { TaskKind, Tier, Timings, Usage, Who } from '@hanzo/contracts';
import type { Profile } from '@hanzo/tools';
import type { Remembered } from '../remembered/remembered.ts';
import type { FoundFinding } from '../run/run-finding.ts';
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
  /** What the planner found out with tools, and whoever does the task must know: data, a line each. @default nothing */
  readonly facts?: readonly string[];
  /** So many functions of its files get a doc comment, from the first one on. @default all that have none */
  readonly functions?: number;
  /** It is about the pictures of the run themselves, beside the files of the other tasks. @default false */
  readonly pictures?: true;
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
  /** Somebody should have looked at it: a run that must look at all is incomplete without. @default false */
  readonly isMissed?: boolean;
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
  /** One task for each file: the report has a table of them. @default false */
  readonly batch?: boolean;
  /** The run is incomplete while a file of code was not looked at. @default false */
  readonly coversAll?: boolean;
  /** How many tasks were made of it; undefined before. */
  readonly taskCount?: number;
  /** What these were cut to: with other limits there would be other tasks. Undefined before. */
  readonly limits?: TaskLimits;
  /** Files that no task is about, but that say what others use. Undefined: its tasks show nothing of other files. */
  readonly besides?: readonly string[];
  /** What was known from earlier runs, so that no tasks were made for it. Undefined: there was no memory. */
  readonly remembered?: Remembered;
  /** Findings of an earlier run that are mended, and nothing else is done. Undefined: something is looked for. */
  readonly given?: readonly FoundFinding[];
  /** Where the time goes, as it was measured before the run was planned. Undefined: it was not. */
  readonly profile?: Profile;
}

/** Files that nobody looked at though somebody should have. */
export function missedFiles({ notCovered }: Pick<Plan, 'notCovered'>): readonly NotCovered[] {
  return notCovered.filter(({ isMissed = false }) => isMissed);
}

/** Files that its tasks are about, each once. */
export function filesOf({ tasks }: Pick<Plan, 'tasks'>): readonly string[] {
  return [...new Set(tasks.flatMap(({ files }) => files))];
}
