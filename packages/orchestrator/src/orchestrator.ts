import { randomUUID } from 'node:crypto';
import {
  type Clock,
  type ContentCache,
  type Executor,
  type Focus,
  HanzoError,
  type Logger,
  type Price,
  type RoutingPolicy,
  STAGE_KINDS,
  systemClock,
  type Task,
  type TaskKind,
  type TaskRun,
  type Tier,
  toHanzoError,
} from '@hanzo/contracts';
import type { Workspace } from '@hanzo/tools';
import { assemblePatch } from './edits/assemble-patch.ts';
import { placeFindings } from './findings/place-findings.ts';
import { isEditsTask } from './edits/edits-schema.ts';
import { lacksCritic } from './gates/gate-for.ts';
import type { GateTools } from './gates/gate-tools.ts';
import { passTogether } from './gates/together.ts';
import { Unjudged } from './gates/unjudged.ts';
import type { Charge } from './lost-charges.ts';
import type { Planner } from './plan/model-plan.ts';
import type { Plan } from './plan/plan.ts';
import { readStoredPlan } from './plan/stored-plan.ts';
import { ReviewMemory } from './remembered/review-memory.ts';
import { memoryFingerprint } from './remembered/unit-keys.ts';
import { rememberedFigures } from './remembered/remembered.ts';
import { type Receipt, receiptOf } from './receipt.ts';
import { collect, foundIn } from './run/collect.ts';
import { countRun } from './run/count-run.ts';
import { prepare, type PreparedRun } from './run/prepare.ts';
import { restoreTasks } from './run/restore-tasks.ts';
import { laterStages, type LaterStagesOptions } from './run/later-stages.ts';
import type { RunListener } from './run/run-event.ts';
import type { RunResult } from './run/run-result.ts';
import { runTasks, type RunTasksOptions } from './run/run-tasks.ts';
import type { Stage } from './run/stage.ts';
import { DEFAULT_TASK_LIMITS, kindLimits, type TaskLimits } from './tasks/task-limits.ts';

export type { PreparedRun } from './run/prepare.ts';

export interface OrchestratorOptions {
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
  /** The user's policy: tiers of tasks that are planned by rules, and what tasks of each kind must pass. @default none */
  readonly routing?: RoutingPolicy | undefined;
  /** What the run is about, where the instructions alone do not say it. @default what they say */
  readonly focus?: Focus | undefined;
  /** Independent looks at the same code, whose findings are merged: 1 to 8. @default 1 */
  readonly instances?: number | undefined;
  /** Only these do the planned tasks, in turn where several look. @default whoever the policy says */
  readonly workerModels?: readonly string[] | undefined;
  /** Critics that judge each finding of a model: 0 to 5. @default 0 */
  readonly criticInstances?: number | undefined;
  /** Who they may be, in turn. @default the models of the critic tasks' tier */
  readonly criticModels?: readonly string[] | undefined;
  /** Findings above the line are mended by edits. @default false */
  readonly fixes?: boolean | undefined;
  /** Every planned task gets it, whatever the plan says. @default each task's own */
  readonly tier?: Tier | undefined;
  /** Tasks of higher tiers are lowered to it. @default 'critical' */
  readonly maxTier?: Tier | undefined;
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
 * const orchestrator = new Orchestrator({ orchestratorModel: 'gpt-5', executor, workspace });
 * const result = await orchestrator.run({ instructions: 'Review the code for bugs.' });
 */
export class Orchestrator {
  readonly #options: OrchestratorOptions;
  readonly #clock: Clock;

