import type { Attempt, RungName, TaskKind, Tier, Who } from '@hanzo/contracts';
import type { BaselineFinding } from '../../baseline/baseline.ts';
import type { PatchPart } from '../../edits/assemble-patch.ts';
import type { NotCovered, PlannedTask, PlanOrigin } from '../../plan/plan.ts';
import type { RunFinding } from '../../run/run-finding.ts';
import type { RunResult } from '../../run/run-result.ts';

export const REPORT_KIND = 'hanzo-report';
/** Raised when fields change their meaning; new fields may come at any time. */
export const REPORT_VERSION = 1;

/** How one try of a task ended. */
export interface ReportedAttempt {
  readonly number: number;
  readonly rung: RungName;
  readonly who: Who | null;
  readonly end: 'passed' | 'rejected' | 'error';
  /** Why it was refused or failed; empty when it passed. */
  readonly reason: string;
}

export interface ReportedTask {
  readonly id: string;
  readonly kind: TaskKind;
  readonly tier: Tier;
  readonly title: string;
  readonly files: readonly string[];
  readonly state: 'done' | 'undone' | 'cancelled';
  /** Why it is not done; empty when it is. */
  readonly reason: string;
  readonly attempts: readonly ReportedAttempt[];
}

/** A whole run for programs: docs/report-format.md and docs/report.schema.json say what each field means. */
export interface JsonReport extends Pick<RunResult, 'complete' | 'counts' | 'receipt' | 'instructions' | 'runId'> {
  readonly v: typeof REPORT_VERSION;
  readonly kind: typeof REPORT_KIND;
  readonly version?: string | undefined;
  /** One line for people. */
  readonly verdict: string;
  readonly focus?: string | undefined;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly findings: readonly RunFinding[];
  readonly below: readonly RunFinding[];
  readonly gone: readonly BaselineFinding[];
  readonly texts: RunResult['prose'];
  readonly patch?: { readonly text: string; readonly files: number; readonly parts: readonly PatchPart[] } | undefined;
  /** Those that are not done. */
  readonly undone: readonly ReportedTask[];
  readonly tasks: readonly ReportedTask[];
  readonly unjudged: readonly string[];
  readonly notCovered: readonly NotCovered[];
  readonly plan: {
    readonly origin: PlanOrigin;
    readonly tasks: readonly PlannedTask[];
    readonly warnings: readonly string[];
  };
  readonly remembered?: RunResult['remembered'];
  readonly files?: RunResult['files'];
  readonly fixes?: RunResult['fixes'];
  readonly guardrails?: RunResult['guardrails'];
  readonly images?: RunResult['images'];
  readonly toolCalls?: RunResult['toolCalls'];
  readonly delegated?: RunResult['delegated'];
  readonly profile?: RunResult['plan']['profile'];
  readonly suggestions?: RunResult['suggestions'];
  readonly diagram?:
    | {
        readonly mermaid: string;
        readonly modules: number;
        readonly shown: number;
        readonly cycles: readonly (readonly string[])[];
      }
    | undefined;
}

/** The part of an attempt that says how it ended. */
export function reportedAttempt({ number, rung, who, end }: Attempt): ReportedAttempt {
  const about = { number, rung };
  switch (end.kind) {
    case 'passed':
      return { ...about, who: end.answer.who, end: 'passed', reason: '' };
    case 'rejected':
      return { ...about, who: end.answer.who, end: 'rejected', reason: `gate ${end.gate}: ${end.reason}` };
    case 'error':
      return { ...about, who: who ?? null, end: 'error', reason: `${end.code}: ${end.message}` };
  }
}
