import { CONFIDENCE_LEVELS, type DelegationResult } from '../words.ts';

/** The last answer of each model that has one: the surest first; of equals that of the later round, then in the order given. */
export function bestFirst(results: readonly DelegationResult[]): readonly DelegationResult[] {
  const last = new Map<string, DelegationResult>();
  for (const result of results) {
    const known = last.get(result.model);
    if (result.state === 'answered' && (known === undefined || known.round < result.round))
      last.set(result.model, result);
  }
  return [...last.values()].toSorted((a, b) => doubt(a) - doubt(b) || b.round - a.round);
}

function doubt({ analysis }: DelegationResult): number {
  return analysis === undefined ? CONFIDENCE_LEVELS.length : CONFIDENCE_LEVELS.indexOf(analysis.confidence);
}
