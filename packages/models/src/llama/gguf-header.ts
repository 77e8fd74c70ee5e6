import { open } from 'node:fs/promises';
import { HanzoError } from '@hanzo/contracts';
import { GgufReader, HeaderProblem, NeedMoreBytes, type HeaderValue } from './gguf-reader.ts';

/** What we read of a model file before llama.cpp sees it. */
export interface GgufHeader {
  readonly version: number;
  readonly architecture: string;
  /** What the model was trained for. */
  readonly contextTokens: number | undefined;
  readonly blockCount: number | undefined;
  readonly tensorCount: number;
  readonly sizeBytes: number;
}

const MAGIC = 0x46554747;
/** Most headers are 1-20 MB: vocabulary and merges. */
const FIRST_READ_BYTES = 2 ** 20;
const MOST_HEADER_BYTES = 2 ** 28;

/** Sane ranges, far beyond any published model. Values outside abort or hang llama.cpp, so it never sees them. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  context_length: [1, 2 ** 27],
  embedding_length: [1, 2 ** 20],
  block_count: [1, 4096],
  feed_forward_length: [0, 2 ** 24],
  'attention.head_count': [1, 2 ** 16],
  'attention.head_count_kv': [0, 2 ** 16],
};

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
  30: [2, 1],
};

/**
 * Reads and checks a GGUF file's header: magic, version, counts, the dimensions that matter, and that every tensor lies
 * inside the file. Rejects with MODEL_INVALID. A good header does not make a good model; it only stops the known ways to
 * crash or hang the loader, and truncated downloads.
 */
export async function readGgufHeader(path: string): Promise<GgufHeader> {
  await using handle = await open(path, 'r');
  const { size } = await handle.stat();
  for (let wanted = FIRST_READ_BYTES; ; wanted *= 4) {
    const bytes = Buffer.alloc(Math.min(wanted, size));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    try {
      return parseHeader(bytes.subarray(0, bytesRead), size);
    } catch (error) {
      if (error instanceof HeaderProblem) throw invalid(path, error.message);
      if (!(error instanceof NeedMoreBytes)) throw error;
      if (wanted >= size) throw invalid(path, `it ends after ${size} bytes, inside the header: a cut download`);
      if (wanted >= MOST_HEADER_BYTES) throw invalid(path, `its header is larger than ${MOST_HEADER_BYTES} bytes`);
    }
  }
}

function invalid(path: string, problem: string): HanzoError {
  return new HanzoError('MODEL_INVALID', `${path} is not a usable model: ${problem}.`, {
    details: { path, problem },
    mend: 'Remove the file and download it again with `hanzo models pull`.',
  });
}

/** Parses from the file's first bytes. Throws HeaderProblem or NeedMoreBytes. */
export function parseHeader(bytes: Buffer, sizeBytes: number): GgufHeader {
  checkBeginning(bytes);
  const reader = new GgufReader(bytes);
  reader.u32();
  const version = reader.u32();
  if (version !== 2 && version !== 3) throw new HeaderProblem(`GGUF version ${version} is unknown`);
  const tensorCount = reader.u64('the number of tensors', 2 ** 17);
  if (tensorCount === 0) throw new HeaderProblem('it has no tensors');
  const values = readMetadata(reader, reader.u64('the number of metadata entries', 2 ** 16));
  checkTensors(reader, tensorCount, sizeBytes, values.get('general.alignment'));
  const architecture = values.get('general.architecture');
  if (typeof architecture !== 'string' || !/^[\w.-]{1,64}$/.test(architecture)) {
    throw new HeaderProblem('it names no architecture');
  }
  for (const [key, range] of Object.entries(RANGES)) checkRange(key, values.get(`${architecture}.${key}`), range);
  return {
    version,
    architecture,
    contextTokens: asNumber(values.get(`${architecture}.context_length`)),
    blockCount: asNumber(values.get(`${architecture}.block_count`)),
    tensorCount,
    sizeBytes,
  };
}

const asNumber = (value: HeaderValue): number | undefined => (typeof value === 'number' ? value : undefined);

function checkBeginning(bytes: Buffer): void {
  if (bytes.length >= 4 && bytes.readUInt32LE(0) === MAGIC) return;
  const text = bytes.subarray(0, 256).toString('latin1').trimStart().toLowerCase();
  if (text.startsWith('<')) throw new HeaderProblem('it is a web page, probably an error or login page');
  if (text.startsWith('version https://git-lfs'))
    throw new HeaderProblem('it is a git-lfs pointer, not the file itself');
  throw new HeaderProblem('it does not begin like a GGUF file');
}

/** The values of the keys we check; the rest, vocabularies above all, is stepped over. */
function readMetadata(reader: GgufReader, count: number): Map<string, HeaderValue> {
  const values = new Map<string, HeaderValue>();
  for (let index = 0; index < count; index += 1) {
    const key = reader.string('a metadata key', 2 ** 16);
    values.set(key, reader.value(key));
  }
  return values;
}

/** A value may be one number or one per layer. */
function checkRange(key: string, value: HeaderValue, [least, most]: readonly [number, number]): void {
  const all = Array.isArray(value) ? (value as readonly number[]) : [value];
  for (const one of all) {
    if (one === undefined && key !== 'block_count') continue;
    // Per-layer lists have zeros for layers of another kind.
    const floor = Array.isArray(value) ? 0 : least;
    if (typeof one === 'number' && one >= floor && one <= most) continue;
    throw new HeaderProblem(`${key} is ${String(one ?? 'missing')}, not between ${least} and ${most}`);
  }
}

function checkTensors(reader: GgufReader, count: number, sizeBytes: number, alignmentValue: HeaderValue): void {
  const alignment = alignmentValue ?? 32;
  if (typeof alignment !== 'number' || alignment < 1 || alignment > 2 ** 20)
    throw new HeaderProblem('its alignment is absurd');
  let lastEnd = 0;
  for (let index = 0; index < count; index += 1) {
    const name = reader.string('a tensor name', 1024);
    const dimensions = reader.u32();
    if (dimensions < 1 || dimensions > 4) throw new HeaderProblem(`tensor ${name} has ${dimensions} dimensions`);
    let numbers = 1;
    for (let axis = 0; axis < dimensions; axis += 1) numbers *= reader.u64(`a dimension of ${name}`, 2 ** 40);
    const [bytes, block] = TENSOR_TYPES[reader.u32()] ?? [0, 1];
    lastEnd = Math.max(lastEnd, reader.u64(`the offset of ${name}`, 2 ** 53 - 1) + (numbers / block) * bytes);
  }
  const dataStart = Math.ceil(reader.position / alignment) * alignment;
  if (dataStart + lastEnd <= sizeBytes) return;
  throw new HeaderProblem(`it has ${sizeBytes} bytes but its weights need ${dataStart + lastEnd}: a cut download`);
}
