import { readFileSync, writeFileSync } from 'node:fs';
import { type GgufHeader, readGgufHeader } from '@hanzo/models/llama';
import { planTensors, type TensorPlan } from '../../scripts/gguf/layout.ts';
import { halfValue, QUANT_FORMATS, tensorBytes } from '../../scripts/gguf/quantise.ts';
import { randomWeights } from '../../scripts/gguf/weights.ts';

const SEED = 1;
const ALIGNMENT = 32;
const Q8_0_FILE = 7;

/** A tensor and where its bytes lie in the file. */
interface Placed {
  readonly plan: TensorPlan;
  readonly start: number;
  readonly end: number;
}

/**
 * Writes the same model without what it has learned: header, vocabulary and chat format are the trained one's to the byte; each matrix is
 * noise as large as it was (its root mean square), each norm is 1. Only for files that export.ts writes.
 */
export async function writeRandomTwin(trained: string, out: string): Promise<void> {
  const bytes = readFileSync(trained);
  const noise = randomWeights(SEED);
  for (const [index, { plan, start, end }] of placedTensors(await readGgufHeader(trained)).entries()) {
    const target = bytes.subarray(start, end);
    noise({ ...plan, deviation: plan.quant === 'q8_0' ? rootMeanSquare(target) : 0 }, index)(target);
  }
  writeFileSync(out, bytes);
}

function placedTensors(header: GgufHeader): readonly Placed[] {
  const plans = planTensors(presetOf(header), header.vocabularySize);
  const placed: Placed[] = [];
  let at = 0;
  for (const plan of plans) {
    const size = tensorBytes(
      plan.quant,
      plan.shape.reduce((product, length) => product * length, 1),
    );
    placed.push({ plan, start: at, end: at + size });
    at += Math.ceil(size / ALIGNMENT) * ALIGNMENT;
  }
  const weightBytes = placed.reduce((sum, { start, end }) => sum + end - start, 0);
  if (header.fileType !== Q8_0_FILE || weightBytes !== header.weightBytes || plans.length !== header.tensorCount)
    throw new Error('Only a model that export.ts wrote has a random twin: this one has other tensors.');
  const first = header.sizeBytes - at;
  return placed.map(({ plan, start, end }) => ({ plan, start: first + start, end: first + end }));
}

function presetOf(header: GgufHeader): Parameters<typeof planTensors>[0] {
  return {
    name: 'random weights',
    contextTokens: header.contextTokens ?? 0,
    vocabularySize: header.vocabularySize,
    embedding: header.embeddingLength,
    layers: header.blockCount,
    heads: header.headCount,
    keyValueHeads: header.keyValueHeads[0] ?? header.headCount,
    feedForward: header.feedForwardLength,
    ropeBase: 0,
    tiedOutput: true,
    quant: 'q8_0',
  };
}

function rootMeanSquare(blocks: Uint8Array): number {
  const { blockBytes, blockLength } = QUANT_FORMATS.q8_0;
  let sum = 0;
  for (let at = 0; at < blocks.length; at += blockBytes) {
    const step = halfValue((blocks[at] ?? 0) | ((blocks[at + 1] ?? 0) << 8));
    for (const value of new Int8Array(blocks.buffer, blocks.byteOffset + at + 2, blockLength))
      sum += (step * value) ** 2;
  }
  return Math.sqrt(sum / ((blocks.length / blockBytes) * blockLength));
}
