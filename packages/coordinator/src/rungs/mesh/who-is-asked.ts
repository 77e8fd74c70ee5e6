import { localModelsFor, onlyModelsInWords, type Task } from '@hanzo/contracts';
import { isNamed, isWanted, whyNone, type AdvertisedModel, type PlacementNeeds } from '@hanzo/router';
import { ModelsApart } from '../../dispatch/models-apart.ts';
import { distinctWeights } from '../../dispatch/same-weights.ts';
import { tooLongFor } from '../too-long.ts';
import { needsOf, type MeshParts, type NeedsParts } from './mesh-parts.ts';

type AskedParts = NeedsParts & Pick<MeshParts, 'dispatcher'>;

/** How many workers are asked for one answer, and whether each must have another model. */
export interface Several {
  /** 1: nobody else is asked. */
  readonly count: number;
  readonly differentModels: boolean;
}

/** Copies prove that workers are honest; only different models can show that what they say is right. */
export function severalFor({ copies = 1, agreement = 1 }: Task): Several {
  return { count: Math.max(copies, agreement), differentModels: agreement > 1 };
}

/**
 * Why no worker can be asked, where that is plain without waiting for one: too few different models are there, or none but
 * those that have had their say.
 */
export function whyNobodyElse(parts: AskedParts, task: Task, notAgain: ReadonlySet<string>): string | undefined {
  if (localModelsFor(task)?.size === 0) return onlyModelsInWords(task);
  const { count, differentModels } = severalFor(task);
  const workers = parts.dispatcher.workers();
  if (!differentModels && notAgain.size === 0) return undefined;
  // Who will come nobody knows: without any worker the task waits as always.
  if (workers.length === 0 && notAgain.size === 0) return undefined;
  const needs = needsOf(task, parts);
  const offered = distinctWeights(
    parts.dispatcher.offers({ ...needs, avoid: new ModelsApart(notAgain, parts.dispatcher.weights) }),
  );
  if (differentModels && offered.length < count) {
    const more = notAgain.size > 0 ? ' more' : '';
    const are = offered.length === 0 ? 'no worker that fits offers any' : `there are only ${offered.join(', ')}`;
    return `${count}${more} different models must agree on the answer, and ${are}`;
  }
  if (offered.length > 0) return undefined;
  const asked = distinctWeights(parts.dispatcher.offers(needs));
  return asked.length === 0
    ? 'no worker that fits offers a model'
    : `no worker that fits offers another model than ${asked.join(', ')}, whose answer was refused`;
}

/**
 * Why no worker of now can read the task, however long it waits: busy, paused and resting ones count as well. Undefined also
 * where none has a model that may do it.
 */
export function whyTooLong(parts: AskedParts, task: Task): string | undefined {
  const needs = needsOf(task, parts);
  const rooms = namedModels(parts, needs)
    .filter((model) => isWanted(needs, model))
    .map(({ contextTokens }) => contextTokens);
  const wanted = needs.promptTokens + needs.maxOutputTokens;
  return rooms.length === 0 ? undefined : tooLongFor('every worker', wanted, Math.max(...rooms));
}

/** Why no worker of now was made for the task's kind. Undefined also where none has a model that may do it. */
export function whyNotMade(parts: AskedParts, task: Task): string | undefined {
  if (parts.whyNotKind === undefined) return undefined;
  const needs = needsOf(task, parts);
  return whyNone(needs, namedModels(parts, needs));
}

function namedModels({ dispatcher }: AskedParts, needs: PlacementNeeds): readonly AdvertisedModel[] {
  const models = dispatcher.workers().flatMap(({ advert }) => advert?.models ?? []);
  return models.filter(({ name }) => isNamed(needs, name));
}
