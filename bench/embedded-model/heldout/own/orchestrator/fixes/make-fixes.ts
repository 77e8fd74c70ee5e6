import type { TaskRun, Tier } from '@hanzo/contracts';
import { isAboveTheLine, type RunFinding } from '../run/run-finding.ts';
import type { Stage } from '../run/stage.ts';
import { fixTasks, type FixTask, type Unmended } from './fix-tasks.ts';

export interface FixOptions {
  readonly tier: Tier;
  readonly all?: boolean;
}

export interface Fixes {
  readonly outcomes: readonly TaskRun[];
  readonly targets: ReadonlyMap<string, readonly RunFinding[]>;
  readonly skipped: readonly Unmended[];
}

export const NO_FIXES: Fixes = { outcomes: [], targets: new Map(), skipped: [] };

export function isToMend(finding: RunFinding): boolean {
  return isAboveTheLine(finding) && !finding.isKnown && finding.severity !== 'info';
}

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

async function doThem(made: readonly FixTask[], { signal, runTasks }: Stage): Promise<readonly TaskRun[]> {
  const tasks = made.map(({ task }) => task);
  if (signal.aborted) return tasks.map((task) => ({ task, outcome: { state: 'cancelled', attempts: [] } }));
  return await runTasks('fixes', tasks, made.flatMap(({ findings }) => findings).length);
}
