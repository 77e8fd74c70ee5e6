import type { Task, TaskOutcome, TaskRun } from '@hanzo/contracts';
import { isEditsTask } from '../edits/edits-schema.ts';
import { acceptedFindings, isFull } from '../gates/evidence.ts';
import type { FoundFinding } from './run-finding.ts';
import type { ProseSection } from './run-result.ts';

/** What the accepted answers of a plan come to. */
export interface Collected {
  /** As each answer says it. */
  readonly found: readonly FoundFinding[];
  readonly prose: readonly ProseSection[];
  /** Findings that were left out because their quotes are not in the file. */
  readonly droppedFindings: number;
  /** Answers that have as many findings as one may have. */
  readonly fullAnswers: number;
}

/** Takes findings and texts out of accepted answers. */
export function collect(runs: readonly TaskRun[]): Collected {
  const found: FoundFinding[] = [];
  const prose: ProseSection[] = [];
  let droppedFindings = 0;
  let fullAnswers = 0;
  for (const { task, outcome } of runs) {
    if (outcome.state !== 'done' || isEditsTask(task)) continue;
    const { id: taskId, title, kind } = task;
    const { text, who } = outcome.answer;
    if (task.output.kind === 'text') {
      prose.push({ taskId, title, kind, text, who });
      continue;
    }
    const accepted = foundIn(task, outcome);
    found.push(...accepted.found);
    droppedFindings += accepted.dropped;
    if (isFull(task, outcome.answer)) fullAnswers += 1;
  }
  return { found, prose, droppedFindings, fullAnswers };
}

/** What one accepted answer found, and how many findings of it were left out. */
export function foundIn(
  task: Task,
  { answer }: TaskOutcome & { state: 'done' },
): { readonly found: readonly FoundFinding[]; readonly dropped: number } {
  const { findings, dropped } = acceptedFindings(task, answer);
  const path = task.sources[0]?.path ?? '';
  return {
    dropped,
    found: findings.map((one) => ({ ...one, path, kind: task.kind, taskId: task.id, who: answer.who })),
  };
}
