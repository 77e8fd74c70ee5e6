import type { RunResult } from '@hanzo/orchestrator';
import type { DevFlags } from '../flags.ts';
import { moneyOf } from './money-of.ts';
import { outputFiles } from './outputs.ts';

/** The last event of `--json`: what came of a run. All that it found is in it, also what is known or below the line. */
export function resultEvent(
  result: RunResult,
  flags: Pick<DevFlags, 'output' | 'patch'>,
): Readonly<Record<string, unknown>> {
  const { runId, complete, counts, focus, findings, below, receipt, remembered, patch, fixes, unjudged } = result;
  const files = outputFiles(flags);
  return {
    v: 1,
    event: 'result',
    runId,
    complete,
    counts,
    focus,
    findings,
    below,
    known: findings.filter(({ isKnown }) => isKnown).map(({ fingerprint }) => fingerprint),
    gone: result.baseline?.gone,
    // What came of each file of a batch.
    files: result.files,
    receipt,
    money: moneyOf(result),
    remembered,
    // The first, as it was when there could only be one.
    output: files[0],
    outputs: files,
    patch: patch && { file: flags.patch, files: patch.files, parts: patch.parts },
    fixes,
    guardrails: result.guardrails,
    profile: result.plan.profile,
    suggestions: result.suggestions,
    diagram: result.diagram,
    images: result.images,
    toolCalls: result.toolCalls,
    delegated: result.delegated,
    unjudged,
  };
}
