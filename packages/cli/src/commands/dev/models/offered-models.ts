import type { RungName } from '@hanzo/contracts';
import type { RoutedTask, RungPolicy } from '@hanzo/router';
import type { Setting } from '../../../setting.ts';
import { learnedName } from '../engines/learning.ts';
import type { OrchestratorChoice } from './orchestrator-choice.ts';
import { higherModel, modelForTier } from './tier-models.ts';

/** Models of the engines that cost nothing, as they are now, by the names that they have themselves. */
export interface FreeModels {
  readonly local?: string | undefined;
  readonly mesh?: readonly string[] | undefined;
}

/** The models that would be asked for a task at each rung, under the names by which they are learned about. */
export function offeredModels(
  task: RoutedTask,
  { local, mesh = [] }: FreeModels,
  { setting, choice, policy }: { setting: Setting; choice: OrchestratorChoice; policy: RungPolicy },
): ReadonlyMap<RungName, readonly string[]> {
  const { catalogue } = setting;
  const orchestrator = choice.kind === 'api' ? choice.card : undefined;
  const api = modelForTier(setting, task.tier, orchestrator)?.name;
  const strong = higherModel(setting, task.tier, orchestrator)?.card.name;
  const named = (models: readonly (string | undefined)[]): readonly string[] => [
    ...new Set(models.flatMap((model) => (model === undefined ? [] : learnedName(model, catalogue)))),
  ];
  const all: readonly (readonly [RungName, readonly string[]])[] = [
    ['local', named([local])],
    ['mesh', named(mesh)],
    ['api', named([api])],
    ['strong', named([strong])],
  ];
  const leftOut = policy.leftOut?.(task)?.skip ?? [];
  const offers = (rung: RungName): boolean => policy.available.has(rung) && !leftOut.includes(rung);
  return new Map(all.filter(([rung, models]) => offers(rung) && models.length > 0));
}
