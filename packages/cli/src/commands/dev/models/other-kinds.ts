import { localModelsFor, type OfferedModel, type RungName, type WhyNotKind } from '@hanzo/contracts';
import { whyNone, type Advice, type RoutedTask } from '@hanzo/router';
import type { FreeModels } from './offered-models.ts';

/** The rungs whose free models were all made for other kinds of tasks: none of them is asked. A mesh without workers may get one. */
export function rungsOfOtherKinds(
  task: RoutedTask,
  { local, localSha256, mesh = [] }: FreeModels,
  whyNotKind: WhyNotKind,
): Advice | undefined {
  const whyNot = (model: OfferedModel): string | undefined => whyNotKind(model, task.kind);
  const locals = localModelsFor(task);
  const whyNotOf = (models: Parameters<typeof whyNone>[1]): string | undefined => whyNone({ whyNot }, models);
  // A machine that loads one model loads those as well that its tasks name.
  const loaded = [...(locals ?? [local])].flatMap((name) => name ?? []);
  const here =
    local === undefined
      ? undefined
      : whyNotOf(loaded.map((name) => ({ name, ...(name === local && localSha256 && { sha256: localSha256 }) })));
  const there = whyNotOf(mesh.filter((name) => locals?.has(name) !== false).map((name) => ({ name })));
  const skip: RungName[] = [
    ...(here === undefined ? [] : (['local'] as const)),
    ...(there === undefined ? [] : (['mesh'] as const)),
  ];
  const whys = new Set([here, there].filter((why) => why !== undefined));
  return skip.length === 0 ? undefined : { skip, why: `${[...whys].join('; ')}.` };
}
