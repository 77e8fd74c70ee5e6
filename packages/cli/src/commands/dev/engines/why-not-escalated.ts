import { apiModelsFor, RUNGS, type Task } from '@hanzo/contracts';
import type { WhyNotEscalated } from '@hanzo/orchestrator';
import { allowedTier } from '@hanzo/router';
import type { Setting } from '../../../setting.ts';
import type { DevFlags } from '../flags.ts';
import { namesModels, payable } from '../models/tier-models.ts';

export interface EscalationParts {
  readonly setting: Setting;
  readonly flags: Pick<DevFlags, 'localOnly' | 'dataClass'>;
  /** The run may pay an API model. */
  readonly apiAvailable: boolean;
}

/** What keeps a task that free engines failed from an API model, in a word or two: what a person would have to change. */
export function whyNotEscalated({ setting, flags, apiAvailable }: EscalationParts): WhyNotEscalated {
  return (task) => {
    if (flags.localOnly === true) return flags.dataClass === 'confidential' ? 'confidential' : '--local-only';
    const { lastRung } = setting.routing.kinds[task.kind];
    if (lastRung !== undefined && RUNGS.indexOf(lastRung) < RUNGS.indexOf('api'))
      return `the policy of ${task.kind} tasks ends at ${lastRung}`;
    if (apiModelsFor(task)?.length === 0) return 'only local models are named';
    return apiAvailable ? 'no API model takes it' : whyNobodyIsPaid(task, setting);
  };
}

function whyNobodyIsPaid({ tier }: Task, setting: Setting): string {
  if (payable(setting, undefined).length > 0) return 'no --budget';
  return namesModels(setting, allowedTier(tier, setting.maxTier)) ? 'none that is named can be called' : 'no API key';
}
