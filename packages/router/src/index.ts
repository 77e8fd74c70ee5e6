/**
 * Pure routing decisions: rungs, placement, and why. No I/O.
 *
 * @packageDocumentation
 */
export * from './completion.ts';
export { FairQueue } from './fair-queue.ts';
export * from './placement.ts';
export * from './rungs.ts';
