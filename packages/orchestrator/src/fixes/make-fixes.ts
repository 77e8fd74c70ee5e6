import type { TaskRun, Tier } from '@hanzo/contracts';
import { isAboveTheLine, type RunFinding } from '../run/run-finding.ts';
import type { Stage } from '../run/stage.ts';
import { fixTasks, type FixTask, type Unmended } from './fix-tasks.ts';

export interface FixOptions {
  /** Of the tasks that mend. */
  readonly tier: Tier;
  /** Whoever named them wants all of them mended. @default those that count, are new and are defects */
  readonly all?: boolean;
}

/** What came of mending findings. */
export interface Fixes {
  /** The tasks that mend: their edits go into the run's patch. */
  readonly outcomes: readonly TaskRun[];
  /** What each of them was to mend, by its id. */
  readonly targets: ReadonlyMap<string, readonly RunFinding[]>;
  /** Findings for which there could be no task. */
  readonly skipped: readonly Unmended[];
}

export const NO_FIXES: Fixes = { outcomes: [], targets: new Map(), skipped: [] };

/** True for what is mended: what counts, is new, and is a defect. */
export function isToMend(finding: RunFinding): boolean {
  return isAboveTheLine(finding) && !finding.isKnown && finding.severity !== 'info';
}

/** Has findings above the line mended, file by file, by edits that must pass all gates. */
export async function makeFixes(
  findings: readonly RunFinding[],
  { tier, all = false }: FixOptions,
  stage: Stage,
): Promise<Fixes> {
  const byPath = Map.groupBy(
    findings.filter((finding) => all || isToMend(finding)),
    ({ path }) => path,
  );
  const made: FixTask[] = [];
  const skipped: Unmended[] = [];
  for (const [path, own] of byPath) {
    const tasks = await fixTasks(path, own, tier, stage);
    made.push(...tasks.made);
    skipped.push(...tasks.skipped);
  }
  const outcomes = await doThem(made, stage);
  return { outcomes, targets: new Map(made.map((one) => [one.task.id, one.findings])), skipped };
}

/** Once the run has been stopped nothing more is asked: whoever takes it up again mends. */
async function doThem(made: readonly FixTask[], { signal, runTasks }: Stage): Promise<readonly TaskRun[]> {
  const tasks = made.map(({ task }) => task);
  if (signal.aborted) return tasks.map((task) => ({ task, outcome: { state: 'cancelled', attempts: [] } }));
  return await runTasks('fixes', tasks, made.flatMap(({ findings }) => findings).length);
}
