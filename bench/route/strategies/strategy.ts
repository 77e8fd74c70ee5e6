import type { Step } from '../replay/step.ts';
import type { OutcomeRow } from '../rows/outcome-row.ts';
import type { Roles } from '../rows/roles.ts';

/** One way to go about the tasks of a set, with all its choices made. */
export interface Candidate {
  /** For people: the models in the order in which they are asked, and the limits. */
  readonly label: string;
  /** What its engines say to a task, in order. */
  steps(row: OutcomeRow, draw: number): readonly Step[];
  /** What a task comes to on average, to choose by. */
  expected(row: OutcomeRow): Expected;
}

export interface Expected {
  readonly quality: number;
  readonly costMicros: number;
  readonly strong: number;
}

/** What somebody may aim at: the candidates that reach it on the training folds are compared by what is left. */
export interface Goal {
  /** For people: "SWE-bench aim: …". */
  readonly name: string;
  /** The better of those of which nothing is better is chosen; higher is better. */
  score(train: Summary): number;
  /** Of the tasks of the set that the aims were stated for. */
  readonly ids: RegExp;
  /** Said of the held-out folds. */
  readonly aims: readonly Aim[];
}

export interface Aim {
  readonly name: string;
  /** The column that it is about. */
  readonly of: 'ofStrong' | 'strong' | 'saved';
  isMet(held: Summary): boolean;
}

/** Means over tasks, beside the strong model's on the same tasks. */
export interface Summary extends Expected {
  readonly strongQuality: number;
  /** NaN where costs are not stored. */
  readonly strongCostMicros: number;
}

/** A family of candidates that the fields of a set allow. */
export interface Strategy {
  readonly name: string;
  /** What is held to be true, for people. */
  readonly assumes: string;
  /** Samples of each task that are replayed: more than one where what is stored are shares of samples. */
  readonly draws: number;
  /** Ways to divide the tasks into folds that are gone through: results are their means. */
  readonly seeds: number;
  readonly goals: readonly Goal[];
  /** @param rows those of the training folds */
  candidates(rows: readonly OutcomeRow[], roles: Roles, seed: number): readonly Candidate[];
}

export function ofStrong({ quality, strongQuality }: Summary): number {
  return quality / strongQuality;
}

/** Part of the strong model's cost that is not spent. */
export function saved({ costMicros, strongCostMicros }: Summary): number {
  return 1 - costMicros / strongCostMicros;
}

/** Puts all that keep to a limit before all others; those by how near they come to it. */
export function within(excess: number, score: number): number {
  return excess <= 0 ? score : -1_000 * excess - 10;
}
