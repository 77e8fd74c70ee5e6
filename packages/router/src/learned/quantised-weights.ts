/** Weights as whole steps of one size, a byte each: small enough for a file, and exact enough for the order of scores. */
export interface QuantisedWeights {
  /** The size of one step, above 0. */
  readonly scale: number;
  /** Whole steps, -127 to 127 as two's complement, base64. Empty: no weights. */
  readonly steps: string;
}

const MOST_STEPS = 127;

export const NO_WEIGHTS: QuantisedWeights = { scale: 1, steps: '' };

export function quantise(weights: Float64Array): QuantisedWeights {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  if (largest === 0) return NO_WEIGHTS;
  const scale = largest / MOST_STEPS;
  const steps = Int8Array.from(weights, (weight) => Math.round(weight / scale));
  return { scale, steps: Buffer.from(steps.buffer).toString('base64') };
}

/** Undefined: the text is no base64 of so many bytes, or none at all. */
export function restore({ scale, steps }: QuantisedWeights, size: number): Float32Array | undefined {
  const bytes = Buffer.from(steps, 'base64');
  const isWhole = bytes.length === size || bytes.length === 0;
  if (!isWhole || bytes.toString('base64') !== steps) return undefined;
  const weights = new Float32Array(size);
  for (const [at, byte] of bytes.entries()) weights[at] = scale * (byte > MOST_STEPS ? byte - 256 : byte);
  return weights;
}
