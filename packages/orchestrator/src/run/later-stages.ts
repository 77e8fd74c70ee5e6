import type { TaskRun } from '@hanzo/contracts';
import { judgeFindings, type PanelOptions } from '../critics/judge-findings.ts';
import { makeFixes } from '../fixes/make-fixes.ts';
import { worstFirst } from './count-run.ts';
import { isAboveTheLine, type RunFinding } from './run-finding.ts';
import type { Stage } from './stage.ts';

export interface LaterStagesOptions {
  readonly critics: PanelOptions;
  /** Findings above the line are mended. */
  readonly fixes: boolean;
}

/** What the stages after the plan's made of its findings. */
export interface LaterStages {
  /** Worst first. */
  readonly above: readonly RunFinding[];
  readonly below: readonly RunFinding[];
  /** Their own tasks. */
  readonly outcomes: readonly TaskRun[];
}

/** Has findings judged, and those that stand mended. */
export async function laterStages(
  placed: readonly RunFinding[],
  { critics, fixes }: LaterStagesOptions,
  stage: Stage,
): Promise<LaterStages> {
  const judged = await judgeFindings(placed, critics, stage);
  const findings = judged.findings.toSorted(worstFirst);
  const above = findings.filter(isAboveTheLine);
  const mended = fixes ? await makeFixes(above, stage) : { outcomes: [] };
  return {
    above,
    below: findings.filter((finding) => !isAboveTheLine(finding)),
    outcomes: [...judged.outcomes, ...mended.outcomes],
  };
}
