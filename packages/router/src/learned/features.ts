import { fnvStep, mix } from './hash.ts';
import type { RoutedText } from './routed-text.ts';
import { addShape } from './shape-features.ts';
import type { SparseVector } from './sparse-vector.ts';
import { addCode, addWords, FEATURE_GROUPS, type FeatureGroup, type FeatureSink } from './text-features.ts';

/** Places of a feature vector: features are hashed into so many. */
export const FEATURE_BITS = 16;
/** Changes with whatever changes a vector: weights learned on other features mean nothing. */
export const FEATURES_VERSION = 1;
/** UTF-16 units read of the words, and as many of the code: half from the beginning, half from the end. */
export const MOST_UNITS_READ = 2_048;

const SIZE = 2 ** FEATURE_BITS;
/** The rest of a vector's squared length is what the text says. */
const SHAPE_SHARE = 0.05;

/** How often each place is hit. One for all calls, empty between them: a new one each time costs more than the features. */
const hits: Float32Array = new Float32Array(SIZE);

/** A feature's place among `2 ** FEATURE_BITS`. */
export function bucketOf(group: FeatureGroup, hash: number): number {
  return mix(fnvStep(hash, FEATURE_GROUPS.indexOf(group) + 1)) >>> (32 - FEATURE_BITS);
}

class Counter implements FeatureSink {
  readonly text: number[] = [];
  readonly shape: number[] = [];

  add(group: FeatureGroup, hash: number): void {
    const bucket = bucketOf(group, hash);
    const times = hits[bucket] ?? 0;
    hits[bucket] = times + 1;
    if (times === 0) (group === 'shape' ? this.shape : this.text).push(bucket);
  }
}

/**
 * What a task looks like, as a vector of length 1 (or 0, of an empty task): hashed words, pairs of words, code, and traits
 * like length and language. The same for ever for one `FEATURES_VERSION`. Reads at most `MOST_UNITS_READ` of words and code
 * each.
 */
export function featuresOf(routed: RoutedText): SparseVector {
  const counter = new Counter();
  visitFeatures(routed, counter);
  const { text, shape } = counter;
  const indices = new Uint32Array(text.length + shape.length);
  indices.set(text);
  indices.set(shape, text.length);
  const values = new Float32Array(indices.length);
  fill(values, indices, 0, text.length, 1 - SHAPE_SHARE);
  fill(values, indices, text.length, indices.length, SHAPE_SHARE);
  return { indices, values };
}

/** Gives each feature of a task to the sink, repeated ones as often as they occur. */
export function visitFeatures(routed: RoutedText, sink: FeatureSink): void {
  const { text, code = '' } = routed;
  const read = beginningAndEnd(text);
  addWords(read, 0, read.length, sink);
  const readCode = beginningAndEnd(code);
  addCode(readCode, 0, readCode.length, sink);
  addShape(routed, read, sink);
}

function beginningAndEnd(text: string): string {
  if (text.length <= MOST_UNITS_READ) return text;
  const half = MOST_UNITS_READ / 2;
  return `${text.slice(0, half)}\n${text.slice(-half)}`;
}

/** Takes the hits of some places, so that they are empty again, as values of the squared length that is due to them. */
function fill(values: Float32Array, indices: Uint32Array, from: number, to: number, squared: number): void {
  let sum = 0;
  for (let at = from; at < to; at++) {
    const bucket = indices[at] ?? 0;
    const times = hits[bucket] ?? 1;
    hits[bucket] = 0;
    // The tenth "the" says less than the first.
    values[at] = Math.sqrt(times);
    sum += times;
  }
  const scale = Math.sqrt(squared / Math.max(sum, 1e-12));
  for (let at = from; at < to; at++) values[at] = (values[at] ?? 0) * scale;
}
