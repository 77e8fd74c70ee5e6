import { folds } from '../evaluation/folds.ts';
import type { ScoredPair } from '../evaluation/pgr.ts';
import { FEATURE_BITS, featuresOf } from './features.ts';
import type { PairRow } from './pair-row.ts';
import { type LinearModel, ridge } from './ridge.ts';
import { RowMatrix } from './row-matrix.ts';
import { dot, type SparseVector } from './sparse-vector.ts';

/** The least that is best on some public set, the most, and steps between. */
const PENALTIES = [1, 3, 10, 30] as const;
/** How much more rare places may weigh than common ones: 0 is not at all. Many rows are needed for it to help. */
const RARITIES = [0, 0.5] as const;
/** Of the rows that are trained on, to choose among these. */
const INNER_FOLDS = 3;

/** A row that can be trained on. */
export interface Example {
  /** Equal ones stay in one fold. */
  readonly text: string;
  readonly features: SparseVector;
  readonly weak: number;
  readonly strong: number;
}

/** A row with the score of a model that has not seen it. */
export interface CrossValidated extends ScoredPair {
  readonly gain: number;
}

export function exampleOf({ text, weak, strong, kind, tier }: PairRow): Example {
  return { text, features: featuresOf({ text, kind, tier }), weak, strong };
}

interface Choice {
  readonly penalty: number;
  readonly rarity: number;
}

/**
 * Trained on gain: hard tasks that defeat both models have none. Penalty and rarity are chosen by folds within the examples, by
 * squared error: the area under the curve differs by chance more than by the choice.
 */
export function fit(examples: readonly Example[], seed: number): LinearModel {
  const errors = new Map<string, Choice & { readonly error: number }>();
  for (const { trained, held } of splits(examples, INNER_FOLDS, seed)) {
    for (const [choice, model] of fitAll(trained)) {
      const name = JSON.stringify(choice);
      errors.set(name, { ...choice, error: (errors.get(name)?.error ?? 0) + errorOf(model, held) });
    }
  }
  const [best = { penalty: 1, rarity: 0 }] = [...errors.values()].toSorted((a, b) => a.error - b.error);
  return ridge(matrixOf(examples, best.rarity), examples.map(gainOf), best.penalty);
}

/**
 * Scores each example with a model that was fitted without its fold, hyper-parameters included. Without the intercept: in a fold that by chance
 * has much gain the others have little, so that it would order the folds the wrong way round.
 */
export function crossValidate(
  examples: readonly Example[],
  k: number,
  seed: number,
  onFold?: (fold: number, of: number) => void,
): CrossValidated[] {
  return splits(examples, k, seed).flatMap(({ trained, held }, fold) => {
    onFold?.(fold + 1, k);
    const { weights } = fit(trained, seed + 1);
    return held.map(({ features, weak, strong }) => {
      return { score: dot(features, weights), weak, strong, gain: strong - weak };
    });
  });
}

interface Split {
  readonly trained: readonly Example[];
  readonly held: readonly Example[];
}

function splits(examples: readonly Example[], k: number, seed: number): Split[] {
  const texts = examples.map(({ text }) => text);
  const foldOf = folds(texts, k, seed);
  return Array.from({ length: k }, (_, fold) => ({
    trained: examples.filter((__, at) => foldOf[at] !== fold),
    held: examples.filter((__, at) => foldOf[at] === fold),
  }));
}

function* fitAll(examples: readonly Example[]): Generator<readonly [Choice, LinearModel]> {
  const gains = examples.map(gainOf);
  for (const rarity of RARITIES) {
    const matrix = matrixOf(examples, rarity);
    for (const penalty of PENALTIES) yield [{ penalty, rarity }, ridge(matrix, gains, penalty)];
  }
}

function errorOf({ weights, intercept }: LinearModel, held: readonly Example[]): number {
  return held.reduce((sum, example) => sum + (intercept + dot(example.features, weights) - gainOf(example)) ** 2, 0);
}

function gainOf({ weak, strong }: Example): number {
  return strong - weak;
}

/** Places scaled by inverse document frequency to a power, 1 for those that are in the square root of all rows. */
function matrixOf(examples: readonly Example[], rarity: number): RowMatrix {
  const rows = examples.map(({ features }) => features);
  const scales = new Float64Array(2 ** FEATURE_BITS);
  if (rarity === 0) return new RowMatrix(rows, scales.fill(1));
  for (const { indices } of rows) for (const index of indices) scales[index] = (scales[index] ?? 0) + 1;
  const all = Math.log(rows.length + 1);
  return new RowMatrix(
    rows,
    scales.map((times) => ((2 * (all - Math.log(times + 1))) / all) ** rarity),
  );
}
