import { type Clock, maskKeys, type Task, type TaskRun } from '@hanzo/contracts';
import { markKnown } from '../baseline/baseline.ts';
import { againstBaseline } from '../baseline/gone.ts';
import { panelOptions } from '../critics/panel-options.ts';
import { drawnModules } from '../diagram/drawn-modules.ts';
import { assemblePatch } from '../edits/assemble-patch.ts';
import { changesFiles } from '../edits/edits-in.ts';
import type { JudgeTogether } from '../edits/refused-members.ts';
import { placeFindings } from '../findings/place-findings.ts';
import { fixTier } from '../fixes/fix-tier.ts';
import { gatherFacts } from '../focus/gather-facts.ts';
import { holdToEvidence } from '../focus/hold-to-evidence.ts';
import { reportFixes } from '../fixes/report-fixes.ts';
import { withHeat } from '../hot/heat.ts';
import { tiersOf } from '../suggestions/make-suggestions.ts';
import { lacksCritic } from '../gates/gate-for.ts';
import type { Guardrails } from '../guardrails/guardrails.ts';
import type { GateTools } from '../gates/gate-tools.ts';
import { passTogether } from '../gates/together.ts';
import { Unjudged } from '../gates/unjudged.ts';
import type { Concurrency, OrchestratorOptions } from '../orchestrator-options.ts';
import { missedFiles, type Plan } from '../plan/plan.ts';
import { receiptOf } from '../receipt.ts';
import { rememberedFigures } from '../remembered/remembered.ts';
import { ReviewMemory } from '../remembered/review-memory.ts';
import { memoryFingerprint } from '../remembered/unit-keys.ts';
import type { TaskLimits } from '../tasks/task-limits.ts';
import { collect, foundIn } from './collect.ts';
import { countRun } from './count-run.ts';
import { fileRows } from './file-rows.ts';
import { laterStages, type LaterStages } from './later-stages.ts';
import { type MergedLooks, mergeLooks } from './merge-looks.ts';
import type { RunListener } from './run-event.ts';
import type { RunFinding } from './run-finding.ts';
import type { RunResult } from './run-result.ts';
import { runTasks, type RunTasksOptions } from './run-tasks.ts';
import type { Stage } from './stage.ts';

/** A run whose plan stands. */
export interface Performance {
  readonly runId: string;
  readonly instructions: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly plan: Plan;
  readonly tasks: readonly Task[];
  /** What later tasks are cut to. */
  readonly limits: TaskLimits;
  readonly signal: AbortSignal;
  readonly onEvent: RunListener;
  readonly concurrency: Concurrency | undefined;
}

/** Has the tasks of a plan done, then what follows from what they found. Never rejects for what a task does. */
export async function performRun(run: Performance, options: OrchestratorOptions, clock: Clock): Promise<RunResult> {
  return await new Performing(run, options, clock).result();
}

class Performing {
  readonly #run: Performance;
  readonly #options: OrchestratorOptions;
  readonly #clock: Clock;
  readonly #unjudged: Unjudged;
  readonly #guardrails: Guardrails | undefined;
  readonly #tools: GateTools;

  constructor(run: Performance, options: OrchestratorOptions, clock: Clock) {
    this.#run = options.coversAll === true ? { ...run, plan: { ...run.plan, coversAll: true } } : run;
    this.#options = options;
    this.#clock = clock;
    this.#unjudged = new Unjudged(options.gateTools?.onUnjudged);
    this.#guardrails = options.gateTools?.guardrails;
    this.#tools = { root: options.workspace.root, ...options.gateTools, onUnjudged: this.#unjudged.add };
  }

