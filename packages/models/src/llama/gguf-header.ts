import { open } from 'node:fs/promises';
import { HanzoError } from '@hanzo/contracts';
import { GgufReader, HeaderProblem, NeedMoreBytes, type HeaderValue } from './gguf-reader.ts';
import { readTensors, type TensorSizes } from './gguf-tensors.ts';
import { asNumber, readShape, type ModelShape } from './model-shape.ts';

/** What we read of a model file before llama.cpp sees it. */
export interface GgufHeader extends ModelShape, TensorSizes {
  readonly version: number;
  readonly architecture: string;
  /** What the model was trained for. */
  readonly contextTokens: number | undefined;
  readonly blockCount: number;
  readonly tensorCount: number;
  /** Of the file. */
  readonly sizeBytes: number;
  /** llama.cpp's number for how most weights are stored: 2 is Q4_0, 7 is Q8_0, 15 is Q4_K_M. */
  readonly fileType: number | undefined;
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
  'attention.layer_norm_rms_epsilon': [0, 1],
  'attention.layer_norm_epsilon': [0, 1],
  'rope.dimension_count': [0, 2 ** 16],
  'rope.freq_base': [0, 2 ** 64],
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
  const tensors = readTensors(reader, tensorCount, sizeBytes, values.get('general.alignment'));
  const architecture = values.get('general.architecture');
  if (typeof architecture !== 'string' || !/^[\w.-]{1,64}$/.test(architecture)) {
    throw new HeaderProblem('it names no architecture');
  }
  for (const [key, range] of Object.entries(RANGES)) checkRange(key, values.get(`${architecture}.${key}`), range);
  const shape = readShape(architecture, values);
  if (shape.blockCount > tensorCount) {
    throw new HeaderProblem(`it has ${shape.blockCount} layers but only ${tensorCount} tensors`);
  }
  return {
    version,
    architecture,
    contextTokens: asNumber(values.get(`${architecture}.context_length`)),
    tensorCount,
    sizeBytes,
    fileType: asNumber(values.get('general.file_type')),
    ...shape,
    ...tensors,
  };
}

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
    if (values.has(key)) throw new HeaderProblem(`it has ${key} twice`);
    values.set(key, reader.value(key));
  }
  return values;
}

function describe(value: HeaderValue): string {
  if (value === undefined) return 'missing';
  return typeof value === 'number' ? String(value) : 'no number';
}

/** A value may be one number or one per layer. */
function checkRange(key: string, value: HeaderValue, [least, most]: readonly [number, number]): void {
  const all: readonly HeaderValue[] = Array.isArray(value) ? (value as readonly number[]) : [value];
  for (const one of all) {
    if (one === undefined && key !== 'block_count') continue;
    // Per-layer lists have zeros for layers of another kind.
    const floor = Array.isArray(value) ? 0 : least;
    if (typeof one === 'number' && one >= floor && one <= most) continue;
    throw new HeaderProblem(`${key} is ${describe(one)}, not between ${least} and ${most}`);
  }
}
