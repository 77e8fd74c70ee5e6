import { type ErrorCode, SEVERITIES, type Severity, type TaskRun } from '@hanzo/contracts';
import type { Collected } from './collect.ts';
import { isAboveTheLine, type RunFinding } from './run-finding.ts';
import type { RunCounts } from './run-result.ts';

/**
 * Counts what came of a run.
 *
 * @param runs all tasks, those of later stages included
 * @param unmade tasks of the plan that could not be made any more
 */
export function countRun(
  runs: readonly TaskRun[],
  findings: readonly RunFinding[],
  { droppedFindings, fullAnswers }: Pick<Collected, 'droppedFindings' | 'fullAnswers'>,
  unmade: number,
): RunCounts {
  const bySeverity = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>;
  const above = findings.filter(isAboveTheLine);
  for (const { severity, isKnown } of above) if (!isKnown) bySeverity[severity] += 1;
  const undoneCodes: Partial<Record<ErrorCode, number>> = {};
  const states = { done: 0, undone: 0, cancelled: 0 };
  for (const { outcome } of runs) {
    states[outcome.state] += 1;
    const end = outcome.state === 'undone' ? outcome.attempts.at(-1)?.end : undefined;
    if (end === undefined || end.kind === 'passed') continue;
    const code = end.kind === 'error' ? end.code : 'ANSWER_INVALID';
    undoneCodes[code] = (undoneCodes[code] ?? 0) + 1;
  }
  return {
    ...states,
    tasks: runs.length + unmade,
    unmade,
    bySeverity,
    undoneCodes,
    known: above.filter(({ isKnown }) => isKnown).length,
    below: findings.length - above.length,
    droppedFindings,
    fullAnswers,
  };
}

/** Worst first, then by place. */
export function worstFirst(a: RunFinding, b: RunFinding): number {
  if (a.severity !== b.severity) return SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity);
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line;
}
