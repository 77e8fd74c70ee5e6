import { readFileSync } from 'node:fs';
import { HanzoError } from '../../packages/contracts/src/errors.ts';
import type { TensorPlan } from './layout.ts';
import { halfBits, QUANT_FORMATS, quantiseQ8 } from './quantise.ts';
import { Random } from './random.ts';

/** Fills the next piece of a tensor: whole blocks. */
export type FillPiece = (target: Uint8Array) => void;

/** Where a model's numbers come from. `index` is the tensor's place in the file. */
export type Weights = (tensor: TensorPlan, index: number) => FillPiece;

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

/** Fills `target` (whole blocks) with random quantised weights of the given standard deviation. */
function fillRandom(target: Uint8Array, quant: 'q8_0' | 'q4_0', deviation: number, random: Random): void {
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
function fillOnes(target: Uint8Array): void {
  const view = new DataView(target.buffer, target.byteOffset, target.byteLength);
  for (let at = 0; at < target.length; at += 4) view.setFloat32(at, 1, true);
}

/** Random weights, the same for the same seed on every machine. */
export function randomWeights(seed: number): Weights {
  return ({ quant, deviation }, index) => {
    const random = new Random(seed, index);
    return (target) => {
      if (quant === 'f32') fillOnes(target);
      else fillRandom(target, quant, deviation, random);
    };
  };
}

/** Where a tensor's numbers, 32-bit floats, begin in the file of a checkpoint. */
export interface StoredTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
}

/** Trained weights, from a file that holds all tensors as 32-bit floats. */
export function storedWeights(file: string, tensors: readonly StoredTensor[]): Weights {
  const bytes = readFileSync(file);
  const all = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const known = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return ({ name, shape, quant }) => {
    const stored = known.get(name);
    if (stored === undefined || stored.shape.join() !== shape.join() || quant === 'q4_0')
      throw new HanzoError(
        'MODEL_INVALID',
        `The checkpoint has no tensor ${name} of ${shape.join(' by ')} for ${quant}.`,
        {
          mend: 'Export with the shape that it was trained with.',
        },
      );
    let next = stored.offset / 4;
    return (target) => {
      const { blockBytes, blockLength } = QUANT_FORMATS[quant];
      const numbers = all.subarray(next, next + (target.length / blockBytes) * blockLength);
      next += numbers.length;
      if (quant === 'q8_0') quantiseQ8(target, numbers);
      else target.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
    };
  };
}
