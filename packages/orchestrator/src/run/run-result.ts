import type { ErrorCode, Focus, ImageReference, TaskRun, ToolCallRecord } from '@hanzo/contracts';
import type { Severity } from '@hanzo/tools';
import type { AgainstBaseline } from '../baseline/gone.ts';
import type { DelegatedTask } from '../delegated/delegated-task.ts';
import type { RunDiagram } from '../diagram/run-diagram.ts';
import type { Patch } from '../edits/assemble-patch.ts';
import type { FixReport } from '../fixes/fix-report.ts';
import type { GuardrailsReport } from '../guardrails/guardrails-report.ts';
import type { Plan } from '../plan/plan.ts';
import type { RememberedFigures } from '../remembered/remembered.ts';
import type { Receipt } from '../receipt.ts';
import type { Suggestions } from '../suggestions/suggestions.ts';
import type { FileRow } from './file-rows.ts';
import type { ProseSection } from './prose-section.ts';
import type { RunFinding } from './run-finding.ts';

export type { ProseSection } from './prose-section.ts';

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
  /** What became of the findings of before; undefined without a baseline. */
  readonly baseline?: AgainstBaseline | undefined;
  readonly prose: readonly ProseSection[];
  /** What tasks that change files came to; undefined when there was none. */
  readonly patch?: Patch | undefined;
  /** What became of findings that were to be mended; undefined when none was. */
  readonly fixes?: FixReport | undefined;
  /** What gates did not judge, and why: a sentence each. @default all that was wanted was judged */
  readonly unjudged?: readonly string[] | undefined;
  /** What was known from earlier runs and not asked again; undefined when nothing was. */
  readonly remembered?: RememberedFigures | undefined;
  /** What came of each file of a batch; undefined for other runs. */
  readonly files?: readonly FileRow[] | undefined;
  /** Pictures that came with the instructions. Their bytes are not kept in it. @default none */
  readonly images?: readonly ImageReference[] | undefined;
  /** What was called for the orchestrator and the critics, in its order; undefined where they had no tools. */
  readonly toolCalls?: readonly ToolCallRecord[] | undefined;
  /** What was written down besides findings, where that was asked for. */
  readonly suggestions?: Suggestions | undefined;
  /** The modules and their imports, where they were asked for. */
  readonly diagram?: RunDiagram | undefined;
  /** How the project's commands ended before and after, and what guards refused; undefined without guardrails. */
  readonly guardrails?: GuardrailsReport | undefined;
  /** Tasks that were delegated after they had failed. They are not done by that. @default none was */
  readonly delegated?: readonly DelegatedTask[] | undefined;
  readonly receipt: Receipt;
  /** True when there was work, every task of it is done, and every finding that was to be mended is. */
  readonly complete: boolean;
  readonly counts: RunCounts;
}
