/**
 * Executes tasks: cascade over the rungs, dispatch to the mesh, leases, retries, journal.
 *
 * @packageDocumentation
 */
export { Cascade, type CascadeParts } from './cascade.ts';
export { Dispatcher, type DispatcherOptions, type DispatcherParts } from './dispatch/dispatcher.ts';
export { openJournal, type Journal, type RunStart, type RunState } from './journal/journal.ts';
export { MeshRung, type MeshRungOptions } from './rungs/mesh-rung.ts';
export { PoolWorker } from './dispatch/worker-pool.ts';
export { LocalRung } from './rungs/local-rung.ts';
export { readJournalReport, type EngineRow, type JournalReport, type ReportFilter } from './journal/report.ts';
export { ApiRung } from './rungs/api-rung.ts';
export { MeteredModel, type MeteredModelParts } from './rungs/metered-model.ts';
