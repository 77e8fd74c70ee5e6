import { kindLimits, systemClock, type Effort, type Logger, type Rung, type Task } from '@hanzo/contracts';
import {
  ApiRung,
  LocalRung,
  MeshRung,
  WorkerTrust,
  type Journal,
  type LoadImages,
  type PaidListener,
  type PaidModel,
  type PassRate,
  type ToolUse,
} from '@hanzo/coordinator';
import type { Ledger } from '@hanzo/ledger';
import type { LlamaEngine } from '@hanzo/models/llama';
import { createToolRung, estimateTokens, Trial, type TrialCommandName, type Workspace } from '@hanzo/tools';
import { resolveLocalModel, type InstalledModel } from '../../../installed-models.ts';
import type { Setting } from '../../../setting.ts';
import type { MeshAccess } from './mesh-access.ts';
import { smallestContext, totalSlots } from './mesh-room.ts';
import { createApiModels, type ApiModels } from '../models/api-models.ts';
import { API_CONTEXT_TOKENS, LOCAL_CONTEXT_TOKENS } from './context-sizes.ts';
import { criticEngine, type CriticEngine } from '../models/critic-engine.ts';
import { criticModel, refuseOnlyCritic } from '../models/critic-model.ts';
import { namedLocals, panelSize } from '../models/named-models.ts';
import { effortAt } from '../models/effort-at.ts';
import type { EngineFlags } from '../flags.ts';
import { ImageStore } from '../images/image-store.ts';
import { localModelOf } from '../models/local-model.ts';
import { budgetMicros } from '../money/money.ts';
import { forbiddenNow } from './forbidden-now.ts';
import { JudgedRung } from './judged-rung.ts';
import type { OrchestratorChoice } from '../models/orchestrator-choice.ts';
import { payingMember } from '../money/paying-member.ts';
import { paymentOf } from '../money/payment.ts';
import type { RunTools } from '../tools/run-tools.ts';
import { trustStoreOf } from './trust-store.ts';

/** Everything that can do tasks in this run. */
export interface Engines {
  readonly rungs: readonly Rung[];
  readonly mesh: MeshAccess | undefined;
  readonly local: LlamaEngine | undefined;
  readonly apiAvailable: boolean;
  /** The orchestrator's model, paid from the ledger; undefined when work is planned by rules. */
  readonly planner: PaidModel | undefined;
  /** Runs the project's trusted commands on copies. */
  readonly trial: Trial;
  /** Undefined: nobody asked for one. */
  readonly critic: CriticEngine | undefined;
  /** Critics judge each finding on its own. */
  readonly hasPanel: boolean;
  /** What tasks are cut to, in tokens. */
  readonly contextTokens: number;
  /** Tasks under way at once, as it is now: the mesh grows and shrinks while a run lasts. */
  readonly concurrency: () => number;
}

export interface EngineParts {
  readonly setting: Setting;
  readonly flags: EngineFlags;
  readonly choice: OrchestratorChoice;
  readonly ledger: Ledger;
  readonly journal: Journal;
  readonly workspace: Workspace;
  readonly log: Logger;
  readonly runId: string;
  readonly onPaid: PaidListener;
  /** When the run is over, in milliseconds since the epoch; undefined: when it is done. */
  readonly endsAt: number | undefined;
  readonly signal: AbortSignal;
  /** What a model's vote weighs where several are asked. */
  readonly passRate: PassRate;
  /** Undefined: nobody may use any. */
  readonly tools: RunTools | undefined;
  /** What is started is stopped with this. */
  readonly stack: AsyncDisposableStack;
}

const API_CONCURRENCY = 4;
/** Each is a task in memory; what waits beyond them is on disk. */
const MAX_CONCURRENCY = 1_024;
const LOCAL_SLOTS = 2;

