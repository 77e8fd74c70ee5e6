import { HeaderProblem, type GgufReader, type HeaderValue } from './gguf-reader.ts';

/** What the weights take. Bytes. */
export interface TensorSizes {
  readonly weightBytes: number;
  /** Of these, matrices that llama.cpp keeps a second time on the CPU, in an order that its kernels like. */
  readonly repackedBytes: number;
}

/** Bytes per block and numbers per block of the common tensor types. Others are checked less exactly. */
const TENSOR_TYPES: Readonly<Record<number, readonly [bytes: number, numbers: number]>> = {
  0: [4, 1],
  1: [2, 1],
  2: [18, 32],
  3: [20, 32],
  6: [22, 32],
  7: [24, 32],
  8: [34, 32],
  10: [84, 256],
  11: [110, 256],
  12: [144, 256],
  13: [176, 256],
  14: [210, 256],
  20: [18, 32],
  30: [2, 1],
  39: [17, 32],
};

/** Q4_0, Q2_K, Q4_K, IQ4_NL and MXFP4 everywhere; Q8_0, Q5_K and Q6_K on ARM as well. */
const REPACKED_TYPES: ReadonlySet<number> = new Set(
  process.arch === 'arm64' ? [2, 8, 10, 12, 13, 14, 20, 39] : [2, 10, 12, 20, 39],
);

/** ggml's highest type number and then some. Beyond it ggml reads past the end of a table. */
const MOST_TENSOR_TYPE = 63;

/** Reads the table of tensors, and refuses one that points outside the file. */
export function readTensors(
  reader: GgufReader,
  count: number,
  sizeBytes: number,
  alignmentValue: HeaderValue,
): TensorSizes {
  const alignment = alignmentValue ?? 32;
  if (typeof alignment !== 'number' || alignment < 1 || alignment > 2 ** 20)
    throw new HeaderProblem('its alignment is absurd');
  const names = new Set<string>();
  let lastEnd = 0;
  let weightBytes = 0;
  let repackedBytes = 0;
  for (let index = 0; index < count; index += 1) {
    const { name, type, bytes, offset, dimensions } = readTensor(reader);
    if (names.has(name)) throw new HeaderProblem(`it has the tensor ${name} twice`);
    names.add(name);
    lastEnd = Math.max(lastEnd, offset + bytes);
    weightBytes += bytes;
    if (dimensions > 1 && REPACKED_TYPES.has(type)) repackedBytes += bytes;
  }
  const dataStart = Math.ceil(reader.position / alignment) * alignment;
  if (dataStart + lastEnd <= sizeBytes) return { weightBytes, repackedBytes };
  throw new HeaderProblem(`it has ${sizeBytes} bytes but its weights need ${dataStart + lastEnd}: a cut download`);
}

interface TensorEntry {
  readonly name: string;
  readonly dimensions: number;
  readonly type: number;
  /** 0 for types we do not know. */
  readonly bytes: number;
  /** From the start of the data. */
  readonly offset: number;
}

function readTensor(reader: GgufReader): TensorEntry {
  const name = reader.string('a tensor name', 1024);
  const dimensions = reader.u32();
  if (dimensions < 1 || dimensions > 4) throw new HeaderProblem(`tensor ${name} has ${dimensions} dimensions`);
  let numbers = 1;
  for (let axis = 0; axis < dimensions; axis += 1) {
    const length = reader.u64(`a dimension of ${name}`, 2 ** 40);
    if (length === 0) throw new HeaderProblem(`tensor ${name} is empty`);
    numbers *= length;
  }
  const type = reader.u32();
  if (type > MOST_TENSOR_TYPE) throw new HeaderProblem(`tensor ${name} has the unknown type ${type}`);
  const [blockBytes, block] = TENSOR_TYPES[type] ?? [0, 1];
  const offset = reader.u64(`the offset of ${name}`, 2 ** 53 - 1);
  return { name, dimensions, type, bytes: (numbers / block) * blockBytes, offset };
}
