/** A vector of which few places are not zero: `values[i]` stands at `indices[i]`. Indices ascend and stand once. */
export interface SparseVector {
  readonly indices: Uint32Array;
  readonly values: Float32Array;
}

/** Inner product with weights that are written out in full. Places beyond the weights count as zero. */
export function dot(vector: SparseVector, weights: ArrayLike<number>): number {
  const { indices, values } = vector;
  let sum = 0;
  for (let at = 0; at < indices.length; at++) sum += (values[at] ?? 0) * (weights[indices[at] ?? 0] ?? 0);
  return sum;
}
