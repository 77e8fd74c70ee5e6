/**
 * Executes tasks: cascade over the rungs, dispatch to the mesh, leases, retries, journal.
 *
 * @packageDocumentation
 */
export { Cascade, type CascadeParts } from './cascade.ts';
export { Dispatcher, type DispatcherOptions, type DispatcherParts } from './dispatcher.ts';
export { openJournal, type Journal, type RunStart, type RunState } from './journal.ts';
export { MeshRung, type MeshRungOptions } from './mesh-rung.ts';
export { PoolWorker } from './worker-pool.ts';
export { LocalRung } from './local-rung.ts';
export { readJournalReport, type EngineRow, type JournalReport, type ReportFilter } from './journal-report.ts';
export { ApiRung } from './api-rung.ts';
export { MeteredModel, type MeteredModelParts } from './metered-model.ts';
