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
export type { MeshRungOptions } from './rungs/mesh/mesh-parts.ts';
export { MeshRung } from './rungs/mesh/mesh-rung.ts';
export { askSeveral, type Agreement } from './rungs/mesh/quorum.ts';
export { WorkerTrust, type TrustStore } from './trust/worker-trust.ts';
export { LocalRung } from './rungs/local-rung.ts';
export { readJournalReport, type EngineRow, type JournalReport, type ReportFilter } from './journal/report.ts';
export { ApiRung } from './rungs/api-rung.ts';
export { MeteredModel, type MeteredModelParts } from './rungs/metered-model.ts';
