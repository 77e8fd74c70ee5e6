/**
 * Accepts, queues, runs and drains tasks on one machine.
 *
 * @packageDocumentation
 */
export type { WorkerEngine, WorkRecord } from './engine.ts';
export { Worker, type WorkerOptions, type WorkerParts } from './worker.ts';
