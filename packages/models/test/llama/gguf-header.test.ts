import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readGgufHeader } from '../../src/llama/index.ts';
import { makeTinyModel, temporaryDirectory } from './tiny-model.ts';
import { verifies } from '../../../../test/support/verifies.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let good: Buffer;

beforeAll(async () => {
  directory = await temporaryDirectory();
  good = await readFile((await makeTinyModel(directory.path)).path);
});
afterAll(() => directory[Symbol.asyncDispose]());

async function check(bytes: Buffer | string): Promise<unknown> {
  const path = join(directory.path, 'candidate.gguf');
  await writeFile(path, bytes);
  return readGgufHeader(path);
}

/** The model with a 32-bit value changed. */
function withNumber(key: string, value: number): Buffer {
  const bytes = Buffer.from(good);
  const at = bytes.indexOf(key);
  bytes.writeUInt32LE(value, at + key.length + 4);
  return bytes;
}

it('refuses a web page that was saved as a model', async () => {
  await expect(check('<!doctype html><title>Sign in</title>')).rejects.toMatchObject({
    code: 'MODEL_INVALID',
    message: expect.stringContaining('web page'),
  });
});

it('refuses a git-lfs pointer and an empty file', async () => {
  await expect(check('version https://git-lfs.github.com/spec/v1\n')).rejects.toThrow('git-lfs');
  await expect(check('')).rejects.toMatchObject({ code: 'MODEL_INVALID' });
});

it.each([4, 100, 5_000])('refuses a file cut after %i bytes, inside its header', async (length) => {
  await expect(check(good.subarray(0, length))).rejects.toThrow('cut download');
});

it('refuses a file that lacks its last weights', async () => {
  const path = join(directory.path, 'cut.gguf');
  await writeFile(path, good);
  await truncate(path, good.length - 1_000);
  await expect(readGgufHeader(path)).rejects.toThrow(/its weights need \d+/);
});

it.each([
  ['llama.attention.head_count', 0],
  ['llama.block_count', 0],
  ['llama.block_count', 4_000_000],
  ['llama.context_length', 4_000_000_000],
  ['llama.embedding_length', 0],
  // Not a number, in the bits of a float.
  ['llama.attention.layer_norm_rms_epsilon', 0xffff_ffff],
  // More layers than tensors.
  ['llama.block_count', 4000],
])('refuses %s = %i, which would end or hang llama.cpp', async (key, value) => {
  await expect(check(withNumber(key, value))).rejects.toMatchObject({ code: 'MODEL_INVALID' });
});

it.each([
  ['version', 4, 9],
  ['tensor count', 8, 0xffffffff],
  ['metadata count', 16, 0xffffffff],
  ['first key length', 24, 0x7fffffff],
])('refuses an absurd %s', async (_, at, value) => {
  const bytes = Buffer.from(good);
  bytes.writeUInt32LE(value, at);
  await expect(check(bytes)).rejects.toMatchObject({ code: 'MODEL_INVALID' });
});

it(verifies('llama.damaged-model'), async () => {
  for (let at = 0; at < 2_000; at += 7) {
    const bytes = Buffer.from(good);
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    const outcome = await check(bytes).catch((error: unknown) => error);
    if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'MODEL_INVALID' });
  }
});

it('refuses a key that comes twice', async () => {
  const bytes = Buffer.from(good);
  // Both keys have as many letters.
  bytes.write('llama.rope.freq_bas2', bytes.indexOf('llama.rope.freq_base'), 'latin1');
  expect(await check(bytes)).toMatchObject({ architecture: 'llama' });
  const [first, second] = ['tokenizer.ggml.bos_token_id', 'tokenizer.ggml.eos_token_id'] as const;
  bytes.write(first, bytes.indexOf(second), 'latin1');
  await expect(check(bytes)).rejects.toThrow('tokenizer.ggml.bos_token_id twice');
});

it('reads what the memory follows from', async () => {
  const path = join(directory.path, 'good.gguf');
  await writeFile(path, good);
  expect(await readGgufHeader(path)).toMatchObject({
    embeddingLength: 64,
    headCount: 4,
    keyValueHeads: [2, 2],
    keyLength: 16,
    valueLength: 16,
    feedForwardLength: 128,
    vocabularySize: 384,
    fileType: 7,
    repackedBytes: process.arch === 'arm64' ? expect.any(Number) : 0,
  });
});
