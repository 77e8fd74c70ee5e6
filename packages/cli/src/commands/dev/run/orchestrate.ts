import {
  type Baseline,
  Orchestrator,
  type Planner,
  type RunListener,
  type TaskLimits,
  type OrchestratorOptions,
} from '@hanzo/orchestrator';
import type { ImageReference, PromptImage } from '@hanzo/contracts';
import type { Journal } from '@hanzo/coordinator';
import type { Profile, Workspace } from '@hanzo/tools';
import { eventEmitter } from '../../../terminal/events.ts';
import type { Setting } from '../../../setting.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { answerTokens } from '../engines/context-sizes.ts';
import { whyNotEscalated } from '../engines/why-not-escalated.ts';
import { taskWindows, type RunEngines, type WindowParts } from '../engines/task-windows.ts';
import type { DevFlags } from '../flags.ts';
import { referenceOf } from '../images/image-store.ts';
import { orchestratorName, type OrchestratorChoice } from '../models/orchestrator-choice.ts';
import type { LiveView } from '../live/live-view.ts';
import { modelsAvailable } from '../models/models-available.ts';
import { modelsOfTasks, panelModels, panelSize, workerModels } from '../models/named-models.ts';
import { progressPrinter } from '../report/progress.ts';
import { warnOfKinds } from '../report/patch-file.ts';
import { keptFlags, writeRecord } from './run-record.ts';
import { given } from './session.ts';
import { chargesOf, planTaskId } from '../money/charges.ts';
import type { Workshop } from '../engines/workshop.ts';
import { CalledTools } from '../tools/called-tools.ts';

export interface OrchestratorParts {
  readonly workshop: Workshop;
  readonly choice: OrchestratorChoice;
  readonly workspace: Workspace;
  readonly flags: DevFlags;
  readonly journal: Pick<Journal, 'toolCalls'>;
  readonly runId: string;
  /** What the person wants: tools for planning are chosen by it. @default nothing is known of it */
  readonly instructions?: string | undefined;
  /** @default nothing is known */
  readonly baseline?: Baseline | undefined;
  /** Of the plan, where there is one. @default none */
  readonly images?: readonly ImageReference[] | undefined;
  /** What the model that plans is shown of them. @default nothing */
  readonly shown?: readonly PromptImage[] | undefined;
  /** @default nothing was measured */
  readonly profile?: Profile | undefined;
  /** The run is incomplete while a file of code was not looked at. @default what the flags say */
  readonly coversAll?: boolean | undefined;
}

/** The orchestrator over the engines of this run. */
export function orchestratorOf({
  workshop,
  choice,
  workspace,
  flags,
  runId,
  baseline,
  images,
  shown,
  profile,
  coversAll,
  instructions = '',
  journal,
}: OrchestratorParts): Orchestrator {
  const { engines, executor, ledger, setting, cache, gateTools, policy, tools } = workshop;
  const called = new CalledTools(journal.toolCalls(runId), tools);
  const { contextTokens, apiAvailable, critic } = engines;
  const sizes = { contextTokens, apiAvailable, policy, criticTokens: critic?.taskTokens };
  return new Orchestrator({
    ...planningOptions(sizes, { setting, choice, workspace, flags, images }),
    ...(coversAll === true && { coversAll }),
    planner: plannerOf(workshop, runId, shown, instructions),
    criticTools: tools?.users.panel,
    toolCalls: () => called.all,
    executor,
    baseline,
    profile,
    modelsAvailable: (tier) => modelsAvailable(tier, { setting, choice, engines }),
    charges: (id) => chargesOf(ledger, id),
    whyNotEscalated: whyNotEscalated({ setting, flags, apiAvailable }),
    gateTools,
    cache: cache?.cache,
    cacheFingerprint: cache?.fingerprint,
    log: workshop.log,
  });
}

export type PlanningParts = Pick<OrchestratorParts, 'choice' | 'workspace' | 'flags' | 'images'> & {
  readonly setting: Setting;
};

