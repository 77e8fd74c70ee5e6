import type { TaskRun } from '@hanzo/contracts';
import { judgeFindings, type PanelOptions } from '../critics/judge-findings.ts';
import { makeFixes, NO_FIXES, type FixOptions, type Fixes } from '../fixes/make-fixes.ts';
import { makeSuggestions, type MadeSuggestions, type SuggestionOptions } from '../suggestions/make-suggestions.ts';
import { worstFirst } from './count-run.ts';
import { isAboveTheLine, type RunFinding } from './run-finding.ts';
import type { Stage } from './stage.ts';

export interface LaterStagesOptions {
  /** Undefined: nobody judges them. */
  readonly critics: PanelOptions | undefined;
  /** How findings above the line are mended; undefined: they are not. */
  readonly fixes: FixOptions | undefined;
  /** What is written down besides. */
  readonly suggestions: SuggestionOptions;
}

/** What the stages after the plan's made of its findings. */
export interface LaterStages {
  /** Worst first. */
  readonly above: readonly RunFinding[];
  readonly below: readonly RunFinding[];
  /** Their own tasks. */
  readonly outcomes: readonly TaskRun[];
  readonly fixes: Fixes;
  readonly suggestions: MadeSuggestions['suggestions'];
  /** What people must know of how findings were judged, a sentence each. */
  readonly notes: readonly string[];
}

/** Has findings judged, those that stand mended, and written down what was wished for besides. */
export async function laterStages(
  placed: readonly RunFinding[],
  { critics, fixes, suggestions }: LaterStagesOptions,
  stage: Stage,
): Promise<LaterStages> {
  const judged =
    critics === undefined ? { findings: placed, outcomes: [], notes: [] } : await judgeFindings(placed, critics, stage);
  const findings = judged.findings.toSorted(worstFirst);
  const above = findings.filter(isAboveTheLine);
  const mended = fixes === undefined ? NO_FIXES : await makeFixes(above, fixes, stage);
  const written = await makeSuggestions(above, suggestions, stage);
  return {
    above,
    below: findings.filter((finding) => !isAboveTheLine(finding)),
    outcomes: [...judged.outcomes, ...mended.outcomes, ...written.outcomes],
    fixes: mended,
    suggestions: written.suggestions,
    notes: judged.notes,
  };
}
