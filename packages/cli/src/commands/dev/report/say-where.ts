import type { ApiModelCard } from '@hanzo/contracts';
import { idleMemberLimits } from '../../../mesh/member-limits.ts';
import type { Setting } from '../../../setting.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { say, warn } from '../../../terminal/say.ts';
import { clearTextWarnings, hostsInWords, placesInWords } from '../models/chain-hosts.ts';
import { criticModel } from '../models/critic-model.ts';
import { confidentialInWords } from '../data-class.ts';
import type { DevFlags, EngineFlags } from '../flags.ts';
import { chainOf } from '../models/model-chain.ts';
import type { OrchestratorChoice } from '../models/orchestrator-choice.ts';
import { paymentOf } from '../money/payment.ts';
import { namedCards } from '../models/named-models.ts';
import { payable } from '../models/tier-models.ts';

/**
 * Says before anything leaves where the planner's requests go, whether a key would go there unencrypted, and whether the work
 * is too confidential for that.
 */
export function sayWhere(
  setting: Setting,
  flags: EngineFlags & Pick<DevFlags, 'dataClass'>,
  choice: OrchestratorChoice,
  terminal: Terminal,
): void {
  const { config } = setting;
  if (choice.kind === 'api' && choice.insteadOf !== undefined) warn(`${choice.insteadOf}.`, terminal);
  const confidential = confidentialInWords(flags, choice);
  if (confidential !== undefined) {
    if (flags.localOnly === true) say(confidential, terminal);
    else warn(`${confidential}.`, terminal);
  }
  const planner = choice.kind === 'api' ? choice.card : undefined;
  if (planner !== undefined) say(plannerInWords(planner, setting, flags), terminal);
  const forTasks = paymentOf(setting, flags, choice).allowed ? payable(setting, planner) : [];
  const critic = criticModel(flags, setting);
  const judges = [...(critic?.kind === 'api' ? [critic.card] : []), ...namedCards(flags, setting)];
  const first = [...(planner === undefined ? [] : [planner]), ...forTasks, ...judges];
  const all = first.flatMap((card) => [card, ...chainOf(card, setting, flags)]);
  for (const warning of clearTextWarnings(all, config)) warn(`${warning}.`, terminal);
  if (forTasks.length === 0 && planner === undefined) return;
  for (const { what, mend } of idleMemberLimits(setting)) warn(`${what}. ${mend}`, terminal);
}

/** One line; with `verbose`, which model stands in where. */
function plannerInWords(planner: ApiModelCard, setting: Setting, flags: EngineFlags): string {
  const { config } = setting;
  const chain = chainOf(planner, setting, flags);
  if (flags.verbose === true) return hostsInWords(planner, chain, config);
  return `orchestrator: ${planner.name}, asked at: ${placesInWords(planner, chain, config)}`;
}
