import { endpointFor } from '@hanzo/config';
import { formatDollars } from '@hanzo/contracts';
import type { Setting } from '../../../setting.ts';
import { namedCards } from '../models/named-models.ts';
import { payable } from '../models/tier-models.ts';
import type { EngineFlags } from '../flags.ts';
import { budgetMicros } from './money.ts';
import type { OrchestratorChoice } from '../models/orchestrator-choice.ts';

/** Whether this run may pay an API model. */
export interface Payment {
  readonly allowed: boolean;
  /** What a person must read before work starts; undefined when flags or keys leave no doubt. */
  readonly sentence: string | undefined;
}

/**
 * A run that was given to a local model pays nobody, unless a person stated what it may cost. A key in the environment
 * is no permission: it may be there for another program.
 */
export function paymentOf(setting: Setting, flags: EngineFlags, choice: OrchestratorChoice): Payment {
  if (flags.localOnly === true) return { allowed: false, sentence: undefined };
  if (choice.kind === 'api') return { allowed: true, sentence: undefined };
  const micros = budgetMicros(flags.budget) ?? 0;
  // Work planned by rules is simple first of all: the model of that tier, else of the next, is the one that would be called.
  const [card] = [...namedCards(flags, setting), ...payable(setting, undefined)];
  if (card === undefined) {
    const sentence = micros > 0 ? 'nothing is paid, whatever --budget says: no API can be called' : undefined;
    return { allowed: false, sentence };
  }
  if (micros === 0)
    return { allowed: false, sentence: 'nothing is paid: work stays with local models; --budget allows escalation' };
  const { host } = endpointFor(setting.config, card);
  const sentence = `answers that the gate refuses go to ${host}, paid, up to ${formatDollars(micros)}; failed tasks too`;
  return { allowed: true, sentence };
}
