import { idleMemberLimits } from '../../../mesh/member-limits.ts';
import type { Setting } from '../../../setting.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { clearTextWarnings, hostsInWords } from '../models/chain-hosts.ts';
import { criticModel } from '../models/critic-model.ts';
import { confidentialInWords } from '../data-class.ts';
import type { DevFlags, EngineFlags } from '../flags.ts';
import { chainOf } from '../models/model-chain.ts';
import type { OrchestratorChoice } from '../models/orchestrator-choice.ts';
import { paymentOf } from '../money/payment.ts';
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
  const { style } = terminal;
  if (choice.kind === 'api' && choice.insteadOf !== undefined)
    terminal.err(`${style.yellow('warning:')} ${choice.insteadOf}.`);
  const confidential = confidentialInWords(flags, choice);
  if (confidential !== undefined)
    terminal.err(flags.localOnly === true ? confidential : `${style.yellow('warning:')} ${confidential}.`);
  const planner = choice.kind === 'api' ? choice.card : undefined;
  if (planner !== undefined) terminal.err(hostsInWords(planner, chainOf(planner, setting, flags), config));
  const forTasks = paymentOf(setting, flags, choice).allowed ? payable(setting, planner) : [];
  const critic = criticModel(flags, setting);
  const judges = critic?.kind === 'api' ? [critic.card] : [];
  const first = [...(planner === undefined ? [] : [planner]), ...forTasks, ...judges];
  const all = first.flatMap((card) => [card, ...chainOf(card, setting, flags)]);
  for (const warning of clearTextWarnings(all, config))
    terminal.err(`${terminal.style.yellow('warning:')} ${warning}.`);
  if (forTasks.length === 0 && planner === undefined) return;
  for (const { what, mend } of idleMemberLimits(setting))
    terminal.err(`${terminal.style.yellow('warning:')} ${what}. ${mend}`);
}
