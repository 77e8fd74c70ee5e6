import { endpointFor, livingModels, requireKey } from '@hanzo/config';
import {
  systemClock,
  type ApiModelCard,
  type Logger,
  type ModelProvider,
  type Rung,
  type Task,
  type Tier,
} from '@hanzo/contracts';
import { ApiRung, LocalRung, MeshRung, MeteredModel } from '@hanzo/coordinator';
import type { Ledger } from '@hanzo/ledger';
import { createOpenAiProvider } from '@hanzo/models/openai';
import { startLlamaEngine, type LlamaEngine } from '@hanzo/models/llama';
import { createToolRung, estimateTokens, type Workspace } from '@hanzo/tools';
import { resolveLocalModel } from '../../installed-models.ts';
import { hasApi, type Setting } from '../../setting.ts';
import { accessMesh, smallestContext, totalSlots, type MeshAccess } from './mesh-access.ts';
import type { DevFlags } from './flags.ts';
import { budgetMicros } from './money.ts';
import type { OrchestratorChoice } from './orchestrator-choice.ts';

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
  const models = apiModels(parts);
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
    const model = resolveLocalModel(choice.model, setting);
    log.info('loading model on this machine', { model: model.name });
    const options = {
      modelPath: model.path,
      modelName: model.name,
      slots: LOCAL_SLOTS,
      contextTokens: LOCAL_CONTEXT_TOKENS,
      log,
    };
    local = stack.use(await startLlamaEngine(options, signal));
    rungs.push(new LocalRung(local, model.name));
    contextTokens = LOCAL_CONTEXT_TOKENS;
    concurrency = LOCAL_SLOTS;
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

interface ApiModels {
  readonly planner: MeteredModel | undefined;
  forTask(task: Pick<Task, 'tier'>): MeteredModel | undefined;
}

/** The API models of this run, or undefined when none may or can be called. */
function apiModels(parts: EngineParts): ApiModels | undefined {
  const { setting, flags, choice, ledger, runId } = parts;
  if (flags.localOnly === true) return undefined;
  const planner = choice.kind === 'api' ? choice.card : undefined;
  const byTier = (tier: Tier): ApiModelCard | undefined => modelForTier(setting, tier, planner);
  if (planner === undefined && byTier('simple') === undefined) return undefined;
  const runLimitMicros = budgetMicros(flags.budget);
  const metered = new Map<string, MeteredModel>();
  const meter = (card: ApiModelCard): MeteredModel => {
    const known = metered.get(card.name);
    if (known !== undefined) return known;
    const endpoint = endpointFor(setting.config, card.name);
    const made = new MeteredModel({
      provider: providerFor(card, setting),
      ledger,
      card,
      endpoint: endpoint.host,
      runId,
      runLimitMicros,
    });
    metered.set(card.name, made);
    return made;
  };
  return {
    planner: planner && meter(planner),
    forTask: ({ tier }) => {
      const card = byTier(tier);
      return card && meter(card);
    },
  };
}

/** The first living OpenAI model of the tier's policy that can be called; the orchestrator's own where none is. */
function modelForTier(
  { tiers, catalogue, config }: Setting,
  tier: Tier,
  orchestrator: ApiModelCard | undefined,
): ApiModelCard | undefined {
  const cards = livingModels(tiers[tier].models, catalogue, systemClock.now());
  const fit = cards.find(
    (card) =>
      card.kind === 'api' && card.provider === 'openai' && card.price !== undefined && hasApi(config, card.name),
  );
  return fit?.kind === 'api' ? fit : orchestrator;
}

function providerFor(card: ApiModelCard, { config }: Setting): ModelProvider {
  const endpoint = endpointFor(config, card.name);
  return createOpenAiProvider({
    apiKey: requireKey(endpoint),
    baseUrl: endpoint.baseUrl,
    api: endpoint.api,
    name: endpoint.host,
    acceptsSampling: () => card.acceptsSampling,
    reasons: () => card.reasons,
  });
}
