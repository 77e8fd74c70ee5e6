import type { Task, TaskOutcome, TaskRun, TaskSource } from '@hanzo/contracts';
import type { Finding } from '@hanzo/tools';
import { changesFiles } from '../edits/edits-in.ts';
import { anchor, reportedLine, type ReportedLine, type ShownLine, toolLine } from '../findings/anchor.ts';
import { acceptedFindings, isFull } from '../gates/evidence.ts';
import { firstLookId } from '../tasks/looks.ts';
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

/**
 * Takes findings and texts out of accepted answers.
 *
 * @param texts what several looks wrote, as one text, by the id of the first look
 */
export function collect(runs: readonly TaskRun[], texts: ReadonlyMap<string, ProseSection> = new Map()): Collected {
  const found: FoundFinding[] = [];
  const prose: ProseSection[] = [];
  let droppedFindings = 0;
  let fullAnswers = 0;
  for (const { task, outcome } of runs) {
    const first = firstLookId(task);
    const whole = texts.get(first);
    if (whole !== undefined) {
      if (first === task.id) prose.push(whole);
      continue;
    }
    if (outcome.state !== 'done' || changesFiles(task)) continue;
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
  const { sources, kind, id: taskId } = task;
  const { who } = answer;
  const place = (one: Finding): ReportedLine | undefined => {
    const line = who.kind === 'tool' ? heldLine(sources, one) : anchor(sources, one);
    return line && reportedLine(line);
  };
  const path = sources[0]?.path ?? '';
  return { dropped, found: findings.map((one) => ({ ...one, path, ...place(one), kind, taskId, who })) };
}

/** Undefined for a line of the file that the task does not show: then the tool's own words count. */
function heldLine(sources: readonly TaskSource[], { line }: Finding): ShownLine | undefined {
  const shown = toolLine(sources, line);
  return shown?.line === line ? shown : undefined;
}
