import { kindLimits, type RungName } from '@hanzo/contracts';
import { isForCritic } from '@hanzo/orchestrator';
import type { Advice, Experience, RoutedTask, RungPolicy } from '@hanzo/router';
import type { Setting } from '../../../setting.ts';
import { criticModel, criticsRungs, type OwnCriticParts } from '../models/critic-model.ts';
import { panelSize } from '../models/named-models.ts';
import type { EngineFlags } from '../flags.ts';
import { offeredModels, type FreeModels } from '../models/offered-models.ts';
import type { OrchestratorChoice } from '../models/orchestrator-choice.ts';
import { rungsOfOtherKinds } from '../models/other-kinds.ts';

export interface RungPolicyParts {
  readonly setting: Setting;
  readonly flags: Pick<EngineFlags, 'localOnly' | 'preferLocal' | 'maxTier' | 'critic' | 'criticInstances'>;
  readonly choice: OrchestratorChoice;
  /** The rungs that are set up. */
  readonly available: ReadonlySet<RungName>;
  readonly experience: Experience;
  /** Asked for each task: the mesh grows and shrinks while a run lasts. */
  readonly freeModels: () => FreeModels;
}

/** What the run allows, and what experience says: the same for a run and for who explains it. */
export function rungPolicyOf({
  setting,
  flags,
  choice,
  available,
  experience,
  freeModels,
}: RungPolicyParts): RungPolicy {
  const critic = criticModel(flags, setting);
  const hasPanel = panelSize(flags) > 0;
  const isJudged = ({ output }: RoutedTask): boolean => output === undefined || isForCritic({ output }, { hasPanel });
  const ownParts = (): OwnCriticParts => ({ setting, choice, local: freeModels().local });
  const preferLocal = flags.preferLocal === true || choice.kind === 'local';
  const whyNotKind = kindLimits(setting.catalogue);
  const policy: RungPolicy = {
    localOnly: flags.localOnly === true,
    // Without an API model that plans, local ones are the point of the run, and a budget is for what they fail.
    preferLocal,
    routing: setting.routing,
    available,
    maxTier: flags.maxTier,
    leftOut: (task) =>
      both(
        rungsOfOtherKinds(task, freeModels(), whyNotKind),
        critic && isJudged(task) ? criticsRungs(critic, task, ownParts()) : undefined,
      ),
  };
  // Who wants free engines to try first means it: then nothing that was learned passes them over.
  if (preferLocal) return policy;
  const advice: RungPolicy['advice'] = (task) =>
    experience.advise(task, offeredModels(task, freeModels(), { setting, choice, policy }));
  return { ...policy, advice };
}

function both(one: Advice | undefined, other: Advice | undefined): Advice | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return { skip: [...one.skip, ...other.skip], why: `${one.why} ${other.why}` };
}
