import { EXIT, firstChars } from '@hanzo/contracts';
import type { DelegationResult } from '@hanzo/delegate';
import type { Turn } from '../../../../sessions/session.ts';
import type { DelegationDone } from '../../delegation/do-delegation.ts';

/** Characters. */
const MOST = { rootCause: 300, title: 120, fixes: 5 } as const;

/** What is kept of a turn that was delegated. */
export function delegatedTurn(
  words: string,
  { delegation, result, failure, exitCode, costMicros }: DelegationDone,
  times: Pick<Turn, 'startedAt' | 'endedAt'>,
): Turn {
  return {
    ...times,
    words,
    exitCode: exitCode ?? failure?.exitCode ?? EXIT.incomplete,
    summary: result === undefined ? (failure?.message ?? 'The delegation has no result.') : summaryOf(result),
    findings: [],
    findingCount: 0,
    ...(delegation !== undefined && { delegation }),
    costMicros,
  };
}

/** What later turns speak of: the cause, and the fixes by their numbers. */
function summaryOf({ id, model, state, analysis, error }: DelegationResult): string {
  const head = `Delegation ${id} to ${model}`;
  if (analysis === undefined) return `${head}: ${state}. ${error?.message ?? ''}`.trim();
  const { rootCause, confidence, fixes } = analysis;
  const titles = fixes
    .slice(0, MOST.fixes)
    .map(({ title }, at) => `${at + 1}. ${firstChars(title.replaceAll(/\s+/g, ' '), MOST.title)}`);
  const recommended = titles.length === 0 ? 'No fix is recommended.' : `Fixes: ${titles.join('; ')}.`;
  const cause = firstChars(rootCause.replaceAll(/\s+/g, ' ').trim(), MOST.rootCause);
  return `${head}, ${confidence} confidence. Root cause: ${cause} ${recommended}`;
}