/** Sets up the rungs that the flags and the configuration allow. */
export async function setUpEngines(parts: EngineParts): Promise<Engines> {
  const { choice, stack } = parts;
  const models = payableModels(parts);
  // What came of every task is on disk by then.
  const isKept = (taskId: string): boolean => parts.journal.recorded(taskId) !== undefined;
  if (models !== undefined) stack.defer(() => models.forgetAnswers(isKept, parts.signal));
  const { workspace, setting } = parts;
  const localModel = localModelOf(parts.flags, choice, setting);
  const trial = stack.use(trialOf(parts));
  const rungs: Rung[] = [createToolRung(workspace, { trial })];
  let mesh: MeshAccess | undefined;
  let local: LlamaEngine | undefined;
  const started = new Map<string, LlamaEngine>();
  let contextTokens = API_CONTEXT_TOKENS;
  let concurrency = (): number => API_CONCURRENCY;
  if (parts.flags.useHanzoNet === true) {
    const { access, rung } = await startMesh(parts);
    mesh = access;
    rungs.push(rung);
    const { dispatcher } = access;
    contextTokens = Math.min(contextTokens, smallestContext(dispatcher, modelOf(choice)) ?? contextTokens);
    concurrency = () => Math.min(MAX_CONCURRENCY, Math.max(API_CONCURRENCY, totalSlots(dispatcher) * 2));
  } else if (localModel !== undefined) {
    local = stack.use(await startLocalEngine(localModel, parts));
    const others = await startOthers(localModel, parts);
    for (const engine of [local, ...others.values()]) started.set(engine.info.modelName, engine);
    rungs.push(new LocalRung(local, local.info.modelName, others, estimateTokens, kindLimits(setting.catalogue)));
    // Not what was asked for: the engine has less when the model was trained for less.
    contextTokens = Math.min(local.info.contextTokens, ...[...others.values()].map(({ info }) => info.contextTokens));
    const { slots } = local.info;
    concurrency = () => (choice.kind === 'api' ? Math.max(API_CONCURRENCY, slots) : slots);
  }
  if (models !== undefined) {
    rungs.push(...paidRungs(models, parts));
    // All that waits goes into the same batch.
    if (parts.flags.batchApi === true) concurrency = () => MAX_CONCURRENCY;
  }
  const hasPanel = panelSize(parts.flags) > 0;
  const critic = await criticOf(parts, { models, mesh, local, started });
  return {
    rungs: critic === undefined ? rungs : rungs.map((rung) => judgedBy(critic, rung)),
    trial,
    critic,
    hasPanel,
    mesh,
    local,
    apiAvailable: models !== undefined,
    planner: models?.planner,
    contextTokens: Math.min(contextTokens, critic?.taskTokens ?? contextTokens),
    concurrency,
  };
}

function trialOf({ workspace, setting, flags, signal, log }: EngineParts): Trial {
  const { commands } = setting.project;
  const compares = flags.enableGuardrails === true;
  const onWarning = (sentence: string): void => log.warn(sentence);
  const forbids = (name: TrialCommandName): string | undefined => forbiddenNow(name, setting);
  return new Trial({ root: workspace.root, commands, signal, compares, forbids, onWarning });
}

/** A tool is exact: nobody judges it. */
function judgedBy(critic: CriticEngine, rung: Rung): Rung {
  return rung.name === 'tool' ? rung : new JudgedRung(rung, critic);
}

interface Answerers {
  readonly models: ApiModels | undefined;
  readonly mesh: MeshAccess | undefined;
  readonly local: LlamaEngine | undefined;
  /** Models that this machine has loaded, by name. */
  readonly started: ReadonlyMap<string, LlamaEngine>;
}

async function criticOf(
  parts: EngineParts,
  { models, mesh, local, started }: Answerers,
): Promise<CriticEngine | undefined> {
  const { flags, setting, choice, runId, log, stack } = parts;
  const critic = criticModel(flags, setting);
  if (critic === undefined) return undefined;
  const own = { setting, choice, local: local?.info.modelName };
  refuseOnlyCritic(critic, flags, { ...own, isPaid: models !== undefined });
  const startLocal = async (name: string): Promise<LlamaEngine> => {
    const model = resolveLocalModel(name, setting);
    return started.get(model.name) ?? stack.use(await startLocalEngine(model, parts));
  };
  const hasPanel = panelSize(flags) > 0;
  return await criticEngine(critic, { setting, hasPanel, runId, models, mesh, startLocal, tools: parts.tools, log });
}

