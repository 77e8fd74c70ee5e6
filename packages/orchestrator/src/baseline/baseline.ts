import { type Category, SEVERITIES, type Severity, type TaskKind } from '@hanzo/contracts';
import type { RunFinding } from '../run/run-finding.ts';

/** What a report of before says of one finding. */
export interface BaselineFinding {
  readonly fingerprint: string;
  readonly path: string;
  readonly line: number;
  readonly severity: Severity;
  readonly category: Category;
  readonly message: string;
  /** Of the task that found it: only where such a task looked again can it be gone. */
  readonly kind: TaskKind;
}

/** The findings above the line of an earlier report: a run keeps quiet about them. */
export interface Baseline {
  readonly findings: readonly BaselineFinding[];
  /** It has this finding, and as no less than it is now. */
  has(finding: Pick<RunFinding, 'fingerprint' | 'severity'>): boolean;
  /** The severity that it knows a finding with; undefined: it does not. */
  severityOf(finding: Pick<RunFinding, 'fingerprint'>): Severity | undefined;
}

export function baselineOf(findings: readonly BaselineFinding[]): Baseline {
  const known = new Map<string, Severity>();
  for (const { fingerprint, severity } of findings)
    if (isWorse(severity, known.get(fingerprint))) known.set(fingerprint, severity);
  const severityOf: Baseline['severityOf'] = ({ fingerprint }) => known.get(fingerprint);
  return {
    findings,
    severityOf,
    has: (finding) => known.has(finding.fingerprint) && !isWorse(finding.severity, severityOf(finding)),
  };
}

function isWorse(severity: Severity, than: Severity | undefined): boolean {
  return than === undefined || SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(than);
}

/** Marks what a baseline has already. What has become worse since counts as new. */
export function markKnown(findings: readonly RunFinding[], baseline: Baseline | undefined): readonly RunFinding[] {
  if (baseline === undefined) return findings;
  return findings.map((finding) => {
    const isKnown = baseline.has(finding);
    const was = isKnown ? undefined : baseline.severityOf(finding);
    return { ...finding, isKnown, ...(was !== undefined && { was }) };
  });
}
