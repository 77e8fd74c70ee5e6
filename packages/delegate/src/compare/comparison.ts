import type { Confidence, DelegationState } from '../words.ts';

/** A model that was asked. */
export interface ComparedModel {
  readonly model: string;
  readonly state: DelegationState;
  readonly confidence?: Confidence | undefined;
  readonly costMicros: number;
  /** One line; there where it has answered. */
  readonly rootCause?: string | undefined;
}

/** Models whose causes are alike by the words that they use. */
export interface CauseGroup {
  readonly models: readonly string[];
  /** As the first of them says it. */
  readonly rootCause: string;
}

/** A file that answers are about. */
export interface ComparedPlace {
  readonly path: string;
  /** Those that change it. */
  readonly editing: readonly string[];
  /** Those that name it, and do not change it. */
  readonly naming: readonly string[];
  /** Those whose edits change the same place in it; empty: none do. */
  readonly sameText: readonly string[];
}

/** A fix of one answer. */
export interface FixOfModel {
  readonly model: string;
  /** From 1, as its result lists it. */
  readonly fix: number;
  readonly title: string;
}

/** Fixes of several models that come to the same, or one that nobody else recommends. */
export interface FixGroup {
  readonly fixes: readonly FixOfModel[];
  /** `same`: their edits do the same; `differs`: they change the same place otherwise; `words`: only what they say is alike. */
  readonly match: 'same' | 'differs' | 'words' | 'alone';
}

/** How much two answers agree, and in what; each 0..1. Undefined: neither says anything of it. */
export interface PairAgreement {
  readonly models: readonly [string, string];
  readonly cause: number;
  readonly places: number | undefined;
  readonly fixes: number | undefined;
  readonly agreement: number;
}

/** Where answers of several models to one request agree, and where they differ. The JSON file of a comparison is this. */
export interface Comparison {
  readonly v: 1;
  /** Of the delegation. */
  readonly id: string;
  readonly issue: string;
  readonly models: readonly ComparedModel[];
  /** The mean of all pairs, 0..1. Undefined where fewer than two have answered. */
  readonly agreement: number | undefined;
  readonly pairs: readonly PairAgreement[];
  /** The largest first. */
  readonly causes: readonly CauseGroup[];
  /** Those that most are about first. */
  readonly places: readonly ComparedPlace[];
  /** Those that most recommend first. */
  readonly fixes: readonly FixGroup[];
}