/** All that the tasks of a run follow from, besides the model that plans: the same for a run and for who shows what it would do. */
export function planningOptions(
  engines: RunEngines,
  { setting, choice, workspace, flags, images }: PlanningParts,
): Omit<OrchestratorOptions, 'executor'> {
  return {
    orchestratorModel: orchestratorName(choice),
    orchestratorPrice: choice.kind === 'api' ? choice.card.price : undefined,
    noPlannerBecause: choice.kind === 'local' ? choice.because : undefined,
    workspace,
    limits: limitsOf(engines, { setting, choice, flags }),
    routing: setting.routing,
    focus: flags.focus,
    images: images?.map(referenceOf),
    instances: flags.instances,
    workerModels: modelsOfTasks(workerModels(flags, setting)),
    criticInstances: panelSize(flags),
    criticModels: modelsOfTasks(panelModels(flags, setting)),
    fixes: flags.autoFix,
    diagrams: flags.generateDiagrams,
    suggest: { optimizations: flags.suggestOptimizations, patterns: flags.suggestPatterns },
    batch: flags.batchMode,
    coversAll: mustCoverAll(flags),
    tier: flags.tier,
    maxTier: flags.maxTier,
    maxTasks: flags.maxTasks,
  };
}

/** Who stops work by what is found, or names the files one by one, takes silence for looked at. */
function mustCoverAll({ failOn, baseline, batchMode }: DevFlags): boolean {
  return failOn !== undefined || baseline !== undefined || batchMode === true;
}

/** Tells people and programs what happens. */
export function listeners(flags: DevFlags, terminal: Terminal, live: Pick<LiveView, 'onEvent'>): RunListener {
  const emit = eventEmitter(terminal, flags.json);
  const print = progressPrinter(terminal, flags.verbose === true);
  return warnOfKinds(flags, terminal, (event) => {
    const { kind, ...fields } = event;
    emit(kind, fields);
    print(event);
    live.onEvent(event);
  });
}

export interface PlanKeeper {
  readonly onEvent: RunListener;
  /** Resolves when the plan is on disk, if there is one yet. */
  kept(): Promise<void>;
  /** Gives what the work came to, once its plan is on disk. */
  after<T>(work: Promise<T>): Promise<T>;
}

/** Listens for the plan and has it on disk, before its tasks, so that whoever takes the run up finds what is left. */
export function planKeeper(journal: Journal, runId: string, flags: DevFlags, listener: RunListener): PlanKeeper {
  let kept: Promise<void> = Promise.resolve();
  return {
    onEvent: (event) => {
      if (event.kind === 'plan-ready') {
        kept = journal.setPlan(runId, writeRecord(keptFlags(flags), event.plan));
        // Told by `kept()`; until then nobody listens.
        kept.catch(() => undefined);
      }
      listener(event);
    },
    kept: () => kept,
    async after(work) {
      const done = await work;
      await kept;
      return done;
    },
  };
}

function plannerOf(
  { engines: { planner }, setting: { config }, tools }: Workshop,
  runId: string,
  shown: readonly PromptImage[] | undefined,
  about: string,
): Planner | undefined {
  if (planner === undefined) return undefined;
  const use = tools?.users.planner === true ? tools.use(about) : undefined;
  const provider = planner.asProvider(planTaskId(runId), config.calls.effort, use);
  const images = planner.card.takes.images ? shown : undefined;
  return { provider, model: planner.card.name, images, usesTools: use !== undefined };
}

function limitsOf(engines: RunEngines, parts: WindowParts): Partial<TaskLimits> {
  const { dataClass, priority, copies, deadline, patch } = parts.flags;
  const windows = taskWindows(engines, parts);
  const { contextTokens, contextTokensByTier = {} } = windows;
  const deadlineMs = deadline === undefined ? undefined : Math.round(deadline * 1000);
  const limits = { ...windows, ...given({ dataClass, priority, copies, deadlineMs }) };
  if (patch === undefined)
    return engines.apiAvailable ? limits : { ...limits, maxOutputTokens: answerTokens(contextTokens) };
  const byTier = Object.entries(contextTokensByTier).map(([tier, tokens]) => [
    tier,
    editTokens(tokens ?? contextTokens),
  ]);
  return {
    ...limits,
    patch: true,
    maxOutputTokens: editTokens(contextTokens),
    ...(byTier.length > 0 && { maxOutputTokensByTier: Object.fromEntries(byTier) }),
  };
}

/** Edits hold code, and new files whole. */
function editTokens(contextTokens: number): number {
  return Math.min(4_000, Math.floor(contextTokens / 4));
}
