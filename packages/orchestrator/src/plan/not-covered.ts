import { countOf } from '@hanzo/contracts';
import type { WorkspaceFile } from '@hanzo/tools';
import { fileRole } from './file-role.ts';
import type { NotCovered, PlannedTask } from './plan.ts';
import { MOST_LISTED } from './workspace-summary.ts';

/** A file whose task did not fit into the plan. */
export function beyondTheLimit(path: string, maxTasks: number): NotCovered {
  const reason = `left out: a plan has at most ${countOf(maxTasks, 'task')} besides checks (--max-tasks)`;
  return { path, reason, isChecked: true };
}

/** Files that a planned task was to look at before the plan was cut, and code that no planned task names. */
export function leftOutOfPlan(
  files: readonly WorkspaceFile[],
  all: readonly PlannedTask[],
  maxTasks: number,
): readonly NotCovered[] {
  const kept = namedBy(all.slice(0, maxTasks));
  const dropped = namedBy(all.slice(maxTasks));
  return files.flatMap(({ path }, index): readonly NotCovered[] => {
    if (kept.has(path)) return [];
    if (dropped.has(path)) return [beyondTheLimit(path, maxTasks)];
    if (fileRole(path) !== 'code') return [];
    const isListed = index < MOST_LISTED;
    const reason = isListed
      ? 'the plan has no task for it'
      : `the planning model is shown ${MOST_LISTED} files at most`;
    return [{ path, reason, isChecked: true }];
  });
}

function namedBy(tasks: readonly PlannedTask[]): ReadonlySet<string> {
  return new Set(tasks.flatMap(({ files }) => files));
}
