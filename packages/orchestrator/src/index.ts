/**
 * Plans work, makes tasks, gates answers, writes the report and the receipt.
 *
 * @packageDocumentation
 */
export * from './findings-schema.ts';
export { gateFor } from './gates/gate-for.ts';
export { acceptedFindings } from './gates/evidence.ts';
export type { AcceptedFindings } from './gates/evidence.ts';
export type { Charge, Lost } from './lost-charges.ts';
export * from './orchestrator.ts';
export * from './plan/deterministic-plan.ts';
export * from './plan/guess-kind.ts';
export * from './plan/model-plan.ts';
export * from './plan/plan.ts';
export * from './plan/plan-run.ts';
export * from './plan/workspace-summary.ts';
export { renderMarkdown } from './report/markdown.ts';
export { lostInWords } from './report/lost-in-words.ts';
export { verdictLine } from './report/verdict-line.ts';
export { apiModel, whoInWords } from './report/who-in-words.ts';
export * from './receipt.ts';
export * from './run/run-event.ts';
export * from './run/run-result.ts';
export type { TaskRun } from '@hanzo/contracts';
export * from './tasks/build-tasks.ts';
export * from './tasks/task-limits.ts';
export { isFindingsKind } from './tasks/kind-prompts.ts';
