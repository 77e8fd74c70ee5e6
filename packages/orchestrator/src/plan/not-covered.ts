import { countOf } from '@hanzo/contracts';
import type { WorkspaceFile } from '@hanzo/tools';
import { fileRole } from './file-role.ts';
import type { NotCovered, PlannedTask } from './plan.ts';

/** A file whose task did not fit into the plan. */
export function beyondTheLimit(path: string, maxTasks: number): NotCovered {
  const reason = `left out: a plan has at most ${countOf(maxTasks, 'task')} besides checks (--max-tasks)`;
  return { path, reason, isChecked: true, isMissed: true };
}

/** Files that a planned task was to look at before the plan was cut, and code that no planned task names. */
export function leftOutOfPlan(
  files: readonly WorkspaceFile[],
  kept: readonly PlannedTask[],
  { dropped, maxTasks }: { readonly dropped: ReadonlySet<string>; readonly maxTasks: number },
): readonly NotCovered[] {
  const named = namedBy(kept);
  return files.flatMap(({ path }): readonly NotCovered[] => {
    if (named.has(path)) return [];
    if (dropped.has(path)) return [beyondTheLimit(path, maxTasks)];
    return fileRole(path) === 'code'
      ? [{ path, reason: 'the plan has no task for it', isChecked: true, isMissed: true }]
      : [];
  });
}

/** All files of some tasks. */
export function namedBy(tasks: readonly PlannedTask[]): ReadonlySet<string> {
  return new Set(tasks.flatMap(({ files }) => files));
}