  constructor(options: OrchestratorOptions) {
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
        cache: this.#options.cache,
        cacheFingerprint: this.#options.cacheFingerprint,
        noPlannerBecause: this.#options.noPlannerBecause,
        maxTasks: this.#options.maxTasks,
        limits: this.#limits(),
        routing: this.#options.routing,
        kind: options.kind,
        tiers: { tier: this.#options.tier, maxTier: this.#options.maxTier },
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
    if ((await options.approve?.({ plan, tasks })) === false)
      throw new HanzoError('CANCELLED', 'The plan was not approved: nothing of it was done.');
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
    const { workspace } = this.#options;
    const signal = options.signal ?? new AbortController().signal;
    const stored = readStoredPlan(runId, options.plan);
    // Those of later stages are made anew, and known again by their ids.
    const planned = options.tasks.filter(({ kind }) => !STAGE_KINDS.includes(kind));
    const restored = { runId, instructions, plan: stored, tasks: planned, workspace, signal };
    const { plan, tasks } = await restoreTasks({ ...restored, limits: this.#limits() });
    onEvent({ kind: 'plan-ready', plan, tasks });
    return await this.#perform({ runId, instructions, startedAt, plan, tasks, signal, onEvent, concurrency });
  }

  #limits(): TaskLimits {
    const { limits, routing } = this.#options;
    return { ...DEFAULT_TASK_LIMITS, ...(routing && { kinds: kindLimits(routing) }), ...limits };
  }

  async #perform(run: Performance): Promise<RunResult> {
    const { runId, instructions, startedAt, plan, tasks, signal, onEvent, concurrency = 4 } = run;
    const { executor, gateTools, workspace } = this.#options;
    const unjudged = new Unjudged(gateTools?.onUnjudged);
    const tools = { root: workspace.root, ...gateTools, onUnjudged: unjudged.add };
    const memory = this.#memoryOf(run);
    const options: RunTasksOptions = {
      executor,
      signal,
      onEvent,
      gateTools: tools,
      concurrency: typeof concurrency === 'number' ? () => concurrency : concurrency,
    };
    const planned = await runTasks(runId, tasks, {
      ...options,
      onRun: (one) => {
        if (!lacksCritic(one.task, gateTools)) memory?.add(one);
        tellFound(one, onEvent);
      },
    });
    await memory?.close();
    const remembered = rememberedFigures(plan.remembered);
    const collected = collect(planned);
    const placed = placeFindings([...collected.found, ...(plan.remembered?.findings ?? [])], planned);
    const later = await laterStages(placed, this.#laterOptions(), this.#stage(run, options));
    const outcomes = [...planned, ...later.outcomes];
    const unmade = Math.max(0, (plan.taskCount ?? 0) - tasks.length);
    const counts = countRun(outcomes, [...later.above, ...later.below], collected, unmade);
    const patch = await assemblePatch(
      workspace.root,
      outcomes,
      async (files, made) => await passTogether(files, made, { ...tools, signal }),
    );
    const hadWork = counts.tasks > 0 || remembered !== undefined;
    const complete = hadWork && counts.done === counts.tasks;
    onEvent({ kind: 'run-end', complete, counts });
    return {
      runId,
      instructions,
      startedAt,
      endedAt: this.#clock.now(),
      plan,
      outcomes,
      ...(this.#options.focus && { focus: this.#options.focus }),
      findings: later.above,
      below: later.below,
      prose: collected.prose,
      ...(patch && { patch }),
      ...(remembered && { remembered }),
      ...(unjudged.sentences.length > 0 && { unjudged: unjudged.sentences }),
      receipt: this.#receipt(runId, plan, outcomes),
      complete,
      counts,
    };
  }

  #receipt(runId: string, { calls }: Plan, runs: readonly TaskRun[]): Receipt {
    const { orchestratorPrice, gateTools, charges } = this.#options;
    const critics = gateTools?.criticCalls?.();
    return receiptOf({ calls, runs, orchestratorPrice, critics, charges: charges?.(runId) });
  }

  #laterOptions(): LaterStagesOptions {
    const { criticInstances: instances = 0, criticModels: models, fixes = false } = this.#options;
    return { critics: { instances, models }, fixes };
  }

  #stage({ runId, instructions, plan, signal, onEvent }: Performance, options: RunTasksOptions): Stage {
    const limits = plan.limits ?? this.#limits();
    return {
      runId,
      instructions,
      plan,
      limits,
      workspace: this.#options.workspace,
      signal,
      onEvent,
      runTasks: async (stage, tasks) => {
        if (tasks.length === 0) return [];
        onEvent({ kind: 'stage-start', stage, tasks });
        return await runTasks(runId, tasks, options);
      },
    };
  }

  /** Undefined without a cache: then nothing is kept. */
  #memoryOf({ plan, runId, instructions }: Performance): ReviewMemory | undefined {
    const { cache, cacheFingerprint = '', workspace, log } = this.#options;
    if (cache === undefined) return undefined;
    return new ReviewMemory({
      cache,
      fingerprint: memoryFingerprint(cacheFingerprint),
      plan,
      runId,
      instructions,
      workspace,
      onFault: ({ message }) =>
        log?.warn('not all reviews could be kept: what is missing is asked again next time', { why: message }),
    });
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

/** Findings are told as they come: a person need not wait for the last task. */
function tellFound({ task, outcome }: TaskRun, onEvent: RunListener): void {
  if (outcome.state !== 'done' || task.output.kind === 'text' || isEditsTask(task)) return;
  for (const finding of foundIn(task, outcome).found) onEvent({ kind: 'finding-found', finding });
}

/** A deadline stays TIMED_OUT and a HanzoError itself; every other reason to abort is CANCELLED. */
function abortError(signal: AbortSignal): HanzoError {
  const error = toHanzoError(signal.reason);
  return error.code === 'INTERNAL' ? new HanzoError('CANCELLED', 'Cancelled.', { cause: signal.reason }) : error;
}
