import { livingModels } from '@hanzo/config';
import { systemClock, type Tier } from '@hanzo/contracts';
import type { Setting } from '../../../setting.ts';
import type { Engines } from '../engines/engines.ts';
import type { OrchestratorChoice } from './orchestrator-choice.ts';
import { callable, higherModel, modelForTier } from './tier-models.ts';

export interface AvailableParts {
  readonly setting: Setting;
  readonly choice: OrchestratorChoice;
  readonly engines: Pick<Engines, 'local' | 'mesh' | 'apiAvailable'>;
}

/** Models that could do tasks of a tier in this run, named as in `Task.models`: first those whom the policy asks first. */
export function modelsAvailable(tier: Tier, { setting, choice, engines }: AvailableParts): readonly string[] {
  const { local, mesh, apiAvailable } = engines;
  const orchestrator = choice.kind === 'api' ? choice.card : undefined;
  const policy = livingModels(setting.routing.tiers[tier].models, setting.catalogue, systemClock.now());
  const cards = apiAvailable
    ? [
        modelForTier(setting, tier, orchestrator),
        ...callable(policy, setting),
        higherModel(setting, tier, orchestrator)?.card,
      ]
    : [];
  const offered = mesh?.dispatcher.workers().flatMap(({ advert }) => advert?.models ?? []) ?? [];
  const free = [...(local === undefined ? [] : [local.info.modelName]), ...offered.map(({ name }) => name)];
  return [...new Set([...cards.flatMap((card) => card?.name ?? []), ...free.map((name) => `local:${name}`)])];
}
