import { type RoutingPolicy, type TaskKind, type TaskRun, TIERS, type Tier } from '@hanzo/contracts';
import type { TierWishes } from '../plan/tier-wishes.ts';
import type { RunFinding } from '../run/run-finding.ts';
import type { Stage } from '../run/stage.ts';
import { prepareOptimizations } from './optimizations.ts';
import { preparePatterns } from './patterns.ts';
import { haveWritten, type PreparedSuggestions } from './suggestion-task.ts';
import type { SuggestionSet, Suggestions } from './suggestions.ts';

/** What is to be written down besides findings. */
export interface SuggestionWishes {
  readonly optimizations?: boolean | undefined;
  readonly patterns?: boolean | undefined;
}

export interface SuggestionOptions extends SuggestionWishes {
  /** Of tasks of a kind. */
  readonly tierOf: (kind: TaskKind) => Tier;
}

export interface MadeSuggestions {
  /** Undefined when nobody wanted any. */
  readonly suggestions: Suggestions | undefined;
  readonly outcomes: readonly TaskRun[];
}

/**
 * Has written down what was wished for: all of it is one stage.
 *
 * @param findings those above the line
 */
export async function makeSuggestions(
  findings: readonly RunFinding[],
  { optimizations, patterns, tierOf }: SuggestionOptions,
  stage: Stage,
): Promise<MadeSuggestions> {
  if (optimizations !== true && patterns !== true) return { suggestions: undefined, outcomes: [] };
  const faster = optimizations === true ? await prepareOptimizations(findings, tierOf('refactor'), stage) : undefined;
  const better = patterns === true ? await preparePatterns(findings, tierOf('architecture'), stage) : undefined;
  const outcomes = await haveWritten([...(faster?.tasks ?? []), ...(better?.tasks ?? [])], stage);
  const setOf = ({ tasks, setOf: made }: PreparedSuggestions): SuggestionSet => {
    const ids = new Set(tasks.map(({ id }) => id));
    return made(outcomes.filter(({ task }) => ids.has(task.id)));
  };
  return {
    suggestions: { ...(faster && { optimizations: setOf(faster) }), ...(better && { patterns: setOf(better) }) },
    outcomes,
  };
}

/** Tiers as the run wants them of all tasks, else by the policy; never above the run's highest. */
export function tiersOf(
  { tier, maxTier = 'critical' }: TierWishes,
  routing: Pick<RoutingPolicy, 'kinds'> | undefined,
): (kind: TaskKind) => Tier {
  return (kind) => {
    const wanted = tier ?? routing?.kinds[kind].tier ?? 'complex';
    return TIERS.indexOf(wanted) <= TIERS.indexOf(maxTier) ? wanted : maxTier;
  };
}
