import type { Random } from './random.ts';

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

/**
 * Q8_0 values that are uniform over -127..127 have a standard deviation of 73.3 steps, Q4_0 values over -7..7 one of 4.2.
 * The step of a block is therefore `deviation / SPREAD`.
 */
const SPREAD = { q8_0: 73.3, q4_0: 4.2 } as const;

/** A uniform byte to a symmetric quantised one: without it the mean would be below zero and drown the signal. */
const BALANCED_Q8 = Uint8Array.from({ length: 256 }, (_, byte) => (byte === 0x80 ? 0 : byte));
const BALANCED_Q4 = Uint8Array.from({ length: 256 }, (_, byte) => {
  const low = byte & 15 || 8;
  const high = byte >> 4 || 8;
  return (high << 4) | low;
});

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

/** Fills `target` (whole blocks) with random quantised weights of the given standard deviation. */
export function fillRandom(target: Uint8Array, quant: 'q8_0' | 'q4_0', deviation: number, random: Random): void {
  const { blockBytes } = QUANT_FORMATS[quant];
  const table = quant === 'q8_0' ? BALANCED_Q8 : BALANCED_Q4;
  const step = halfBits(deviation / SPREAD[quant]);
  for (let at = 0; at < target.length; at += blockBytes) {
    target[at] = step & 255;
    target[at + 1] = step >> 8;
    for (let index = at + 2; index < at + blockBytes; index += 4) {
      const word = random.word();
      target[index] = table[word & 255] ?? 0;
      target[index + 1] = table[(word >>> 8) & 255] ?? 0;
      target[index + 2] = table[(word >>> 16) & 255] ?? 0;
      target[index + 3] = table[word >>> 24] ?? 0;
    }
  }
}

/** Fills `target` with the number 1 as 32-bit floats: the weight of a norm that changes nothing. */
export function fillOnes(target: Uint8Array): void {
  const view = new DataView(target.buffer, target.byteOffset, target.byteLength);
  for (let at = 0; at < target.length; at += 4) view.setFloat32(at, 1, true);
}
