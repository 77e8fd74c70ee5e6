import { compareResults } from '../compare/compare-results.ts';
import type { Comparison } from '../compare/comparison.ts';
import { renderComparison } from '../compare/render-comparison.ts';
import type { Delegations } from '../folder/delegation.ts';
import type { DelegationResult } from '../words.ts';
import type { ResultOnDisk } from './flow-parts.ts';

/**
 * Keeps how the answers of several models agree and differ; false: of one there is nothing to compare.
 *
 * @param results of one delegation, of all rounds
 */
export async function compareAnswers(
  id: string,
  results: readonly ResultOnDisk[],
  delegations: Pick<Delegations, 'keepComparison'>,
): Promise<boolean> {
  const comparison = comparisonOf(results.map(({ result }) => result));
  if (comparison === undefined) return false;
  await delegations.keepComparison(id, { markdown: renderComparison(comparison), json: comparison });
  return true;
}

/**
 * How the answers of a delegation agree and differ. Undefined where there are fewer than two.
 *
 * @param results of all rounds
 */
export function comparisonOf(results: readonly DelegationResult[]): Comparison | undefined {
  const ends = lastOfEach(results);
  return ends.filter(isAnswer).length < 2 ? undefined : compareResults(ends);
}

/** Of each model its last answer, or how asking it ended. */
function lastOfEach(results: readonly DelegationResult[]): readonly DelegationResult[] {
  const last = new Map<string, DelegationResult>();
  for (const result of results) {
    const known = last.get(result.model);
    if (known === undefined || rank(result) > rank(known)) last.set(result.model, result);
  }
  return [...last.values()];
}

function rank(result: DelegationResult): number {
  return isAnswer(result) ? result.round : 0;
}

function isAnswer({ state }: DelegationResult): boolean {
  return state === 'answered';
}
