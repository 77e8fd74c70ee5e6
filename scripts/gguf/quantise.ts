/** How a tensor's numbers are stored. */
export type Quant = 'f32' | 'q8_0' | 'q4_0';

interface QuantFormat {
  /** ggml's number for it. */
  readonly ggmlType: number;
  /** Numbers per block. A row must be a multiple of it. */
  readonly blockLength: number;
  readonly blockBytes: number;
}

export const QUANT_FORMATS: Readonly<Record<Quant, QuantFormat>> = {
  f32: { ggmlType: 0, blockLength: 1, blockBytes: 4 },
  q4_0: { ggmlType: 2, blockLength: 32, blockBytes: 18 },
  q8_0: { ggmlType: 8, blockLength: 32, blockBytes: 34 },
};

/** Bytes of a tensor with so many numbers. */
export function tensorBytes(quant: Quant, count: number): number {
  const format = QUANT_FORMATS[quant];
  return (count / format.blockLength) * format.blockBytes;
}

/** A normal half-precision number's bits, rounded down. Exact arithmetic only. */
export function halfBits(value: number): number {
  let exponent = 15;
  let mantissa = value;
  while (mantissa >= 2) {
    mantissa /= 2;
    exponent += 1;
  }
  while (mantissa < 1) {
    mantissa *= 2;
    exponent -= 1;
  }
  return (exponent << 10) | Math.floor((mantissa - 1) * 1024);
}

/** What `halfBits` encoded. */
export function halfValue(bits: number): number {
  return (1 + (bits & 1023) / 1024) * 2 ** ((bits >> 10) - 15);
}

/** The smallest normal half: blocks of smaller numbers lose some digits, which nothing notices. */
const LEAST_STEP = 2 ** -14;
const Q8_LARGEST = 127;

/** Quantises whole blocks of `numbers` into `target`. */
export function quantiseQ8(target: Uint8Array, numbers: Float32Array): void {
  const { blockLength, blockBytes } = QUANT_FORMATS.q8_0;
  for (let block = 0; block * blockBytes < target.length; block += 1) {
    const part = numbers.subarray(block * blockLength, (block + 1) * blockLength);
    const largest = part.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
    const bits = halfBits(Math.max(largest / Q8_LARGEST, LEAST_STEP));
    const step = halfValue(bits);
    const at = block * blockBytes;
    target[at] = bits & 255;
    target[at + 1] = bits >> 8;
    for (const [index, number] of part.entries()) {
      // The step was rounded down: the largest number may come out a little above the largest value.
      target[at + 2 + index] = Math.max(-Q8_LARGEST, Math.min(Q8_LARGEST, Math.round(number / step))) & 255;
    }
  }
}
