import { endpointFor } from '@hanzo/config';
import { TIERS, type ApiModelCard, type Tier } from '@hanzo/contracts';
import type { Setting } from '../../setting.ts';
import type { Terminal } from '../../terminal.ts';
import { wishesInWords } from './call-wishes.ts';
import type { EngineFlags } from './flags.ts';
import { chainInWords, chainOf } from './model-chain.ts';
import type { OrchestratorChoice } from './orchestrator-choice.ts';
import { paymentOf } from './payment.ts';
import { modelForTier, payable } from './tier-models.ts';

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

/** `tasks: gpt-6-luna at api.openai.com; where it is not available: gpt-5.6-luna`, a line for each model. */
function taskModels(setting: Setting, flags: EngineFlags, orchestrator: ApiModelCard | undefined): readonly string[] {
  const byModel = new Map<string, { readonly card: ApiModelCard; readonly tiers: Tier[] }>();
  for (const tier of TIERS) {
    const card = modelForTier(setting, tier, orchestrator);
    if (card === undefined) continue;
    const known = byModel.get(card.name) ?? { card, tiers: [] };
    known.tiers.push(tier);
    byModel.set(card.name, known);
  }
  return [...byModel.values()].map(({ card, tiers }) => {
    const which = byModel.size === 1 ? 'tasks' : `${tiers.join(', ')} tasks`;
    const where = ` at ${endpointFor(setting.config, card).host}`;
    return `${which}: ${chainInWords(card, chainOf(card, setting, flags), where)}`;
  });
}
