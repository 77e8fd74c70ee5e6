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
export { isMildlyDifferent, type Opinion, settle, type Settled } from './opinions.ts';
export { type Candidate, drawWitness } from './witness.ts';
export { FamiliarAnswers } from './familiar-answers.ts';
export { relatedness } from './relatedness.ts';
export { FairQueue } from './fair-queue.ts';
export { HedgePolicy, type RunningHedge } from './hedge.ts';
export { shapeProblem, textProblem } from './json-shape.ts';
export type { IndexedWorker } from './placement-group.ts';
export { type Held, PlacementIndex, type PlaceOptions } from './placement-index.ts';
export * from './placement.ts';
export { PrefixAffinity, prefixKeys } from './prefix-affinity.ts';
export * from './rungs.ts';
export { TrustBook, type TrustState } from './trust.ts';
export type { TrustRow } from './trust-row.ts';
