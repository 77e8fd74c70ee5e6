import { endpointFor } from '@hanzo/config';
import { TIERS, type ApiModelCard, type Tier } from '@hanzo/contracts';
import { allowedTier } from '@hanzo/router';
import type { Setting } from '../../setting.ts';
import type { Terminal } from '../../terminal.ts';
import { wishesInWords } from './call-wishes.ts';
import type { EngineFlags } from './flags.ts';
import { chainInWords, chainOf } from './model-chain.ts';
import type { OrchestratorChoice } from './orchestrator-choice.ts';
import { paymentOf } from './payment.ts';
import { escalationModel, modelForTier, payable } from './tier-models.ts';

/** Says before anything leaves which models get paid tasks, from whom, and how they are called. */
export function sayTaskModels(
  setting: Setting,
  flags: EngineFlags,
  choice: OrchestratorChoice,
  terminal: Terminal,
): void {
  if (!paymentOf(setting, flags, choice).allowed) return;
  const orchestrator = choice.kind === 'api' ? choice.card : undefined;
  for (const line of taskModels(setting, flags, orchestrator)) terminal.err(line);
  const wishes = wishesInWords(payable(setting, orchestrator), setting, flags);
  if (wishes !== undefined) terminal.err(wishes);
}

/**
 * `tasks: gpt-6-luna at api.openai.com; where it is not available: gpt-5.6-luna`, a line for each model; then
 * `what gates refuse of simple, medium tasks: gpt-5 at api.openai.com`, a line for each stronger one.
 */
function taskModels(setting: Setting, flags: EngineFlags, orchestrator: ApiModelCard | undefined): readonly string[] {
  const tiers = TIERS.filter((tier) => allowedTier(tier, setting.maxTier) === tier);
  const first = byModel(tiers, (tier) => modelForTier(setting, tier, orchestrator));
  const then = byModel(tiers, (tier) => escalationModel(setting, tier, orchestrator)?.card);
  const say = ({ card, tiers: its }: TiersOfModel, isOnly: boolean, what = ''): string => {
    const which = isOnly ? 'tasks' : `${its.join(', ')} tasks`;
    const where = ` at ${endpointFor(setting.config, card).host}`;
    return `${what}${which}: ${chainInWords(card, chainOf(card, setting, flags), where)}`;
  };
  return [
    ...first.map((model) => say(model, first.length === 1)),
    ...then.map((model) => say(model, false, 'what gates refuse of ')),
  ];
}

interface TiersOfModel {
  readonly card: ApiModelCard;
  readonly tiers: readonly Tier[];
}

function byModel(tiers: readonly Tier[], cardOf: (tier: Tier) => ApiModelCard | undefined): readonly TiersOfModel[] {
  const models = new Map<string, { readonly card: ApiModelCard; readonly tiers: Tier[] }>();
  for (const tier of tiers) {
    const card = cardOf(tier);
    if (card === undefined) continue;
    const known = models.get(card.name) ?? { card, tiers: [] };
    known.tiers.push(tier);
    models.set(card.name, known);
  }
  return [...models.values()];
}
