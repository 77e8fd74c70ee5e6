/**
 * Pure routing decisions: rungs, placement, and why. No I/O.
 *
 * @packageDocumentation
 */
export { agree, AGREEMENT_THRESHOLD, type Agreement, type ComparedAnswer, similarity } from './agreement.ts';
export { AuditSchedule } from './audit-schedule.ts';
export { Breaker } from './breaker.ts';
export * from './completion.ts';
export type { Evidence, EvidenceCounts } from './evidence.ts';
export { FairQueue } from './fair-queue.ts';
export { HedgePolicy, type RunningHedge } from './hedge.ts';
export { shapeProblem, textProblem } from './json-shape.ts';
export type { IndexedWorker } from './placement-group.ts';
export { type Held, PlacementIndex, type PlaceOptions } from './placement-index.ts';
export * from './placement.ts';
export { PrefixAffinity, prefixKeys } from './prefix-affinity.ts';
export * from './rungs.ts';
export { TrustBook, type TrustRow, type TrustState } from './trust.ts';
