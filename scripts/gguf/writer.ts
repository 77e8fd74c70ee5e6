import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { planMetadata, planTensors, type TensorPlan } from './layout.ts';
import { ByteSink, writeMetadata } from './metadata.ts';
import type { Preset } from './presets.ts';
import { QUANT_FORMATS, tensorBytes } from './quantise.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { FillPiece, Weights } from './weights.ts';

const ALIGNMENT = 32;
const MAGIC = 0x46554747;
const VERSION = 3;
/** Most bytes of one write: about 2 MiB, so that a file of gigabytes never sits in memory. */
const PIECE_BYTES = 2 ** 21;

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
const countOf = (tensor: TensorPlan): number => tensor.shape.reduce((product, size) => product * size, 1);

/** Everything before the weights: metadata and the tensors' names, shapes and places. */
function makeHeader(preset: Preset, tensors: readonly TensorPlan[], vocabulary: Vocabulary): Buffer {
  const metadata = planMetadata(preset, vocabulary);
  const sink = new ByteSink();
  sink.u32(MAGIC);
  sink.u32(VERSION);
  sink.u64(tensors.length);
  sink.u64(metadata.length);
  for (const [key, value] of metadata) writeMetadata(sink, key, value);
  let offset = 0;
  for (const tensor of tensors) {
    sink.string(tensor.name);
    sink.u32(tensor.shape.length);
    for (const size of tensor.shape) sink.u64(size);
    sink.u32(QUANT_FORMATS[tensor.quant].ggmlType);
    sink.u64(offset);
    offset += aligned(tensorBytes(tensor.quant, countOf(tensor)));
  }
  sink.align(ALIGNMENT);
  return sink.toBuffer();
}

/** One tensor's bytes in pieces, padding included. The buffer is reused: consume a piece before asking for the next. */
function* tensorPieces(tensor: TensorPlan, fill: FillPiece, buffer: Uint8Array): Generator<Uint8Array> {
  const { blockBytes } = QUANT_FORMATS[tensor.quant];
  const total = tensorBytes(tensor.quant, countOf(tensor));
  const most = Math.floor(buffer.length / blockBytes) * blockBytes;
  for (let done = 0; done < total; done += most) {
    const piece = buffer.subarray(0, Math.min(most, total - done));
    fill(piece);
    yield piece;
  }
  if (aligned(total) > total) yield new Uint8Array(aligned(total) - total);
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) done += (await handle.write(bytes, done)).bytesWritten;
}

export interface ModelParts {
  readonly preset: Preset;
  readonly vocabulary: Vocabulary;
  readonly weights: Weights;
}

/** Writes the whole model to `path`, durably, and returns what it wrote. */
export async function writeModel(
  path: string,
  { preset, vocabulary, weights }: ModelParts,
): Promise<{ sizeBytes: number; sha256: string }> {
  const tensors = planTensors(preset, vocabulary.tokens.length);
  const hash = createHash('sha256');
  const buffer = new Uint8Array(PIECE_BYTES);
  let sizeBytes = 0;
  await using handle = await open(path, 'wx');
  const put = async (bytes: Uint8Array): Promise<void> => {
    hash.update(bytes);
    sizeBytes += bytes.length;
    await writeAll(handle, bytes);
  };
  await put(makeHeader(preset, tensors, vocabulary));
  for (const [index, tensor] of tensors.entries()) {
    for (const piece of tensorPieces(tensor, weights(tensor, index), buffer)) await put(piece);
  }
  await handle.sync();
  return { sizeBytes, sha256: hash.digest('hex') };
}
