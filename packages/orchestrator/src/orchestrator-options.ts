import type {
  Clock,
  ContentCache,
  Executor,
  Focus,
  ImageReference,
  Logger,
  Price,
  RoutingPolicy,
  Task,
  TaskKind,
  ToolCallRecord,
} from '@hanzo/contracts';
import type { Profile, Workspace } from '@hanzo/tools';
import type { Baseline } from './baseline/baseline.ts';
import type { PanelWish } from './critics/panel-options.ts';
import type { GivenFinding } from './fixes/given-findings.ts';
import type { GateTools } from './gates/gate-tools.ts';
import type { Charge } from './lost-charges.ts';
import type { Planner } from './plan/model-plan.ts';
import type { WhyNotEscalated } from './receipt-answers.ts';
import type { PreparedRun } from './run/prepare.ts';
import type { SuggestionWishes } from './suggestions/make-suggestions.ts';
import type { RunListener } from './run/run-event.ts';
import type { TaskLimits } from './tasks/task-limits.ts';

export interface OrchestratorOptions extends PanelWish {
  /** Name of the model that orchestrates, for the report and the savings. */
  readonly orchestratorModel: string;
  /** Its price, to say what a run saved. Undefined: nothing is said. */
  readonly orchestratorPrice?: Price | undefined;
  /** Undefined: runs are planned by rules. */
  readonly planner?: Planner | undefined;
  /** Why there is no planner, for the report, e.g. "No API key is set." */
  readonly noPlannerBecause?: string | undefined;
  readonly executor: Executor;
  /** What the run was charged with up to now, by whoever keeps the money. @default what its attempts tell */
  readonly charges?: ((runId: string) => readonly Charge[]) | undefined;
  /** What tools were called for the run up to now, by whoever calls them; undefined where there are none. @default none are */
  readonly toolCalls?: (() => readonly ToolCallRecord[] | undefined) | undefined;
  /** Says what keeps tasks that free engines failed from API models, for the receipt. @default nobody knows */
  readonly whyNotEscalated?: WhyNotEscalated | undefined;
  readonly workspace: Workspace;
  /** @default the system's clock */
  readonly clock?: Clock | undefined;
  /** @default a context of 8192 tokens, 700 tokens of answer, 5 minutes, temperature 0 */
  readonly limits?: Partial<TaskLimits> | undefined;
  /** Besides checks. @default 200 */
  readonly maxTasks?: number | undefined;
  /** The user's policy: tiers of tasks that are planned by rules, and what tasks of each kind must pass. @default none */
  readonly routing?: RoutingPolicy | undefined;
  /** What the run is about, where the instructions alone do not say it. @default what they say */
  readonly focus?: Focus | undefined;
  /** Independent looks at the same code, whose findings are merged: 1 to 8. @default 1 */
  readonly instances?: number | undefined;
  /** Only these do the planned tasks, in turn where several look. @default whoever the policy says */
  readonly workerModels?: readonly string[] | undefined;
  /** Pictures that belong to the instructions; whoever gets tasks done has their bytes. @default none */
  readonly images?: readonly ImageReference[] | undefined;
  /** Findings above the line are mended by edits. @default false */
  readonly fixes?: boolean | undefined;
  /** Findings of before: they are marked, judged by no critic, and count for nothing. @default none is known */
  readonly baseline?: Baseline | undefined;
  /** One task for each file, planned by rules, without a limit unless `maxTasks` is given. @default false */
  readonly batch?: boolean | undefined;
  /**
   * Code that a planning model leaves out is planned by rules, and the run is incomplete while some was not looked at.
   * @default false
   */
  readonly coversAll?: boolean | undefined;
  /** The modules of the workspace and their imports are drawn. @default false */
  readonly diagrams?: boolean | undefined;
  /** Where the time goes, measured: what is hot is planned first, and tasks know it. @default it was not measured */
  readonly profile?: Profile | undefined;
  /** What is written down besides findings, once these stand. @default nothing */
  readonly suggest?: SuggestionWishes | undefined;
  /** What answers are judged with besides their text. @default their text alone; edits by the files of the workspace, too */
  readonly gateTools?: GateTools | undefined;
  /** What was planned and found before, in this workspace. @default nothing is looked up and nothing kept */
  readonly cache?: ContentCache | undefined;
  /** All that an accepted answer depends on besides what was asked: who may answer, by which policy. @default '' */
  readonly cacheFingerprint?: string | undefined;
  /** @default silent */
  readonly log?: Logger | undefined;
}

export interface PrepareOptions {
  readonly instructions: string;
  /** Globs; undefined: the whole workspace. */
  readonly include?: readonly string[] | undefined;
  /** These are mended where they stand now, and nothing is planned, looked for or judged. @default it is */
  readonly fixOnly?: readonly GivenFinding[] | undefined;
  /** Of what is planned by rules. @default guessed from the instructions */
  readonly kind?: TaskKind | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: RunListener | undefined;
  /** Unique. @default a UUID */
  readonly runId?: string | undefined;
}

/** Tasks under way at once: a number, or asked whenever one ends; at least 1. @default 4 */
export type Concurrency = number | (() => number);

export interface RunOptions extends PrepareOptions {
  /** Asked once the plan stands, before anything of it is done; no ends the run with CANCELLED. @default yes */
  readonly approve?: ((prepared: PreparedRun) => Promise<boolean>) | undefined;
  readonly concurrency?: Concurrency | undefined;
}

export interface ResumeOptions {
  readonly runId: string;
  readonly instructions: string;
  /** The plan as `plan-ready` told it, back from where it was stored. */
  readonly plan: unknown;
  /** The run's tasks that were accepted, in the order in which they were. */
  readonly tasks: readonly Task[];
  /** As for a new run: for one that nobody has agreed to yet. @default yes */
  readonly approve?: RunOptions['approve'];
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: RunListener | undefined;
  readonly concurrency?: Concurrency | undefined;
  /** When the run was started, in milliseconds since the epoch. @default now */
  readonly startedAt?: number | undefined;
}
