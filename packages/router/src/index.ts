/**
 * Pure routing decisions: rungs, placement, and why. No I/O.
 *
 * @packageDocumentation
 */
export { agree, AGREEMENT_THRESHOLD, type Agreement, type ComparedAnswer, similarity } from './agreement/agreement.ts';
export { AuditSchedule } from './trust/audit-schedule.ts';
export { bootstrap, type BootstrapOptions, type Interval } from './evaluation/bootstrap.ts';
export { folds } from './evaluation/folds.ts';
export { apgr, cpt, pgrCurve, type PgrPoint, type ScoredPair } from './evaluation/pgr.ts';
export {
  Experience,
  type ExperienceExplained,
  type ExperienceOptions,
  type ModelExplained,
  type PassEstimate,
  type PastOutcome,
  type RungExplained,
} from './learned/experience.ts';
export type { FeaturePart } from './learned/explain-features.ts';
export { FEATURE_BITS, FEATURES_VERSION, featuresOf } from './learned/features.ts';
export type { PairRow, TrainOptions } from './learned/pair-row.ts';
export { parseProfile } from './learned/parse-profile.ts';
export { type GainExplained, PreRouter } from './learned/pre-router.ts';
export type { ProfileProvenance, RouterProfile } from './learned/profile.ts';
export { type RoutedText, routedText } from './learned/routed-text.ts';
export type { SparseVector } from './learned/sparse-vector.ts';
export { trainProfile } from './learned/train-profile.ts';
export { Breaker, type BreakerLimits } from './breaker.ts';
export * from './placement/completion.ts';
export type { Evidence, EvidenceCounts } from './trust/evidence.ts';
export { isMildlyDifferent, type Opinion, settle, type Settled } from './agreement/opinions.ts';
export { type Candidate, drawWitness } from './trust/witness.ts';
export { type Voice, vote, type Vote, type VoteOptions } from './agreement/vote.ts';
export { FamiliarAnswers } from './agreement/familiar-answers.ts';
export { relatedness } from './agreement/relatedness.ts';
export { FairQueue } from './fair-queue.ts';
export { HedgePolicy, type RunningHedge } from './hedge.ts';
export { shapeProblem, textProblem } from './json-shape.ts';
export type { IndexedWorker } from './placement/placement-group.ts';
export { type Held, PlacementIndex, type PlaceOptions } from './placement/placement-index.ts';
export * from './placement/placement.ts';
export { PrefixAffinity, prefixKeys } from './placement/prefix-affinity.ts';
export * from './rungs.ts';
export { TrustBook, type TrustState } from './trust/trust.ts';
export type { TrustRow } from './trust/trust-row.ts';
