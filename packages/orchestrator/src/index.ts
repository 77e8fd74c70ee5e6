/**
 * Plans work, makes tasks, gates answers, writes the report and the receipt.
 *
 * @packageDocumentation
 */
export * from './findings/findings-schema.ts';
export { GATE_VERSION } from './gates/gate-version.ts';
export * from './edits/assemble-patch.ts';
export type { FixReport, UnmendedFinding } from './fixes/fix-report.ts';
export type { GivenFinding } from './fixes/given-findings.ts';
export { isToMend } from './fixes/make-fixes.ts';
export { editsOf } from './edits/edits-of.ts';
export { changesFiles, editsIn } from './edits/edits-in.ts';
export type { JudgeTogether } from './edits/refused-members.ts';
export { commentEdits } from './comments/comment-edits.ts';
export { commentLines } from './comments/comment-lines.ts';
export { commentFault } from './comments/comment-fault.ts';
export { commentPrompt, type CommentPromptParts } from './comments/comment-prompt.ts';
export {
  COMMENT_OUTPUT,
  COMMENT_SCHEMA,
  type DocComment,
  isCommentTask,
  type NamedText,
  parseComment,
} from './comments/comment-schema.ts';
export { nameInWords } from './comments/name-in-words.ts';
export { EDITS_OUTPUT, EDITS_SCHEMA, isEditsTask, parseEdits } from './edits/edits-schema.ts';
export * from './gates/critic.ts';
export { passTogether } from './gates/together.ts';
export { gateFor, gatesOf, isForCritic } from './gates/gate-for.ts';
export type { Critic, GateTools } from './gates/gate-tools.ts';
export * from './guardrails/guardrails-report.ts';
export { Guardrails, type GuardrailsParts } from './guardrails/guardrails.ts';
export { guardrailsInWords } from './guardrails/in-words.ts';
export { Unjudged } from './gates/unjudged.ts';
export { acceptedFindings } from './gates/evidence.ts';
export type { AcceptedFindings } from './gates/evidence.ts';
export type { Charge, Lost } from './lost-charges.ts';
export { MOST_CRITIC_CODE } from './critics/code-around.ts';
export { MOST_CRITICS, criticsWanted, type PanelWish } from './critics/panel-options.ts';
export { isVerdictsTask } from './critics/verdicts-schema.ts';
export * from './orchestrator.ts';
export * from './plan/deterministic-plan.ts';
export { MOST_FACT, MOST_FACTS } from './plan/facts.ts';
export * from './plan/estimate-tasks.ts';
export * from './plan/guess-kind.ts';
export * from './plan/model-plan.ts';
export * from './plan/plan.ts';
export * from './plan/plan-run.ts';
export { MOST_REPAIR_BYTES } from './plan/repair-prompt.ts';
export { imagesOfPlan } from './plan/stored-plan.ts';
export * from './plan/workspace-summary.ts';
export * from './baseline/baseline.ts';
export type { AgainstBaseline } from './baseline/gone.ts';
export { readBaseline } from './baseline/read-baseline.ts';
export { renderMarkdown } from './report/markdown.ts';
export { renderReport } from './report/render-report.ts';
export type { ReportAuthor } from './report/report-author.ts';
export { REPORT_FORMS, reportForm, type ReportForm } from './report/report-form.ts';
export { lostInWords } from './report/lost-in-words.ts';
export { answersInWords } from './report/answers-in-words.ts';
export { rungsInWords } from './report/rungs-in-words.ts';
export {
  answerFigures,
  type AnswerFigures,
  type EngineAnswers,
  type EscalationCandidates,
  type WhyNotEscalated,
} from './receipt-answers.ts';
export type { RungTally } from './receipt-rungs.ts';
export { verdictLine } from './report/verdict-line.ts';
export { apiModel, whoInWords } from './report/who-in-words.ts';
export * from './receipt.ts';
export { rememberedByInWords, rememberedInWords } from './remembered/in-words.ts';
export type { KnownCheck, KnownPieces, Remembered, RememberedBy, RememberedFigures } from './remembered/remembered.ts';
export { prepare as prepareRun, type PrepareInput } from './run/prepare.ts';
export type { FileRow, FileState } from './run/file-rows.ts';
export { countRun, worstFirst } from './run/count-run.ts';
export { diagramInWords } from './diagram/diagram-in-words.ts';
export { diagramSection } from './diagram/diagram-section.ts';
export { drawModules, type RunDiagram, workspaceGraph } from './diagram/run-diagram.ts';
export { heatInWords } from './hot/heat.ts';
export { hotFunctions, shareInWords } from './hot/hot-functions.ts';
export type { SuggestionWishes } from './suggestions/make-suggestions.ts';
export { MOST_PLACES } from './suggestions/slow-places.ts';
export type { Suggestions, SuggestionSet } from './suggestions/suggestions.ts';
export type { DelegatedTask } from './delegated/delegated-task.ts';
export * from './run/run-event.ts';
export * from './run/run-finding.ts';
export * from './run/stage-name.ts';
export * from './run/stage.ts';
export * from './focus/focus-profile.ts';
export { focusProfile } from './focus/profiles.ts';
export * from './run/run-result.ts';
export type { TaskRun } from '@hanzo/contracts';
export * from './tasks/build-tasks.ts';
export { isAboutPictures, MOST_TASKS_WITH_PICTURES } from './tasks/pictures.ts';
export * from './tasks/task-limits.ts';
export { isEditsKind, isFindingsKind, outputOf } from './tasks/kind-prompts.ts';
