import { redactValues, type TaskRun } from '@hanzo/contracts';
import type { RunResult } from '../../run/run-result.ts';
import type { ReportAuthor } from '../report-author.ts';
import { undoneReason } from '../undone-reason.ts';
import { verdictLine } from '../verdict-line.ts';
import { type JsonReport, REPORT_KIND, REPORT_VERSION, reportedAttempt, type ReportedTask } from './json-report.ts';

/** Writes a run as JSON. All of it is there but the code that was sent. */
export function renderJson(result: RunResult, { version }: ReportAuthor): string {
  return `${JSON.stringify(redactValues(jsonReport(result, version)), undefined, 2)}\n`;
}

function jsonReport(result: RunResult, version: string | undefined): JsonReport {
  const { plan, patch, outcomes, diagram } = result;
  const { runId, instructions, focus, complete, counts, receipt, remembered, files, fixes, unjudged = [] } = result;
  const tasks = outcomes.map(reportedTask);
  return {
    v: REPORT_VERSION,
    kind: REPORT_KIND,
    version,
    runId,
    verdict: verdictLine(result),
    complete,
    instructions,
    focus,
    startedAt: new Date(result.startedAt).toISOString(),
    endedAt: new Date(result.endedAt).toISOString(),
    counts,
    findings: result.findings,
    below: result.below,
    gone: result.baseline?.gone ?? [],
    texts: result.prose,
    patch: patch && { text: patch.text, files: patch.files, parts: patch.parts },
    undone: tasks.filter(({ state }) => state !== 'done'),
    tasks,
    unjudged,
    notCovered: plan.notCovered,
    plan: { origin: plan.origin, tasks: plan.tasks, warnings: plan.warnings },
    remembered,
    files,
    fixes,
    profile: plan.profile,
    suggestions: result.suggestions,
    guardrails: result.guardrails,
    images: result.images,
    toolCalls: result.toolCalls,
    delegated: result.delegated,
    diagram: diagram && {
      mermaid: diagram.mermaid,
      modules: diagram.modules,
      shown: diagram.shown,
      cycles: diagram.cycles,
    },
    receipt,
  };
}

function reportedTask({ task, outcome }: TaskRun): ReportedTask {
  const { id, kind, tier, title, sources } = task;
  return {
    id,
    kind,
    tier,
    title,
    files: [...new Set(sources.map(({ path }) => path))],
    state: outcome.state,
    reason: undoneReason(outcome),
    attempts: outcome.attempts.map(reportedAttempt),
  };
}
