import { countOf, EXIT, type ExitCode, SEVERITIES, type Severity } from '@hanzo/contracts';
import type { GivenFinding, Plan, RunResult } from '@hanzo/orchestrator';
import { MAX_FINDINGS, MAX_PLANNED, type Turn, type TurnFinding, type TurnTask } from '../../../sessions/session.ts';

const MAX_TEXT = 500;
const MAX_PROSE = 300;

/** What is known of a turn when it has ended. */
export interface EndedTurn {
  readonly words: string;
  readonly runId: string | undefined;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly exitCode: ExitCode;
  /** Undefined: it failed before there was one. */
  readonly result: RunResult | undefined;
  /** Undefined: it failed before it stood. */
  readonly plan: Plan | undefined;
  /** The sentence of the error that it ended with. */
  readonly failure: string | undefined;
  readonly isFix: boolean;
  readonly costMicros: number;
}

/** What is kept of a turn. */
export function turnOf({ result, failure, plan, runId, words, isFix, ...rest }: EndedTurn): Turn {
  const found = result?.findings ?? [];
  return {
    ...rest,
    words,
    ...(runId !== undefined && { runId }),
    ...(isFix && { isFix }),
    summary: result === undefined ? (failure ?? inWordsOf(rest.exitCode)) : summaryOf(result, rest.exitCode),
    findings: found.slice(0, MAX_FINDINGS).map((finding): TurnFinding => ({
      severity: finding.severity,
      path: finding.path,
      line: finding.line,
      message: finding.message.slice(0, MAX_TEXT),
      fix: finding.fix.slice(0, MAX_TEXT),
      given: givenOf(finding),
    })),
    findingCount: found.length,
    ...(plan && { plan: planOf(plan) }),
  };
}

function givenOf(finding: RunResult['findings'][number]): GivenFinding {
  const { path, line, quote, lineKey, severity, category, confidence, kind } = finding;
  const words = {
    message: finding.message.slice(0, MAX_TEXT),
    rationale: finding.rationale.slice(0, MAX_TEXT),
    fix: finding.fix.slice(0, MAX_TEXT),
  };
  return {
    path,
    line,
    quote,
    severity,
    category,
    confidence,
    kind,
    ...words,
    ...(lineKey !== undefined && { lineKey }),
  };
}

function planOf({ origin, tasks }: Plan): NonNullable<Turn['plan']> {
  const by = origin.kind === 'model' ? `planned by ${origin.model}` : `planned by rules: ${origin.because}`;
  const kept = tasks.slice(0, MAX_PLANNED).map(({ kind, tier, title, files }): TurnTask => ({
    kind,
    tier,
    title: title.slice(0, MAX_TEXT),
    files: files.slice(0, 20),
  }));
  return { by, tasks: kept, taskCount: tasks.length };
}

function summaryOf({ counts, findings, prose, patch, complete }: RunResult, exitCode: ExitCode): string {
  const parts = [
    findings.length === 0 ? 'no findings' : `${countOf(findings.length, 'finding')} (${severitiesOf(findings)})`,
  ];
  if (patch !== undefined) parts.push(`edits of ${countOf(patch.files, 'file')}`);
  if (!complete) parts.push(`${counts.tasks - counts.done} of ${countOf(counts.tasks, 'task')} not done`);
  if (exitCode === EXIT.interrupted) parts.push('interrupted');
  const [first] = prose;
  const said = first === undefined ? '' : ` ${first.title}: ${first.text.slice(0, MAX_PROSE)}`;
  return `${parts.join(', ')}.${said}`;
}

function severitiesOf(findings: readonly { readonly severity: Severity }[]): string {
  return SEVERITIES.toReversed()
    .map((severity) => [findings.filter((one) => one.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0)
    .map(([count, severity]) => `${count} ${severity}`)
    .join(', ');
}

function inWordsOf(exitCode: ExitCode): string {
  return exitCode === EXIT.done ? 'nothing was to be done' : 'it ended without a result';
}
