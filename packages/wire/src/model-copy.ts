import { HanzoError, isErrorCode, type ErrorCode } from '@hanzo/contracts';
import { hanzo } from '../generated/hanzo-net-v1.js';
import { withLength } from './frame-reader.ts';
import { present, readBytes, readCount, readLabel, readList, readSha256 } from './read-fields.ts';

const v1 = hanzo.net.v1;

/** A model file is cut into chunks of this size; the last may be shorter. Bytes. */
export const MODEL_CHUNK_BYTES: number = 256 * 1024;

/** Largest frame of a model stream: a chunk and its place. Bytes. */
export const MODEL_FRAME_BYTES: number = MODEL_CHUNK_BYTES + 64;

/** Most chunk hashes in one frame. */
export const MODEL_HASHES_PER_FRAME: number = 8_000;

/** Most files that one answer lists. */
export const MOST_SHARED_MODELS = 256;

/** Larger files are not copied between members. Bytes. */
export const MOST_MODEL_BYTES: number = 2 ** 38;

/** A model file that a member shares. */
export interface SharedModel {
  /** What the member calls it, for people. */
  readonly name: string;
  readonly fileName: string;
  /** Hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Everything that travels on a model stream. Hashes are hex, unless they come as many. */
export type ModelMessage =
  /** Empty texts fit everything. */
  | { readonly kind: 'find'; readonly sha256: string; readonly name: string }
  | { readonly kind: 'found'; readonly models: readonly SharedModel[] }
  | { readonly kind: 'describe'; readonly sha256: string }
  | { readonly kind: 'outline'; readonly sizeBytes: number; readonly root: string }
  /** 32 bytes per chunk. */
  | { readonly kind: 'hashes'; readonly first: number; readonly hashes: Uint8Array }
  | { readonly kind: 'fetch'; readonly offset: number; readonly length: number }
  | { readonly kind: 'chunk'; readonly offset: number; readonly data: Uint8Array }
  | { readonly kind: 'hold'; readonly reason: string }
  | {
      readonly kind: 'refusal';
      readonly code: ErrorCode;
      readonly message: string;
      /** Milliseconds; 0: do not ask again. */
      readonly retryAfterMs: number;
    };

/** @throws HanzoError WIRE_TOO_LARGE */
export function encodeModelMessage(message: ModelMessage): Uint8Array {
  const body = v1.ModelFrame.encode(toProperties(message)).finish();
  if (body.length <= MODEL_FRAME_BYTES) return withLength(body);
  throw new HanzoError('WIRE_TOO_LARGE', `A ${message.kind} of ${body.length} bytes does not fit a model frame.`);
}

function toProperties(message: ModelMessage): hanzo.net.v1.ModelFrame.$Properties {
  switch (message.kind) {
    case 'find':
      return { find: { name: message.name, sha256: Buffer.from(message.sha256, 'hex') } };
    case 'found':
      return {
        found: { models: message.models.map((model) => ({ ...model, sha256: Buffer.from(model.sha256, 'hex') })) },
      };
    case 'describe':
      return { describe: { sha256: Buffer.from(message.sha256, 'hex') } };
    case 'outline':
      return { outline: { sizeBytes: message.sizeBytes, root: Buffer.from(message.root, 'hex') } };
    case 'hashes':
      return { hashes: message };
    case 'fetch':
      return { fetch: message };
    case 'chunk':
      return { chunk: message };
    case 'hold':
      return { hold: message };
    case 'refusal':
      return { refusal: message };
  }
}

/**
 * Reads one frame's bytes (without the length). Undefined for a kind that this version does not know.
 *
 * @throws HanzoError WIRE_INVALID
 */
export function decodeModelMessage(bytes: Uint8Array): ModelMessage | undefined {
  const frame = parse(bytes);
  if (frame.chunk) {
    const { offset, data } = frame.chunk;
    return {
      kind: 'chunk',
      offset: readCount(offset, 'chunk.offset', MOST_MODEL_BYTES),
      data: readBytes(data, 'chunk.data', MODEL_CHUNK_BYTES),
    };
  }
  return readQuestion(frame) ?? readAnswer(frame);
}

function parse(bytes: Uint8Array): hanzo.net.v1.ModelFrame {
  try {
    return v1.ModelFrame.decode(bytes);
  } catch (cause) {
    throw new HanzoError('WIRE_INVALID', 'The peer sent bytes that are no frame of a model stream.', { cause });
  }
}

function readQuestion({ find, describe, fetch }: hanzo.net.v1.ModelFrame): ModelMessage | undefined {
  if (find) {
    return { kind: 'find', sha256: readSha256(find.sha256, 'find.sha256'), name: readLabel(find.name, 'find.name') };
  }
  if (describe) return { kind: 'describe', sha256: readHash(describe.sha256, 'describe.sha256') };
  if (fetch) {
    const { offset, length } = fetch;
    return {
      kind: 'fetch',
      offset: readCount(offset, 'fetch.offset', MOST_MODEL_BYTES),
      length: readCount(length, 'fetch.length', MOST_MODEL_BYTES),
    };
  }
  return undefined;
}

function readAnswer({ found, outline, hashes, hold, refusal }: hanzo.net.v1.ModelFrame): ModelMessage | undefined {
  if (found) return { kind: 'found', models: readList(found.models, 'found.models', MOST_SHARED_MODELS, readShared) };
  if (outline) {
    return {
      kind: 'outline',
      sizeBytes: readCount(outline.sizeBytes, 'outline.size_bytes', MOST_MODEL_BYTES),
      root: readHash(outline.root, 'outline.root'),
    };
  }
  if (hashes) {
    const list = readBytes(hashes.hashes, 'hashes.hashes', 32 * MODEL_HASHES_PER_FRAME);
    if (list.length % 32 !== 0) throw new HanzoError('WIRE_INVALID', 'The peer sent a part of a chunk hash.');
    return { kind: 'hashes', first: readCount(hashes.first, 'hashes.first', MOST_MODEL_BYTES), hashes: list };
  }
  if (hold) return { kind: 'hold', reason: readLabel(hold.reason, 'hold.reason') };
  if (refusal) {
    const { code, message, retryAfterMs } = refusal;
    return {
      kind: 'refusal',
      code: isErrorCode(code) ? code : 'INTERNAL',
      message: readLabel(message, 'refusal.message', 1024),
      retryAfterMs: readCount(retryAfterMs, 'refusal.retry_after_ms', 3_600_000),
    };
  }
  return undefined;
}

function readShared(model: hanzo.net.v1.SharedModel.$Properties): SharedModel {
  return {
    name: readLabel(model.name, 'found.models.name'),
    fileName: readLabel(model.fileName, 'found.models.file_name'),
    sha256: readHash(model.sha256, 'found.models.sha256'),
    sizeBytes: readCount(model.sizeBytes, 'found.models.size_bytes', MOST_MODEL_BYTES),
  };
}

function readHash(value: Uint8Array | null | undefined, field: string): string {
  return present(readSha256(value, field) || undefined, field);
}
