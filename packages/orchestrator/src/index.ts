/**
 * Plans work, makes tasks, gates answers, writes the report and the receipt.
 *
 * @packageDocumentation
 */
export * from './findings-schema.ts';
export { GATE_VERSION } from './gates/gate-version.ts';
export * from './edits/assemble-patch.ts';
export { editsOf } from './edits/edits-of.ts';
export type { JudgeTogether } from './edits/refused-members.ts';
export { EDITS_OUTPUT, EDITS_SCHEMA, isEditsTask, parseEdits } from './edits/edits-schema.ts';
export * from './gates/critic.ts';
export { gateFor, gatesOf } from './gates/gate-for.ts';
export type { Critic, GateTools } from './gates/gate-tools.ts';
export { Unjudged } from './gates/unjudged.ts';
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
export { rungsInWords } from './report/rungs-in-words.ts';
export type { RungTally } from './receipt-rungs.ts';
export { verdictLine } from './report/verdict-line.ts';
export { apiModel, whoInWords } from './report/who-in-words.ts';
export * from './receipt.ts';
export { rememberedByInWords, rememberedInWords } from './remembered/in-words.ts';
export type { KnownCheck, KnownPieces, Remembered, RememberedBy, RememberedFigures } from './remembered/remembered.ts';
export { prepare as prepareRun, type PrepareInput } from './run/prepare.ts';
export * from './run/run-event.ts';
export * from './run/run-finding.ts';
export * from './run/stage-name.ts';
export * from './run/stage.ts';
export * from './focus/focus-profile.ts';
export * from './run/run-result.ts';
export type { TaskRun } from '@hanzo/contracts';
export * from './tasks/build-tasks.ts';
export * from './tasks/task-limits.ts';
export { isEditsKind, isFindingsKind } from './tasks/kind-prompts.ts';
