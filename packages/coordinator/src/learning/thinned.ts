import type { SparseVector } from '@hanzo/router';

/** Of a long task thousands of places are hit; so many tell it from others, and two such tasks fit a page of the file. */
export const MOST_FEATURES = 240;

/**
 * The places that say most of a task: its traits, and what it repeats; among equals always the same ones, so that tasks
 * which are alike keep what they have in common.
 */
export function thinned({ indices, values }: SparseVector): SparseVector {
  if (indices.length <= MOST_FEATURES) return { indices, values };
  const kept = Array.from(indices, (index, at) => ({ index, value: values[at] ?? 0, order: spread(index) }))
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.order - b.order)
    .slice(0, MOST_FEATURES);
  return {
    indices: Uint32Array.from(kept, ({ index }) => index),
    values: Float32Array.from(kept, ({ value }) => value),
  };
}

/** Knuth's multiplicative hash: neighbours are far from each other. */
function spread(index: number): number {
  return Math.imul(index, 0x9e3779b1) >>> 0;
}