/** The API model of a task's own tier, and the stronger one for what that has failed. */
function paidRungs(models: ApiModels, { setting, tools }: EngineParts): readonly ApiRung[] {
  const store = new ImageStore(setting.paths.images);
  const loadImages: LoadImages = (images) => store.load(images);
  const effortFor =
    (rung: 'api' | 'strong') =>
    (task: Task): Effort | undefined =>
      effortAt(rung, task, setting);
  const toolsFor = (task: Task): ToolUse | undefined => {
    const about = task.toolsAbout ?? `${task.kind}: ${task.title}`;
    return task.kind === 'critic' ? tools?.useOfCritic(about) : tools?.use(about);
  };
  return [
    new ApiRung({
      modelFor: (task) => models.forTask(task),
      toolsFor,
      effortFor: effortFor('api'),
      loadImages,
      countTokens: estimateTokens,
    }),
    new ApiRung({
      name: 'strong',
      modelFor: (task) => models.strongForTask(task),
      whyNone: ({ tier, models: listed }) =>
        listed === undefined
          ? `${tier} tasks escalate to no higher tier`
          : 'no other model that the task names is left',
      toolsFor,
      effortFor: effortFor('strong'),
      loadImages,
      countTokens: estimateTokens,
    }),
  ];
}

/** Joins the mesh, and loads libp2p only then; workers that gave wrong answers before are known from the journal. */
async function startMesh(parts: EngineParts): Promise<{ readonly access: MeshAccess; readonly rung: MeshRung }> {
  const { setting, flags, choice, journal, log, signal, stack, passRate } = parts;
  const { accessMesh } = await import('./mesh-access.ts');
  const trust = new WorkerTrust({ clock: systemClock, log, store: trustStoreOf(journal) });
  const access = stack.use(await accessMesh({ setting, flags, trust, log, signal }));
  const whyNotKind = kindLimits(setting.catalogue);
  const options = { model: modelOf(choice), countTokens: estimateTokens, whyNotKind, trust, passRate, log };
  // Stopped before the dispatcher: its checks of workers still run there.
  const rung = stack.use(new MeshRung(access.dispatcher, systemClock, options));
  return { access, rung };
}

function modelOf(choice: OrchestratorChoice): string | undefined {
  return choice.kind === 'local' ? choice.model : undefined;
}

/** Models of this machine that flags name besides the one that does what names none. */
async function startOthers(
  { name: main }: InstalledModel,
  parts: EngineParts,
): Promise<ReadonlyMap<string, LlamaEngine>> {
  const others = new Map<string, LlamaEngine>();
  for (const name of namedLocals(parts.flags, parts.setting)) {
    const model = resolveLocalModel(name, parts.setting);
    if (model.name !== main) others.set(model.name, parts.stack.use(await startLocalEngine(model, parts)));
  }
  return others;
}

async function startLocalEngine(model: InstalledModel, { log, signal }: EngineParts): Promise<LlamaEngine> {
  log.info('loading model on this machine', { model: model.name });
  const options = {
    modelPath: model.path,
    modelName: model.name,
    slots: LOCAL_SLOTS,
    contextTokens: LOCAL_CONTEXT_TOKENS,
    // Whoever started it waits for it.
    priority: 'normal' as const,
    log,
  };
  const { startLlamaEngine } = await import('@hanzo/models/llama');
  return await startLlamaEngine(options, signal);
}

/** The API models that this run may pay, after saying what may be paid; undefined when none may or can be called. */
function payableModels(parts: EngineParts): ApiModels | undefined {
  const { setting, flags, choice, ledger, runId, onPaid, endsAt, log } = parts;
  const payment = paymentOf(setting, flags, choice);
  if (payment.sentence !== undefined) log.warn(payment.sentence);
  if (!payment.allowed) {
    for (const flag of uselessFlags(flags)) log.warn(`${flag} does nothing: this run pays no API`);
    return undefined;
  }
  const orchestrator = choice.kind === 'api' ? choice.card : undefined;
  const runLimitMicros = budgetMicros(flags.budget);
  const member = payingMember(setting);
  return createApiModels({ setting, flags, ledger, runId, orchestrator, runLimitMicros, member, endsAt, onPaid, log });
}

const PAID_FLAGS = [
  ['retryOnRateLimit', '--retry-on-rate-limit'],
  ['maxRetries', '--max-retries'],
  ['serviceTier', '--service-tier'],
  ['effort', '--effort'],
  ['fallback', '--fallback'],
  ['batchApi', '--batch-api'],
] as const;

function uselessFlags(flags: EngineFlags): readonly string[] {
  return PAID_FLAGS.filter(([name]) => flags[name] !== undefined).map(([, flag]) => flag);
}
