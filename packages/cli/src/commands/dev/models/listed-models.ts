import { apiModelsFor, findModel, TIERS, type ApiModelCard, type Task, type Tier } from '@hanzo/contracts';
import { allowedTier, escalationTier } from '@hanzo/router';
import type { Setting } from '../../../setting.ts';
import { callable, costOf } from './tier-models.ts';

type ListedTask = Pick<Task, 'kind' | 'tier' | 'models'>;

/**
 * The API models that may do a task which names its models, the one that is asked first; the others stand in for it where it
 * is not available. Undefined: the task names none. Within the list the catalogue's tiers decide, and for simple tasks the
 * price; critics are asked as they are named, for each shall be another one.
 */
export function listedModels(task: ListedTask, setting: Setting): readonly ApiModelCard[] | undefined {
  const tier = allowedTier(task.tier, setting.maxTier);
  return inOrder(task, tier, setting);
}

/** The same for what the first of them has failed: by the tier that the task's own escalates to. */
export function listedStronger(task: ListedTask, setting: Setting): readonly ApiModelCard[] | undefined {
  const tier = allowedTier(task.tier, setting.maxTier);
  const [first] = inOrder(task, tier, setting) ?? [];
  const higher = escalationTier(tier, setting);
  if (higher === undefined) return task.models && [];
  return inOrder(task, higher, setting)?.filter(({ name }) => name !== first?.name);
}

function inOrder(task: ListedTask, tier: Tier, setting: Setting): readonly ApiModelCard[] | undefined {
  const names = apiModelsFor(task);
  if (names === undefined) return undefined;
  const cards = callable(
    names.flatMap((name) => findModel(setting.catalogue, name) ?? []),
    setting,
  );
  if (task.kind === 'critic') return cards;
  const suits = ({ tiers }: ApiModelCard): number => (tiers.includes(tier) ? 0 : 1);
  const price = (card: ApiModelCard): number => (tier === TIERS[0] ? costOf(card) : 0);
  return cards.toSorted((a, b) => suits(a) - suits(b) || price(a) - price(b));
}
