import type { ErrorCode, Focus, TaskKind, TaskRun, Who } from '@hanzo/contracts';
import type { Severity } from '@hanzo/tools';
import type { Patch } from '../edits/assemble-patch.ts';
import type { Plan } from '../plan/plan.ts';
import type { RememberedFigures } from '../remembered/remembered.ts';
import type { Receipt } from '../receipt.ts';
import type { RunFinding } from './run-finding.ts';

/** An accepted text answer, as the model wrote it: untrusted Markdown. */
export interface ProseSection {
  readonly taskId: string;
  readonly title: string;
  readonly kind: TaskKind;
  readonly text: string;
  readonly who: Who;
}

export interface RunCounts {
  readonly tasks: number;
  readonly done: number;
  readonly undone: number;
  readonly cancelled: number;
  /** Tasks of the plan that could not be made any more, when the run was taken up again. */
  readonly unmade: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** Findings above the line that a baseline has already; `bySeverity` leaves them out. */
  readonly known: number;
  /** Findings below the line. */
  readonly below: number;
  /** Findings of accepted answers that were left out because their quotes are not in the file. */
  readonly droppedFindings: number;
  /** Accepted answers that have as many findings as one may have: there may be more to find. */
  readonly fullAnswers: number;
  /** How the last attempts of undone tasks failed; refused answers count as ANSWER_INVALID. */
  readonly undoneCodes: Readonly<Partial<Record<ErrorCode, number>>>;
}

export interface RunResult {
  readonly runId: string;
  readonly instructions: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly plan: Plan;
  /** In the plan's order. */
  readonly outcomes: readonly TaskRun[];
  /** What the run was about. @default what the instructions say */
  readonly focus?: Focus | undefined;
  /** Those above the line: worst first, then by place. The same thing found twice stands once. */
  readonly findings: readonly RunFinding[];
  /** Those below it, each with why. They count for nothing. */
  readonly below: readonly RunFinding[];
  readonly prose: readonly ProseSection[];
  /** What tasks that change files came to; undefined when there was none. */
  readonly patch?: Patch | undefined;
  /** What gates did not judge, and why: a sentence each. @default all that was wanted was judged */
  readonly unjudged?: readonly string[] | undefined;
  /** What was known from earlier runs and not asked again; undefined when nothing was. */
  readonly remembered?: RememberedFigures | undefined;
  readonly receipt: Receipt;
  /** True when there was work and every task of it is done. */
  readonly complete: boolean;
  readonly counts: RunCounts;
}
