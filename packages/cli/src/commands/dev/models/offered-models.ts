import { kindLimits, localModelsFor, type RungName } from '@hanzo/contracts';
import type { RoutedTask, RungPolicy } from '@hanzo/router';
import type { Setting } from '../../../setting.ts';
import { learnedName } from '../engines/learning.ts';
import type { OrchestratorChoice } from './orchestrator-choice.ts';
import { listedModels, listedStronger } from './listed-models.ts';
import { higherModel, modelForTier } from './tier-models.ts';

/** Models of the engines that cost nothing, as they are now, by the names that they have themselves. */
export interface FreeModels {
  readonly local?: string | undefined;
  /** Hex, of the local one's weights. @default not known */
  readonly localSha256?: string | undefined;
  readonly mesh?: readonly string[] | undefined;
}

/** The models that would be asked for a task at each rung, under the names by which they are learned about. */
export function offeredModels(
  task: RoutedTask,
  { local, localSha256, mesh = [] }: FreeModels,
  { setting, choice, policy }: { setting: Setting; choice: OrchestratorChoice; policy: RungPolicy },
): ReadonlyMap<RungName, readonly string[]> {
  const { catalogue } = setting;
  const orchestrator = choice.kind === 'api' ? choice.card : undefined;
  const listed = task.models && { ...task, models: task.models };
  const api = listed ? listedModels(listed, setting)?.[0]?.name : modelForTier(setting, task.tier, orchestrator)?.name;
  const strong = listed
    ? listedStronger(listed, setting)?.[0]?.name
    : higherModel(setting, task.tier, orchestrator)?.card.name;
  const locals = localModelsFor(task);
  const whyNotKind = kindLimits(catalogue);
  const mayDo = (name: string | undefined, sha256?: string): boolean =>
    name !== undefined && locals?.has(name) !== false && whyNotKind({ name, sha256 }, task.kind) === undefined;
  const named = (models: readonly (string | undefined)[]): readonly string[] => [
    ...new Set(models.flatMap((model) => (model === undefined ? [] : learnedName(model, catalogue)))),
  ];
  const all: readonly (readonly [RungName, readonly string[]])[] = [
    ['local', named([local].filter((name) => mayDo(name, localSha256)))],
    ['mesh', named(mesh.filter((name) => mayDo(name)))],
    ['api', named([api])],
    ['strong', named([strong])],
  ];
  const leftOut = leftOutOf(task, policy);
  const offers = (rung: RungName): boolean => policy.available.has(rung) && !leftOut.includes(rung);
  return new Map(all.filter(([rung, models]) => offers(rung) && models.length > 0));
}

function leftOutOf(task: RoutedTask, { leftOut }: RungPolicy): readonly RungName[] {
  // As the rungs decide it: nobody who is free sees pictures.
  const blind: readonly RungName[] = (task.images ?? []).length > 0 ? ['local', 'mesh'] : [];
  return [...(leftOut?.(task)?.skip ?? []), ...blind];
}
