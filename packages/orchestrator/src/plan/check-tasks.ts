import type { WorkspaceFile } from '@hanzo/tools';
import type { PlannedTask } from './plan.ts';

/** One exact, free check for each file; every plan has them, whoever made it. */
export function checkTasks(files: readonly WorkspaceFile[]): readonly PlannedTask[] {
  return files.map(({ path }) => ({
    kind: 'check',
    tier: 'simple',
    title: `check ${path}`,
    files: [path],
    instructions: '',
  }));
}
