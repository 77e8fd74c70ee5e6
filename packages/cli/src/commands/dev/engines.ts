import { systemClock, type Logger, type Rung } from '@hanzo/contracts';
import { ApiRung, LocalRung, MeshRung, type MeteredModel } from '@hanzo/coordinator';
import type { Ledger } from '@hanzo/ledger';
import { startLlamaEngine, type LlamaEngine } from '@hanzo/models/llama';
import { createToolRung, estimateTokens, type Workspace } from '@hanzo/tools';
import { resolveLocalModel } from '../../installed-models.ts';
import type { Setting } from '../../setting.ts';
import { accessMesh, smallestContext, totalSlots, type MeshAccess } from './mesh-access.ts';
import { createApiModels, type ApiModels } from './api-models.ts';
import type { DevFlags } from './flags.ts';
import { budgetMicros } from './money.ts';
import type { OrchestratorChoice } from './orchestrator-choice.ts';
import { paymentOf } from './payment.ts';

/** Everything that can do tasks in this run. */
export interface Engines {
  readonly rungs: readonly Rung[];
  readonly mesh: MeshAccess | undefined;
  readonly local: LlamaEngine | undefined;
  readonly apiAvailable: boolean;
  /** The orchestrator's model, paid from the ledger; undefined when work is planned by rules. */
  readonly planner: MeteredModel | undefined;
  /** What tasks are cut to, in tokens. */
  readonly contextTokens: number;
  /** Tasks under way at once. */
  readonly concurrency: number;
}

export interface EngineParts {
  readonly setting: Setting;
  readonly flags: DevFlags;
  readonly choice: OrchestratorChoice;
  readonly ledger: Ledger;
  readonly workspace: Workspace;
  readonly log: Logger;
  readonly runId: string;
  readonly signal: AbortSignal;
  /** What is started is stopped with this. */
  readonly stack: AsyncDisposableStack;
}

const API_CONCURRENCY = 4;
const MAX_CONCURRENCY = 64;
/** Small on purpose: a chunk that fits every engine can escalate without being cut again. */
const API_CONTEXT_TOKENS = 16_384;
const LOCAL_CONTEXT_TOKENS = 4_096;
const LOCAL_SLOTS = 2;

/** Sets up the rungs that the flags and the configuration allow. */
export async function setUpEngines(parts: EngineParts): Promise<Engines> {
  const { flags, choice, stack, setting, log, signal } = parts;
  const models = payableModels(parts);
  const rungs: Rung[] = [createToolRung(parts.workspace)];
  let mesh: MeshAccess | undefined;
  let local: LlamaEngine | undefined;
  let contextTokens = API_CONTEXT_TOKENS;
  let concurrency = API_CONCURRENCY;
  if (flags.useHanzoNet === true) {
    mesh = stack.use(await accessMesh(setting, flags, log, signal));
    const model = choice.kind === 'local' ? choice.model : undefined;
    rungs.push(new MeshRung(mesh.dispatcher, systemClock, { model, countTokens: estimateTokens }));
    contextTokens = Math.min(contextTokens, smallestContext(mesh.dispatcher, model) ?? contextTokens);
    concurrency = Math.min(MAX_CONCURRENCY, Math.max(concurrency, totalSlots(mesh.dispatcher) * 2));
  } else if (choice.kind === 'local') {
    local = stack.use(await startLocalEngine(choice.model, parts));
    rungs.push(new LocalRung(local, local.info.modelName));
    // Not what was asked for: the engine has less when the model was trained for less.
    contextTokens = local.info.contextTokens;
    concurrency = local.info.slots;
  }
  if (models !== undefined) rungs.push(new ApiRung((task) => models.forTask(task)));
  return {
    rungs,
    mesh,
    local,
    apiAvailable: models !== undefined,
    planner: models?.planner,
    contextTokens,
    concurrency,
  };
}

function startLocalEngine(wanted: string | undefined, { setting, log, signal }: EngineParts): Promise<LlamaEngine> {
  const model = resolveLocalModel(wanted, setting);
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
  return startLlamaEngine(options, signal);
}

/** The API models that this run may pay, after saying what may be paid; undefined when none may or can be called. */
function payableModels({ setting, flags, choice, ledger, runId, log }: EngineParts): ApiModels | undefined {
  const payment = paymentOf(setting, flags, choice);
  if (payment.sentence !== undefined) log.warn(payment.sentence);
  if (!payment.allowed) return undefined;
  const orchestrator = choice.kind === 'api' ? choice.card : undefined;
  return createApiModels({ setting, ledger, runId, orchestrator, runLimitMicros: budgetMicros(flags.budget) });
}
