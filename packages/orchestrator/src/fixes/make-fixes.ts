import type { TaskRun } from '@hanzo/contracts';
import type { RunFinding } from '../run/run-finding.ts';
import type { Stage } from '../run/stage.ts';

/** What came of mending findings. */
export interface Fixes {
  /** The tasks that mend: their edits go into the run's patch. */
  readonly outcomes: readonly TaskRun[];
}

/** Has findings above the line mended, file by file, by edits that must pass all gates. */
export async function makeFixes(_findings: readonly RunFinding[], _stage: Stage): Promise<Fixes> {
  return { outcomes: [] };
}
