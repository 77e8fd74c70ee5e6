import { TASK_KINDS, TIERS, type ApiModelCard, type RungName, type TaskKind, type Tier } from '@hanzo/contracts';
import type { TaskLimits } from '@hanzo/orchestrator';
import { rungsFor, type RungPolicy } from '@hanzo/router';
import type { Setting } from '../../../setting.ts';
import type { DevFlags } from '../flags.ts';
import { chainOf } from '../models/model-chain.ts';
import { modelsOfTasks, workerModels } from '../models/named-models.ts';
import type { OrchestratorChoice } from '../models/orchestrator-choice.ts';
import { modelForTier } from '../models/tier-models.ts';
import { MOST_API_CONTEXT_TOKENS } from './context-sizes.ts';

/** What a run's tasks are cut to. */
export type TaskWindows = Pick<TaskLimits, 'contextTokens' | 'contextTokensByTier' | 'smallKinds'>;

/** What is known of the engines of a run before its tasks are made. */
export interface RunEngines {
  /** What all engines that cost nothing take, in tokens, or what is taken where there are none. */
  readonly contextTokens: number;
  /** What the critic of answers reads at most, in tokens. @default all */
  readonly criticTokens?: number | undefined;
  readonly apiAvailable: boolean;
  readonly policy: RungPolicy;
}

export interface WindowParts {
  readonly setting: Setting;
  readonly choice: OrchestratorChoice;
  readonly flags: DevFlags;
}

const FREE: ReadonlySet<RungName> = new Set<RungName>(['local', 'mesh']);
const PAID: ReadonlySet<RungName> = new Set<RungName>(['api', 'strong']);
/** Whatever a plan says, nobody but a tool does checks; critics are cut to the smallest of all. */
const KINDS = TASK_KINDS.filter((kind) => kind !== 'check' && kind !== 'critic');

/**
 * Cuts tasks to the windows of the engines that get them first: those of tiers that begin on free engines to the smallest of
 * these, and those of tiers that begin on an API model to that of the models which may be asked then.
 */
export function taskWindows(engines: RunEngines, parts: WindowParts): TaskWindows {
  const { contextTokens, criticTokens = Infinity, apiAvailable, policy } = engines;
  if (!apiAvailable) return { contextTokens: Math.min(contextTokens, criticTokens) };
  const models = modelsOfTasks(workerModels(parts.flags, parts.setting));
  const startsFree = (kind: TaskKind, tier: Tier): boolean => {
    const { rungs } = rungsFor({ kind, tier, ...(models && { models }) }, { ...policy, advice: undefined });
    return FREE.has(rungs.find((rung) => FREE.has(rung) || PAID.has(rung)) ?? 'local');
  };
  const windows = new Map<Tier, number>();
  for (const tier of TIERS) {
    const window = Math.min(apiWindow(tier, parts) ?? contextTokens, criticTokens);
    if (KINDS.some((kind) => !startsFree(kind, tier))) windows.set(tier, window);
  }
  const smallKinds = KINDS.filter((kind) => [...windows.keys()].some((tier) => startsFree(kind, tier)));
  // Where nobody is free, what is cut to the smallest must fit all API models.
  const hasFree = [...FREE].some((rung) => policy.available.has(rung));
  const smallest = Math.min(contextTokens, criticTokens, ...(hasFree ? [] : windows.values()));
  return {
    contextTokens: smallest,
    ...(windows.size > 0 && { contextTokensByTier: Object.fromEntries(windows) }),
    ...(windows.size > 0 && smallKinds.length > 0 && { smallKinds }),
  };
}

/** What every API model takes that may be the first to be asked, models that stand in for it included. */
function apiWindow(tier: Tier, { setting, choice, flags }: WindowParts): number | undefined {
  const named = workerModels(flags, setting);
  // Several looks take the models in turn: each must fit.
  if (named.some(({ kind }) => kind === 'local')) return undefined;
  const cards = named.flatMap((model) => (model.kind === 'api' ? [model.card] : []));
  const orchestrator = choice.kind === 'api' ? choice.card : undefined;
  const first = modelForTier(setting, tier, orchestrator);
  const own = first === undefined ? [] : [first, ...chainOf(first, setting, flags)];
  return smallestOf(cards.length > 0 ? cards : own);
}

function smallestOf(cards: readonly ApiModelCard[]): number | undefined {
  if (cards.length === 0) return undefined;
  return Math.min(MOST_API_CONTEXT_TOKENS, ...cards.map(({ contextTokens }) => contextTokens));
}
