import type { DelegationResult, EarlierDelegation } from '../words.ts';

const MOST_FIXES = 10;

/** What the round before was answered, for whoever is asked next: to be checked, not to be begun anew. */
export function unsureAnswer(unsure: DelegationResult | undefined): readonly EarlierDelegation[] {
  const analysis = unsure?.analysis;
  if (unsure === undefined || analysis === undefined) return [];
  const { rootCause, confidence, confidenceReason, fixes } = analysis;
  const why = confidenceReason === '' ? '' : `\n\nWhy it is not sure: ${confidenceReason}`;
  return [
    {
      id: unsure.id,
      issue: unsure.issue,
      rootCause: `${rootCause}${why}`,
      confidence,
      attemptedFixes: [],
      fixes: fixes.slice(0, MOST_FIXES).map(({ title }) => ({ title, became: 'unknown' })),
      isParent: true,
      isOwn: true,
    },
  ];
}
