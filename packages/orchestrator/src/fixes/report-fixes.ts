import type { TaskRun } from '@hanzo/contracts';
import type { Patch } from '../edits/assemble-patch.ts';
import type { RunFinding } from '../run/run-finding.ts';
import type { FixReport, UnmendedFinding } from './fix-report.ts';
import type { Fixes } from './make-fixes.ts';
import { touchedFindings } from './touched-findings.ts';

/** Tells, once all edits stand together, which findings they mend and which not. Undefined when nothing was to be mended. */
export function reportFixes({ outcomes, targets, skipped }: Fixes, patch: Patch | undefined): FixReport | undefined {
  if (targets.size === 0 && skipped.length === 0) return undefined;
  const mended: string[] = [];
  const unmended: UnmendedFinding[] = skipped.map(({ finding, why }) => told(finding, why));
  for (const run of outcomes) {
    const why = whyNot(run, patch);
    const findings = targets.get(run.task.id) ?? [];
    const touched = why === undefined ? touchedBy(run, findings) : undefined;
    for (const finding of findings) {
      if (touched?.has(finding) === true) mended.push(finding.fingerprint);
      else unmended.push(told(finding, why ?? 'no edit touches it'));
    }
  }
  return { mended, unmended };
}

function whyNot({ task, outcome }: TaskRun, patch: Patch | undefined): string | undefined {
  if (outcome.state === 'undone') return outcome.reason;
  if (outcome.state === 'cancelled') return 'the run was stopped before';
  const part = patch?.parts.find(({ taskId }) => taskId === task.id);
  if (part === undefined) return 'its edits are not in the patch';
  if (part.leftOut !== undefined) return part.leftOut;
  return part.edits === 0 && part.isThere !== true ? 'nothing was changed' : undefined;
}

/** Formatters are asked for a file as a whole, and are exact. */
function touchedBy({ task, outcome }: TaskRun, findings: readonly RunFinding[]): ReadonlySet<RunFinding> {
  if (task.kind === 'format' || outcome.state !== 'done') return new Set(findings);
  return touchedFindings(task, outcome.answer, findings);
}

function told({ fingerprint, path, line, severity, message }: RunFinding, why: string): UnmendedFinding {
  return { fingerprint, path, line, severity, message, why };
}
