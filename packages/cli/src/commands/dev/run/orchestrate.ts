import { Orchestrator, type Planner, type RunListener, type TaskLimits } from '@hanzo/orchestrator';
import type { Journal } from '@hanzo/coordinator';
import type { Workspace } from '@hanzo/tools';
import { eventEmitter } from '../../../terminal/events.ts';
import type { Setting } from '../../../setting.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { answerTokens } from '../engines/context-sizes.ts';
import type { Engines } from '../engines/engines.ts';
import type { DevFlags } from '../flags.ts';
import type { OrchestratorChoice } from '../models/orchestrator-choice.ts';
import { progressPrinter } from '../report/progress.ts';
import { warnOfKinds } from '../report/patch-file.ts';
import { keptFlags, writeRecord } from './run-record.ts';
import { given } from './session.ts';
import { chargesOf, planTaskId } from '../money/charges.ts';
import type { Workshop } from '../engines/workshop.ts';

export interface OrchestratorParts {
  readonly workshop: Workshop;
  readonly choice: OrchestratorChoice;
  readonly workspace: Workspace;
  readonly flags: DevFlags;
  readonly runId: string;
}

/** The orchestrator over the engines of this run. */
export function orchestratorOf({ workshop, choice, workspace, flags, runId }: OrchestratorParts): Orchestrator {
  const { engines, executor, ledger, setting, cache, gateTools } = workshop;
  return new Orchestrator({
    orchestratorModel: orchestratorName(choice),
    orchestratorPrice: choice.kind === 'api' ? choice.card.price : undefined,
    planner: plannerOf(engines, setting, runId),
    noPlannerBecause: choice.kind === 'local' ? choice.because : undefined,
    executor,
    charges: (id) => chargesOf(ledger, id),
    workspace,
    limits: limitsOf(engines, flags),
    gateTools,
    routing: setting.routing,
    focus: flags.focus,
    instances: flags.instances,
    workerModels: flags.workerModels,
    criticInstances: flags.criticInstances,
    fixes: flags.autoFix,
    tier: flags.tier,
    maxTier: flags.maxTier,
    maxTasks: flags.maxTasks,
    cache: cache?.cache,
    cacheFingerprint: cache?.fingerprint,
    log: workshop.log,
  });
}

export function orchestratorName(choice: OrchestratorChoice): string {
  return choice.kind === 'api' ? choice.card.name : `local:${choice.model ?? 'any'}`;
}

/** Tells people and programs what happens. */
export function listeners(flags: DevFlags, terminal: Terminal): RunListener {
  const emit = eventEmitter(terminal, flags.json);
  const print = progressPrinter(terminal, flags.verbose === true);
  return warnOfKinds(flags, terminal, (event) => {
    const { kind, ...fields } = event;
    emit(kind, fields);
    print(event);
  });
}

/** Listens for the plan and has it on disk, before its tasks, so that whoever takes the run up finds what is left. */
export function planKeeper(
  journal: Journal,
  runId: string,
  flags: DevFlags,
  listener: RunListener,
): { readonly onEvent: RunListener; kept(): Promise<void> } {
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
  };
}

function plannerOf({ planner }: Engines, { config }: Setting, runId: string): Planner | undefined {
  if (planner === undefined) return undefined;
  const provider = planner.asProvider(planTaskId(runId), config.calls.effort);
  return { provider, model: planner.card.name };
}

function limitsOf({ contextTokens, apiAvailable }: Engines, flags: DevFlags): Partial<TaskLimits> {
  const { dataClass, priority, copies, deadline } = flags;
  const isPatch = flags.patch !== undefined;
  const deadlineMs = deadline === undefined ? undefined : Math.round(deadline * 1000);
  return {
    contextTokens,
    ...given({ dataClass, priority, copies, deadlineMs }),
    ...(isPatch && { patch: true, maxOutputTokens: editTokens(contextTokens) }),
    ...(apiAvailable || isPatch ? {} : { maxOutputTokens: answerTokens(contextTokens) }),
  };
}

/** Edits hold code, and new files whole. */
function editTokens(contextTokens: number): number {
  return Math.min(4_000, Math.floor(contextTokens / 4));
}
