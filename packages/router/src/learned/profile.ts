import type { Interval } from '../evaluation/bootstrap.ts';
import type { QuantisedWeights } from './quantised-weights.ts';

/** What a profile was learned from. */
export interface ProfileProvenance {
  /** Name of the data, for people, e.g. the name of a public set or "own outcomes". */
  readonly data: string;
  /** Of the data, hex. */
  readonly sha256: string;
  /** Of the data, e.g. an SPDX identifier. */
  readonly licence: string;
  readonly rows: number;
  /** Of the cross-validation. */
  readonly folds: number;
  readonly seed: number;
  /** The day it was trained, YYYY-MM-DD. */
  readonly date: string;
}

/** What `PreRouter` runs on: learned for one pair of models, as data that can be kept in a file. */
export interface RouterProfile {
  readonly format: 'hanzo-router-profile';
  readonly version: 1;
  /** `FEATURES_VERSION` of its weights. */
  readonly features: number;
  /** `FEATURE_BITS` of its weights. */
  readonly bits: number;
  readonly weakModel: string;
  readonly strongModel: string;
  readonly provenance: ProfileProvenance;
  /** Area under the PGR curve on folds that were not trained on, and the interval that holds it in 95 of 100 cases. */
  readonly apgr: { readonly [bound in keyof Interval]: number | null };
  /** True: it is not certainly better than chance on these models, so it says the same of every task, and has no weights. */
  readonly abstains: boolean;
  /** From this expected gain on the strong model is worth asking first. */
  readonly threshold: number;
  /** Mean gain of the rows, strong - weak: what it expects of a task of which it knows nothing. */
  readonly meanGain: number;
  /** The expected gain is `meanGain + slope * (score - meanScore)`, by scores of folds that were not trained on. */
  readonly calibration: { readonly slope: number; readonly meanScore: number };
  /** None of one that abstains. */
  readonly weights: QuantisedWeights;
  /** Of all the rest, hex. */
  readonly sha256: string;
}