  async result(): Promise<RunResult> {
    const { plan, tasks, signal } = this.#run;
    const { baseline } = this.#options;
    const before = this.#guardrails?.runBefore([...new Set(tasks.flatMap(pathsOf))]);
    const planned = await this.#plannedTasks();
    const stage = this.#stage(planned);
    const looked = await mergeLooks(planned, stage);
    const collected = collect(looked.runs, looked.texts);
    const found = placeFindings(
      [...collected.found, ...(plan.remembered?.findings ?? []), ...(plan.given ?? [])],
      planned,
    );
    const later = await this.#later(withHeat(markKnown(found, baseline), plan.profile), stage);
    const outcomes = [...looked.runs, ...looked.merges, ...later.outcomes];
    const unmade = Math.max(0, (plan.taskCount ?? 0) - tasks.length);
    const counts = countRun(outcomes, [...later.above, ...later.below], collected, unmade);
    const patch = await this.#patch(outcomes);
    await before;
    const fixes = reportFixes(later.fixes, patch);
    const diagram = await drawnModules(this.#options, signal);
    const complete = isComplete(plan, counts, fixes);
    this.#run.onEvent({ kind: 'run-end', complete, counts });
    return {
      ...this.#frame(looked, later),
      outcomes,
      ...(baseline && { baseline: againstBaseline(baseline, [...later.above, ...later.below], planned, plan, unmade) }),
      prose: collected.prose,
      ...(patch && { patch }),
      ...(fixes && { fixes }),
      ...(plan.batch === true && { files: fileRows(plan, looked.runs, later.above) }),
      ...(diagram && { diagram }),
      receipt: this.#receipt([...planned, ...looked.furtherLooks, ...looked.merges, ...later.outcomes], outcomes),
      complete,
      counts,
    };
  }

  /** With guardrails more is asked of the whole than of each answer. */
  async #patch(outcomes: readonly TaskRun[]): Promise<RunResult['patch']> {
    const { signal } = this.#run;
    const judge: JudgeTogether = async (files, made) => await passTogether(files, made, { ...this.#tools, signal });
    const { root } = this.#options.workspace;
    return await assemblePatch(root, outcomes, judge, { alone: this.#guardrails !== undefined });
  }

  /** What a result says of the run as such, and what stands. */
  #frame(
    looked: MergedLooks,
    later: LaterStages,
  ): Omit<RunResult, 'outcomes' | 'prose' | 'receipt' | 'complete' | 'counts'> {
    const { runId, instructions, startedAt, plan } = this.#run;
    const { focus } = this.#options;
    const toolCalls = this.#options.toolCalls?.();
    const remembered = rememberedFigures(plan.remembered);
    const { sentences } = this.#unjudged;
    return {
      runId,
      instructions,
      startedAt,
      endedAt: this.#clock.now(),
      plan: looked.warnings.length === 0 ? plan : { ...plan, warnings: [...plan.warnings, ...looked.warnings] },
      ...(focus && { focus }),
      ...(plan.limits?.images && { images: plan.limits.images }),
      findings: later.above,
      below: later.below,
      ...(toolCalls && { toolCalls }),
      ...(later.suggestions && { suggestions: later.suggestions }),
      ...(remembered && { remembered }),
      ...(this.#guardrails && { guardrails: this.#guardrails.report() }),
      ...(sentences.length > 0 && { unjudged: sentences }),
    };
  }

  /** What is accepted is remembered, and what it found is told, as it comes. */
  async #plannedTasks(): Promise<readonly TaskRun[]> {
    const { runId, tasks, onEvent } = this.#run;
    const memory = this.#memory();
    const planned = await runTasks(runId, tasks, {
      ...this.#taskOptions(),
      onRun: (one) => {
        if (!lacksCritic(one.task, this.#options.gateTools)) memory?.add(one);
        tellFound(one, onEvent);
      },
    });
    await memory?.close();
    return planned;
  }

  async #later(found: readonly RunFinding[], stage: Stage): Promise<LaterStages> {
    const { fixes, routing, tier, maxTier, suggest: wished } = this.#options;
    const isGiven = this.#run.plan.given !== undefined;
    const suggest = isGiven ? undefined : wished;
    const fixing = fixes === true || isGiven ? { tier: fixTier({ tier, maxTier }, routing), all: isGiven } : undefined;
    const suggestions = { ...suggest, tierOf: tiersOf({ tier, maxTier }, routing) };
    const options = { critics: isGiven ? undefined : panelOptions(this.#options), fixes: fixing, suggestions };
    const later = await laterStages(await this.#heldToEvidence(found), options, stage);
    for (const note of later.notes) this.#unjudged.add(note);
    return later;
  }

  /** An abort must not cost what is found already: then the rules are not asked. */
  async #heldToEvidence(findings: readonly RunFinding[]): Promise<readonly RunFinding[]> {
    const { focus, workspace } = this.#options;
    if (focus === undefined || this.#run.plan.given !== undefined || this.#run.signal.aborted) return findings;
    return holdToEvidence(findings, focus, await gatherFacts(findings, focus, workspace, new AbortController().signal));
  }

  #receipt(runs: readonly TaskRun[], outcomes: readonly TaskRun[]): RunResult['receipt'] {
    const { orchestratorPrice, gateTools, charges, whyNotEscalated } = this.#options;
    const { runId, plan } = this.#run;
    const critics = gateTools?.criticCalls?.();
    const paid = { orchestratorPrice, critics, charges: charges?.(runId) };
    return receiptOf({ calls: plan.calls, runs, outcomes, whyNotEscalated, ...paid });
  }

  #taskOptions(): RunTasksOptions {
    const { signal, onEvent, concurrency = 4 } = this.#run;
    return {
      executor: this.#options.executor,
      signal,
      onEvent,
      gateTools: this.#tools,
      concurrency: typeof concurrency === 'number' ? () => concurrency : concurrency,
    };
  }

  #stage(planned: readonly TaskRun[]): Stage {
    const { runId, instructions, plan, limits, signal, onEvent } = this.#run;
    return {
      runId,
      instructions,
      plan,
      limits: plan.limits ?? limits,
      planned,
      workspace: this.#options.workspace,
      signal,
      onEvent,
      runTasks: async (stage, tasks, mends) => {
        if (tasks.length === 0) return [];
        // What models wrote is part of these prompts, and an endpoint may have told one a key.
        const masked = tasks.map((task) => ({ ...task, prompt: maskKeys(task.prompt) }));
        onEvent({ kind: 'stage-start', stage, tasks: masked, ...(mends !== undefined && { mends }) });
        return await runTasks(runId, masked, this.#taskOptions());
      },
    };
  }

  /** Undefined without a cache: then nothing is kept. */
  #memory(): ReviewMemory | undefined {
    const { cache, cacheFingerprint = '', workspace, log } = this.#options;
    const { plan, runId, instructions } = this.#run;
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

function pathsOf({ sources }: Task): readonly string[] {
  return sources.map(({ path }) => path);
}

/** There was work, all of it was done, and where all code must be looked at, it was. */
function isComplete(plan: Plan, counts: RunResult['counts'], fixes: RunResult['fixes']): boolean {
  const hadWork = counts.tasks > 0 || rememberedFigures(plan.remembered) !== undefined;
  const isSeen = plan.coversAll !== true || missedFiles(plan).length === 0;
  return hadWork && isSeen && counts.done === counts.tasks && (fixes?.unmended ?? []).length === 0;
}

/** Findings are told as they come: a person need not wait for the last task. */
function tellFound({ task, outcome }: TaskRun, onEvent: RunListener): void {
  if (outcome.state !== 'done' || task.output.kind === 'text' || changesFiles(task)) return;
  for (const finding of foundIn(task, outcome).found) onEvent({ kind: 'finding-found', finding });
}
