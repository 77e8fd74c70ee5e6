import type { ErrorCode, Task, TaskOutcome, TaskRun } from '@hanzo/contracts';
import { SEVERITIES, type Severity } from '@hanzo/tools';
import { isEditsTask } from '../edits/edits-schema.ts';
import { acceptedFindings, isFull } from '../gates/evidence.ts';
import type { ProseSection, RunCounts } from './run-result.ts';
import type { RunFinding } from './run-finding.ts';

/** What a run's accepted answers come to. */
export interface Collected {
  readonly findings: readonly RunFinding[];
  readonly prose: readonly ProseSection[];
  readonly counts: RunCounts;
}

/**
 * Takes findings and texts out of the accepted answers and counts the rest.
 *
 * @param unmade tasks of the plan that could not be made any more
 * @param remembered findings of earlier runs that still stand
 */
export function collect(runs: readonly TaskRun[], unmade = 0, remembered: readonly RunFinding[] = []): Collected {
  const findings = new Map<string, RunFinding>();
  const prose: ProseSection[] = [];
  let droppedFindings = 0;
  let fullAnswers = 0;
  for (const { task, outcome } of runs) {
    if (outcome.state !== 'done') continue;
    if (isEditsTask(task)) continue;
    if (task.output.kind === 'text') {
      prose.push({
        taskId: task.id,
        title: task.title,
        kind: task.kind,
        text: outcome.answer.text,
        who: outcome.answer.who,
      });
      continue;
    }
    const accepted = findingsOf(task, outcome);
    droppedFindings += accepted.dropped;
    if (isFull(task, outcome.answer)) fullAnswers += 1;
    for (const finding of accepted.findings) keepWorst(findings, finding);
  }
  for (const finding of remembered) keepWorst(findings, finding);
  const sorted = [...findings.values()].toSorted(worstFirst);
  return {
    findings: sorted,
    prose,
    counts: { ...count(runs, sorted), droppedFindings, fullAnswers, tasks: runs.length + unmade, unmade },
  };
}

function findingsOf(
  task: Task,
  outcome: TaskOutcome & { state: 'done' },
): { findings: readonly RunFinding[]; dropped: number } {
  const { findings, dropped } = acceptedFindings(task, outcome.answer);
  const path = task.sources[0]?.path ?? '';
  return {
    dropped,
    findings: findings.map((one) => ({ ...one, path, kind: task.kind, taskId: task.id, who: outcome.answer.who })),
  };
}

/** Two engines that quote the same line of a file for the same kind of reason have found one thing. */
function keepWorst(findings: Map<string, RunFinding>, finding: RunFinding): void {
  const key = JSON.stringify([finding.path, finding.line, finding.kind, finding.quote.replace(/\s+/g, ' ').trim()]);
  const known = findings.get(key);
  if (known === undefined || rank(finding.severity) > rank(known.severity)) findings.set(key, finding);
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

function worstFirst(a: RunFinding, b: RunFinding): number {
  if (a.severity !== b.severity) return rank(b.severity) - rank(a.severity);
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line;
}

function count(
  runs: readonly TaskRun[],
  findings: readonly RunFinding[],
): Omit<RunCounts, 'tasks' | 'unmade' | 'droppedFindings' | 'fullAnswers'> {
  const bySeverity: Record<Severity, number> = { info: 0, low: 0, medium: 0, high: 0, critical: 0 };
  for (const { severity } of findings) bySeverity[severity] += 1;
  const undoneCodes: Partial<Record<ErrorCode, number>> = {};
  const states = { done: 0, undone: 0, cancelled: 0 };
  for (const { outcome } of runs) {
    states[outcome.state] += 1;
    const end = outcome.state === 'undone' ? outcome.attempts.at(-1)?.end : undefined;
    if (end === undefined || end.kind === 'passed') continue;
    const code = end.kind === 'error' ? end.code : 'ANSWER_INVALID';
    undoneCodes[code] = (undoneCodes[code] ?? 0) + 1;
  }
  return { ...states, bySeverity, undoneCodes };
}
