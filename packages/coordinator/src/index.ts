/**
 * Executes tasks: cascade over the rungs, dispatch to the mesh, leases, retries, journal.
 *
 * @packageDocumentation
 */
export { Cascade } from './cascade/cascade.ts';
export type { CascadeParts } from './cascade/cascade-parts.ts';
export { Dispatcher, type DispatcherOptions, type DispatcherParts } from './dispatch/dispatcher.ts';
export type { ClaimedRun, Journal, RunStart, RunState, Standing, TrustRecord } from './journal/journal.ts';
export { openJournal } from './journal/open-journal.ts';
export { openTaskBook } from './journal/sqlite-task-book.ts';
export type {
  AttemptRow,
  CancelAnswer,
  RunRow,
  TaskBook,
  TaskDetail,
  TaskFilter,
  TaskRow,
  TaskState,
} from './journal/task-book.ts';
export { AttemptTable } from './dispatch/attempt-table.ts';
export { PoolWorker } from './dispatch/pool-worker.ts';
export type { WorkerJudge } from './dispatch/worker-pool.ts';
export type { MeshRungOptions, PassRate } from './rungs/mesh/mesh-parts.ts';
export { MeshRung } from './rungs/mesh/mesh-rung.ts';
export { askSeveral, type Agreement } from './rungs/mesh/quorum.ts';
export { WorkerTrust, type TrustStore } from './trust/worker-trust.ts';
export type { LoadImages } from './rungs/images.ts';
export { answerKey, CacheRung, type CacheRungParts } from './rungs/cache-rung.ts';
export { openOutcomeBook, type OutcomeBook, type OutcomeCount } from './learning/outcome-book.ts';
export { modelOf, outcomeOf } from './learning/outcome-of.ts';
export { LocalRung } from './rungs/local-rung.ts';
export { figureKeys, NOT_IN_JOURNAL, type FigureRow, type Figures } from './figures/groups.ts';
export { FIGURE_GROUPS, type FigureGroup, type FiguresQuery, type Yardstick } from './figures/query.ts';
export { readFigures, type ChargeRow, type RunReport, type Unattended } from './figures/read-figures.ts';
export type { Saving } from './figures/savings.ts';
export type { Bucket, Series } from './figures/series.ts';
export { runOwners } from './journal/run-owners.ts';
export { readJournalReport, type EngineRow, type JournalReport, type ReportFilter } from './journal/report.ts';
export { ApiRung, type ApiRungParts } from './rungs/paid/api-rung.ts';
export {
  AnswerFile,
  awaitedAnswers,
  forgetAnswers,
  type AnswerBook,
  type AnswerRecord,
} from './rungs/paid/background/answer-book.ts';
export { BackgroundProvider, type BackgroundParts } from './rungs/paid/background/background-provider.ts';
export { endLeftAnswer, forgetAnswer, type LeftAnswerParts } from './rungs/paid/background/left-answers.ts';
export { BatchFile, forgetBatches, type BatchBook, type BatchRecord } from './rungs/paid/batch/batch-book.ts';
export { endLeftBatch, type LeftBatchParts } from './rungs/paid/batch/left-batch.ts';
export { BatchingProvider, type BatchingParts } from './rungs/paid/batch/batching-provider.ts';
export { dearerWords } from './rungs/paid/dearer-words.ts';
export { BudgetLine } from './rungs/paid/budget-line.ts';
export { CallCare, type CallCareOptions } from './rungs/paid/call-care.ts';
export {
  MeteredModel,
  type Metered,
  type MeteredModelParts,
  type MeteredOptions,
  type MeteredProvider,
} from './rungs/paid/metered-model.ts';
export type { ChainLink } from './rungs/paid/model-chain.ts';
export type { PaidAnswer, PaidOptions, PaidRequest } from './rungs/paid/paid-call.ts';
export type { BackgroundStage, PaidEvent, PaidListener } from './rungs/paid/paid-event.ts';
export { askedAnswer, type AskedAnswer } from './rungs/paid/effort.ts';
export { MOST_EVIDENCE_BYTES } from './rungs/paid/refused-evidence.ts';
export { tariffOf } from './rungs/paid/tariff.ts';
export { worstTokens } from './rungs/paid/worst-case.ts';
export { PaidModel, type PaidModelParts } from './rungs/paid/paid-model.ts';
export { ProviderHealth } from './rungs/paid/provider-health.ts';
export type { RetryPolicy } from './rungs/paid/retrying/retry-policy.ts';
export { askWithTools } from './rungs/paid/tools/ask-with-tools.ts';
export type { ToolModel, ToolUse } from './rungs/paid/tools/tool-use.ts';
export { worstLoopMicros } from './rungs/paid/tools/worst-loop.ts';
