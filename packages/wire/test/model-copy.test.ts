import { describe, expect, it } from 'vitest';
import { LENGTH_BYTES } from '../src/frame-reader.ts';
import {
  decodeModelMessage,
  encodeModelMessage,
  MODEL_CHUNK_BYTES,
  MODEL_FRAME_BYTES,
  MODEL_HASHES_PER_FRAME,
  type ModelMessage,
} from '../src/index.ts';
import { hanzo } from '../generated/hanzo-net-v1.js';
import { verifies } from '../../../test/support/verifies.ts';

const sha256 = 'ab'.repeat(32);
const MESSAGES: readonly ModelMessage[] = [
  { kind: 'find', sha256, name: '' },
  { kind: 'find', sha256: '', name: 'llama3.2' },
  { kind: 'found', models: [{ name: 'llama3.2', fileName: 'a.gguf', sha256, sizeBytes: 2_019_377_696 }] },
  { kind: 'describe', sha256 },
  { kind: 'outline', sizeBytes: 2_019_377_696, root: sha256 },
  { kind: 'hashes', first: 8_000, hashes: new Uint8Array(64).fill(7) },
  { kind: 'fetch', offset: 262_144, length: 1_000 },
  { kind: 'chunk', offset: 2_000_000_000, data: new Uint8Array([1, 2, 3]) },
  { kind: 'hold', reason: 'reading a.gguf' },
  { kind: 'refusal', code: 'WORKER_DECLINED', message: 'busy', retryAfterMs: 2_000 },
];

const body = (message: ModelMessage): Uint8Array => encodeModelMessage(message).subarray(LENGTH_BYTES);
const bytesOf = (frame: object): Uint8Array => hanzo.net.v1.ModelFrame.encode(frame).finish();

describe('messages of a model stream', () => {
  it.each(MESSAGES.map((message) => [message.kind, message] as const))(
    verifies('wire.round-trip', '%s'),
    (_, message) => {
      expect(decodeModelMessage(body(message))).toEqual(message);
    },
  );

  it('a whole chunk and a full list of hashes fit their frames', () => {
    const chunk = body({ kind: 'chunk', offset: 2 ** 37, data: new Uint8Array(MODEL_CHUNK_BYTES) });
    expect(chunk.length).toBeLessThanOrEqual(MODEL_FRAME_BYTES);
    const hashes = body({ kind: 'hashes', first: 2 ** 30, hashes: new Uint8Array(32 * MODEL_HASHES_PER_FRAME) });
    expect(hashes.length).toBeLessThanOrEqual(MODEL_FRAME_BYTES);
    const tooLong = { kind: 'chunk', offset: 0, data: new Uint8Array(MODEL_FRAME_BYTES) } as const;
    expect(() => encodeModelMessage(tooLong)).toThrow(/does not fit/);
  });

  it.each([
    ['a chunk that is too long', { chunk: { offset: 0, data: new Uint8Array(MODEL_CHUNK_BYTES + 1) } }],
    ['a part of a hash', { hashes: { first: 0, hashes: new Uint8Array(33) } }],
    ['a short sha256', { describe: { sha256: new Uint8Array(31) } }],
    ['no sha256', { describe: {} }],
    ['an absurd size', { outline: { sizeBytes: 2 ** 50, root: new Uint8Array(32) } }],
    ['too many models', { found: { models: Array.from({ length: 257 }, () => ({ sha256: new Uint8Array(32) })) } }],
  ])(verifies('wire.hostile-bytes', '%s'), (_, frame) => {
    expect(() => decodeModelMessage(bytesOf(frame))).toThrow(/^The peer sent/);
  });

  it('reads an unknown code as INTERNAL, and a frame of a kind to come as nothing', () => {
    expect(decodeModelMessage(bytesOf({ refusal: { code: 'NEW', message: '' } }))).toMatchObject({ code: 'INTERNAL' });
    expect(decodeModelMessage(new Uint8Array())).toBeUndefined();
    expect(decodeModelMessage(new Uint8Array([0xfa, 0x01, 0x00]))).toBeUndefined();
    expect(() => decodeModelMessage(new Uint8Array([0xff]))).toThrow(/no frame of a model stream/);
  });
});
