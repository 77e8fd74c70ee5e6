import { endpointFor, livingModels, requireKey } from '@hanzo/config';
import {
  systemClock,
  type ApiModelCard,
  type Logger,
  type ModelProvider,
  type Task,
  type Tier,
} from '@hanzo/contracts';
import { MeteredModel } from '@hanzo/coordinator';
import type { Ledger } from '@hanzo/ledger';
import { createOpenAiProvider } from '@hanzo/models/openai';
import { hasApi, type Setting } from '../../setting.ts';

/** The paid models of a run. */
export interface ApiModels {
  /** The orchestrator's model; undefined when work is planned by rules. */
  readonly planner: MeteredModel | undefined;
  forTask(task: Pick<Task, 'tier'>): MeteredModel | undefined;
}

export interface ApiModelsParts {
  readonly setting: Setting;
  readonly ledger: Ledger;
  readonly runId: string;
  /** The orchestrator's card, when an API model plans. */
  readonly orchestrator: ApiModelCard | undefined;
  /** Micro-dollars that the whole run may cost. */
  readonly runLimitMicros: number | undefined;
  readonly log: Logger;
}

/** The API models of this run, each paid from the ledger; undefined when none can be called. */
export function createApiModels(parts: ApiModelsParts): ApiModels | undefined {
  const { setting, ledger, runId, orchestrator, runLimitMicros, log } = parts;
  const byTier = (tier: Tier): ApiModelCard | undefined => modelForTier(setting, tier, orchestrator);
  if (orchestrator === undefined && byTier('simple') === undefined) return undefined;
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
      log,
    });
    metered.set(card.name, made);
    return made;
  };
  return {
    planner: orchestrator && meter(orchestrator),
    forTask: ({ tier }) => {
      const card = byTier(tier);
      return card && meter(card);
    },
  };
}

/** The first living OpenAI model of the tier's policy that can be called; the orchestrator's own where none is. */
export function modelForTier(
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
    acceptsSampling: () => card.takes.sampling,
    reasons: () => card.takes.efforts.length > 0,
  });
}
