import type { RowMatrix } from './row-matrix.ts';

/** A linear model: `intercept + dot(vector, weights)`. */
export interface LinearModel {
  readonly weights: Float64Array;
  readonly intercept: number;
}

/** More steps change the order of scores no more. */
const MOST_STEPS = 40;
/** Of the squared error of the equations, next to that at the start. */
const TOLERANCE = 1e-6;

/**
 * Ridge regression: the weights with the least squared error plus `penalty` times their squared length. One number is sought per row
 * ("dual form"), by conjugate gradients (Hestenes and Stiefel, 1952): nothing depends on a learning rate, on chance or on the order of the rows.
 *
 * @param penalty above 0, in units of rows, as rows have a length of about 1
 */
export function ridge(matrix: RowMatrix, targets: readonly number[], penalty: number): LinearModel {
  const intercept = targets.reduce((sum, target) => sum + target, 0) / Math.max(1, targets.length);
  const residual = Float64Array.from(targets, (target) => target - intercept);
  const numbers = new Float64Array(targets.length);
  const direction = Float64Array.from(residual);
  let error = product(residual, residual);
  const enough = error * TOLERANCE;
  for (let step = 0; step < MOST_STEPS && error > enough; step++) {
    const image = matrix.times(matrix.sumOfRows(direction));
    addScaled(image, direction, penalty);
    const length = error / product(direction, image);
    addScaled(numbers, direction, length);
    addScaled(residual, image, -length);
    const next = product(residual, residual);
    for (let at = 0; at < direction.length; at++) {
      direction[at] = (residual[at] ?? 0) + (next / error) * (direction[at] ?? 0);
    }
    error = next;
  }
  const weights = matrix.sumOfRows(numbers);
  for (let at = 0; at < weights.length; at++) weights[at] = (weights[at] ?? 0) * (matrix.scales[at] ?? 0);
  return { weights, intercept };
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

function addScaled(vector: Float64Array, other: Float64Array, by: number): void {
  for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] ?? 0) + by * (other[at] ?? 0);
}
