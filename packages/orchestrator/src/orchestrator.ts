import { randomUUID } from 'node:crypto';
import {
  type Clock,
  type Executor,
  HanzoError,
  type Price,
  systemClock,
  type Task,
  toHanzoError,
} from '@hanzo/contracts';
import type { Workspace } from '@hanzo/tools';
import type { Charge } from './lost-charges.ts';
import type { Planner } from './plan/model-plan.ts';
import type { Plan } from './plan/plan.ts';
import { readStoredPlan } from './plan/stored-plan.ts';
import { receiptOf } from './receipt.ts';
import { collect } from './run/collect.ts';
import { prepare, type PreparedRun } from './run/prepare.ts';
import { restoreTasks } from './run/restore-tasks.ts';
import type { RunListener } from './run/run-event.ts';
import type { RunResult } from './run/run-result.ts';
import { runTasks } from './run/run-tasks.ts';
import { DEFAULT_TASK_LIMITS, type TaskLimits } from './tasks/task-limits.ts';

export type { PreparedRun } from './run/prepare.ts';

export interface HanzoDevOrchestratorOptions {
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
  readonly workspace: Workspace;
  /** @default the system's clock */
  readonly clock?: Clock | undefined;
  /** @default a context of 8192 tokens, 700 tokens of answer, 5 minutes, temperature 0 */
  readonly limits?: Partial<TaskLimits> | undefined;
  /** Besides checks. @default 200 */
  readonly maxTasks?: number | undefined;
}

export interface PrepareOptions {
  readonly instructions: string;
  /** Globs; undefined: the whole workspace. */
  readonly include?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: RunListener | undefined;
  /** Unique. @default a UUID */
  readonly runId?: string | undefined;
}

/** Tasks under way at once: a number, or asked whenever one ends; at least 1. @default 4 */
export type Concurrency = number | (() => number);

export interface RunOptions extends PrepareOptions {
  readonly concurrency?: Concurrency | undefined;
}

export interface ResumeOptions {
  readonly runId: string;
  readonly instructions: string;
  /** The plan as `plan-ready` told it, back from where it was stored. */
  readonly plan: unknown;
  /** The run's tasks that were accepted, in the order in which they were. */
  readonly tasks: readonly Task[];
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: RunListener | undefined;
  readonly concurrency?: Concurrency | undefined;
  /** When the run was started, in milliseconds since the epoch. @default now */
  readonly startedAt?: number | undefined;
}

/**
 * Plans a piece of developer work, has its tasks done through an Executor, and collects what came of it.
 *
 * @example
 * const orchestrator = new HanzoDevOrchestrator({ orchestratorModel: 'gpt-5', executor, workspace });
 * const result = await orchestrator.run({ instructions: 'Review the code for bugs.' });
 */
export class HanzoDevOrchestrator {
  readonly #options: HanzoDevOrchestratorOptions;
  readonly #clock: Clock;

  constructor(options: HanzoDevOrchestratorOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  get orchestratorModel(): string {
    return this.#options.orchestratorModel;
  }

  /** Plans and makes the tasks, and does none of them. Calls the planner when there is one. */
  async prepare(options: PrepareOptions): Promise<PreparedRun> {
    const signal = options.signal ?? new AbortController().signal;
    try {
      return await prepare({
        workspace: this.#options.workspace,
        runId: options.runId ?? randomUUID(),
        instructions: options.instructions,
        include: options.include,
        planner: this.#options.planner,
        noPlannerBecause: this.#options.noPlannerBecause,
        maxTasks: this.#options.maxTasks,
        limits: { ...DEFAULT_TASK_LIMITS, ...this.#options.limits },
        signal,
        onEvent: options.onEvent ?? noListener,
      });
    } catch (error) {
      throw signal.aborted ? abortError(signal) : toHanzoError(error);
    }
  }

  /**
   * Plans and has the tasks done. Once the plan stands, an abort ends in a result with cancelled tasks; before, and
   * when the planner fails, it rejects with HanzoError.
   */
  async run(options: RunOptions): Promise<RunResult> {
    const runId = options.runId ?? randomUUID();
    const startedAt = this.#clock.now();
    const onEvent = options.onEvent ?? noListener;
    const signal = options.signal ?? new AbortController().signal;
    const { plan, tasks } = await this.prepare({ ...options, runId, signal });
    const { instructions, concurrency } = options;
    return await this.#perform({ runId, instructions, startedAt, plan, tasks, signal, onEvent, concurrency });
  }

  /**
   * Does the rest of a run that was interrupted. What had ended comes back as it was recorded; the result is that of
   * the whole run, and says which tasks of it cannot be made any more. Rejects with HanzoError RUN_UNKNOWN when there is
   * no plan, or USAGE when none of its tasks can be made.
   */
  async resume(options: ResumeOptions): Promise<RunResult> {
    const { runId, instructions, startedAt = this.#clock.now(), onEvent = noListener, concurrency } = options;
    const { workspace, limits } = this.#options;
    const signal = options.signal ?? new AbortController().signal;
    const stored = readStoredPlan(runId, options.plan);
    const restored = { runId, instructions, plan: stored, tasks: options.tasks, workspace, signal };
    const { plan, tasks } = await restoreTasks({ ...restored, limits: { ...DEFAULT_TASK_LIMITS, ...limits } });
    onEvent({ kind: 'plan-ready', plan, tasks });
    return await this.#perform({ runId, instructions, startedAt, plan, tasks, signal, onEvent, concurrency });
  }

  async #perform(run: Performance): Promise<RunResult> {
    const { runId, instructions, startedAt, plan, tasks, signal, onEvent, concurrency = 4 } = run;
    const { executor, orchestratorPrice, charges } = this.#options;
    const outcomes = await runTasks(runId, tasks, {
      executor,
      signal,
      onEvent,
      concurrency: typeof concurrency === 'number' ? () => concurrency : concurrency,
    });
    const { findings, prose, counts } = collect(outcomes, Math.max(0, (plan.taskCount ?? 0) - tasks.length));
    const complete = counts.tasks > 0 && counts.done === counts.tasks;
    onEvent({ kind: 'run-end', complete, counts });
    return {
      runId,
      instructions,
      startedAt,
      endedAt: this.#clock.now(),
      plan,
      outcomes,
      findings,
      prose,
      receipt: receiptOf({ calls: plan.calls, runs: outcomes, orchestratorPrice, charges: charges?.(runId) }),
      complete,
      counts,
    };
  }
}

/** A run whose plan stands. */
interface Performance {
  readonly runId: string;
  readonly instructions: string;
  readonly startedAt: number;
  readonly plan: Plan;
  readonly tasks: readonly Task[];
  readonly signal: AbortSignal;
  readonly onEvent: RunListener;
  readonly concurrency: Concurrency | undefined;
}

const noListener = (): void => undefined;

/** A deadline stays TIMED_OUT and a HanzoError itself; every other reason to abort is CANCELLED. */
function abortError(signal: AbortSignal): HanzoError {
  const error = toHanzoError(signal.reason);
  return error.code === 'INTERNAL' ? new HanzoError('CANCELLED', 'Cancelled.', { cause: signal.reason }) : error;
}
