import type { TaskKind, TaskRun } from '@hanzo/contracts';
import { changesFiles } from '../edits/edits-in.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunFinding } from '../run/run-finding.ts';
import type { Baseline, BaselineFinding } from './baseline.ts';

/** What a run made of the baseline that it was held against. */
export interface AgainstBaseline {
  /** Findings that the baseline has. */
  readonly size: number;
  /** Those that were not found any more, though a task of their kind looked at the whole file. */
  readonly gone: readonly BaselineFinding[];
}

/**
 * Compares a run with its baseline. What nobody looked at again is not gone, nor what was only judged otherwise now.
 *
 * @param findings all of the run, above the line and below it
 * @param unmade tasks of the plan that could not be made any more: nobody knows which files they were about
 */
export function againstBaseline(
  { findings: before }: Baseline,
  findings: readonly RunFinding[],
  outcomes: readonly TaskRun[],
  plan: Pick<Plan, 'tasks' | 'remembered' | 'notCovered'>,
  unmade: number,
): AgainstBaseline {
  if (unmade > 0) return { size: before.length, gone: [] };
  const still = new Set(findings.map(({ fingerprint }) => fingerprint));
  const looked = lookedAt(outcomes, plan);
  const gone = before.filter(({ fingerprint, path, kind }) => !still.has(fingerprint) && looked.has(keyOf(kind, path)));
  return { size: before.length, gone };
}

/** Kind and path of all files that were looked at from end to end. */
function lookedAt(
  outcomes: readonly TaskRun[],
  { tasks, remembered, notCovered }: Pick<Plan, 'tasks' | 'remembered' | 'notCovered'>,
): ReadonlySet<string> {
  const [seen, missed] = [new Set<string>(), new Set<string>()];
  for (const { task, outcome } of outcomes) {
    if (task.output.kind !== 'json' || changesFiles(task)) continue;
    const list = outcome.state === 'done' ? seen : missed;
    for (const { path } of task.sources) list.add(keyOf(task.kind, path));
  }
  for (const { task, path } of [...(remembered?.known ?? []), ...(remembered?.checks ?? [])]) {
    const kind = tasks[task]?.kind;
    if (kind !== undefined) seen.add(keyOf(kind, path));
  }
  const skipped = new Set(notCovered.map(({ path }) => path));
  return new Set([...seen].filter((key) => !missed.has(key) && (isCheck(key) || !skipped.has(pathOf(key)))));
}

/** Kinds have no line feed. */
function keyOf(kind: TaskKind, path: string): string {
  return `${kind}\n${path}`;
}

function pathOf(key: string): string {
  return key.slice(key.indexOf('\n') + 1);
}

/** What is not covered may still be checked by tools, in whole. */
function isCheck(key: string): boolean {
  return key.startsWith('check\n');
}
