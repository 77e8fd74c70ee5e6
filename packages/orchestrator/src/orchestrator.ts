import { randomUUID } from 'node:crypto';
import {
  type Clock,
  contentKey,
  type GenerateRequest,
  HanzoError,
  STAGE_KINDS,
  systemClock,
  toHanzoError,
} from '@hanzo/contracts';
import type { OrchestratorOptions, PrepareOptions, ResumeOptions, RunOptions } from './orchestrator-options.ts';
import { type GivenFinding, planOfGiven } from './fixes/given-findings.ts';
import type { Planner } from './plan/model-plan.ts';
import { readStoredPlan } from './plan/stored-plan.ts';
import { type Performance, performRun } from './run/perform-run.ts';
import { plannerQuestion, prepare, type PreparedRun } from './run/prepare.ts';
import { restoreTasks } from './run/restore-tasks.ts';
import type { RunResult } from './run/run-result.ts';
import { isOfPlan, MOST_LOOKS } from './tasks/looks.ts';
import { DEFAULT_TASK_LIMITS, kindLimits, type TaskLimits } from './tasks/task-limits.ts';

export type { PreparedRun } from './run/prepare.ts';
export type {
  Concurrency,
  OrchestratorOptions,
  PrepareOptions,
  ResumeOptions,
  RunOptions,
} from './orchestrator-options.ts';

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
    this.#options = { ...options, cacheFingerprint: fingerprintWith(options) };
    this.#clock = options.clock ?? systemClock;
  }

  get orchestratorModel(): string {
    return this.#options.orchestratorModel;
  }

  /** Plans and makes the tasks, and does none of them. Calls the planner when there is one. */
  async prepare(options: PrepareOptions): Promise<PreparedRun> {
    const signal = options.signal ?? new AbortController().signal;
    try {
      if (options.fixOnly !== undefined) return await this.#prepareFixes(options.fixOnly, signal, options.onEvent);
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
        batch: this.#options.batch,
        coversAll: this.#options.coversAll,
        profile: this.#options.profile,
        tiers: { tier: this.#options.tier, maxTier: this.#options.maxTier },
        signal,
        onEvent: options.onEvent ?? noListener,
      });
    } catch (error) {
      throw signal.aborted ? abortError(signal) : toHanzoError(error);
    }
  }

  async #prepareFixes(
    given: readonly GivenFinding[],
    signal: AbortSignal,
    onEvent: PrepareOptions['onEvent'],
  ): Promise<PreparedRun> {
    const { workspace } = this.#options;
    const made = await planOfGiven(given, { workspace, signal, at: this.#clock.now() });
    const plan = { ...made, taskCount: 0, limits: this.#limits() };
    onEvent?.({ kind: 'plan-ready', plan, tasks: [] });
    return { plan, tasks: [] };
  }

  /**
   * What the model that plans would be asked, as a run asks it; undefined where rules plan. Asks nobody.
   *
   * @param planner whom a run would ask. @default its own
   */
  async plannerQuestion(
    { instructions, include, signal = new AbortController().signal }: PrepareOptions,
    planner: Omit<Planner, 'provider'> | undefined = this.#options.planner,
  ): Promise<GenerateRequest | undefined> {
    const { workspace, profile, maxTasks, batch } = this.#options;
    if (planner === undefined || batch === true) return undefined;
    const limits = this.#limits();
    return await plannerQuestion({ workspace, instructions, include, limits, profile, maxTasks, signal }, planner);
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
    await approved(options.approve, { plan, tasks });
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
    const planned = options.tasks.filter((task) => isOfPlan(task) && !STAGE_KINDS.includes(task.kind));
    const restored = { runId, instructions, plan: stored, tasks: planned, workspace, signal };
    const { plan, tasks } = await restoreTasks({ ...restored, limits: this.#limits() });
    onEvent({ kind: 'plan-ready', plan, tasks });
    await approved(options.approve, { plan, tasks });
    return await this.#perform({ runId, instructions, startedAt, plan, tasks, signal, onEvent, concurrency });
  }

  #limits(): TaskLimits {
    const { limits, routing, instances = 1, workerModels, focus, images } = this.#options;
    return {
      ...DEFAULT_TASK_LIMITS,
      ...(routing && { kinds: kindLimits(routing) }),
      ...(instances !== 1 && { instances: checkedLooks(instances) }),
      ...(workerModels && { workerModels }),
      ...(focus && { focus }),
      ...(images && images.length > 0 && { images }),
      ...limits,
    };
  }

  async #perform(run: Omit<Performance, 'limits'>): Promise<RunResult> {
    return await performRun({ ...run, limits: this.#limits() }, this.#options, this.#clock);
  }
}

/** @throws HanzoError CANCELLED */
async function approved(approve: RunOptions['approve'], prepared: PreparedRun): Promise<void> {
  if ((await approve?.(prepared)) === false)
    throw new HanzoError('CANCELLED', 'The plan was not approved: nothing of it was done.');
}

/** What is found in code beside pictures says nothing of the same code without them, or beside others. */
function fingerprintWith({ cacheFingerprint = '', images = [] }: OrchestratorOptions): string {
  if (images.length === 0) return cacheFingerprint;
  return contentKey({ cacheFingerprint, images: images.map(({ sha256 }) => sha256) });
}

/** @throws HanzoError USAGE */
function checkedLooks(instances: number): number {
  if (Number.isInteger(instances) && instances >= 1 && instances <= MOST_LOOKS) return instances;
  throw new HanzoError('USAGE', `There can be 1 to ${MOST_LOOKS} looks at the same code, and not ${instances}.`, {
    mend: `Take a whole number from 1 to ${MOST_LOOKS} for \`instances\`.`,
  });
}

const noListener = (): void => undefined;

/** A deadline stays TIMED_OUT and a HanzoError itself; every other reason to abort is CANCELLED. */
function abortError(signal: AbortSignal): HanzoError {
  const error = toHanzoError(signal.reason);
  return error.code === 'INTERNAL' ? new HanzoError('CANCELLED', 'Cancelled.', { cause: signal.reason }) : error;
}
