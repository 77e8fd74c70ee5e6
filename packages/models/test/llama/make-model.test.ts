import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeModel } from '../../../../scripts/make-model.ts';
import { halfBits } from '../../../../scripts/gguf/quantise.ts';
import { readGgufHeader } from '../../src/llama/index.ts';
import { hashFile } from '../../src/llama/model-hash.ts';
import { temporaryDirectory } from './tiny-model.ts';

it('writes the same bytes for the same seed, on every machine', async () => {
  await using directory = await temporaryDirectory();
  const first = await makeModel({ out: join(directory.path, 'a.gguf'), seed: 7 });
  const second = await makeModel({ out: join(directory.path, 'b.gguf'), seed: 7 });
  const other = await makeModel({ out: join(directory.path, 'c.gguf'), seed: 8 });
  expect(await readFile(first.path)).toEqual(await readFile(second.path));
  expect(other.sha256).not.toBe(first.sha256);
  expect(first.sha256).toBe('feb661387c0f44bf02e61bbfcb122a625e758bd25a5731961f92b91f4c97dbe0');
});

it('reports the size and hash of what it wrote, and leaves nothing else', async () => {
  await using directory = await temporaryDirectory();
  const made = await makeModel({ out: join(directory.path, 'tiny.gguf') });
  expect(made.sha256).toBe(await hashFile(made.path));
  expect(made.sizeBytes).toBeLessThan(1_000_000);
  expect(await readdir(directory.path)).toEqual(['tiny.gguf']);
});

it('writes a header that our own reader accepts', async () => {
  await using directory = await temporaryDirectory();
  const made = await makeModel({ out: join(directory.path, 'tiny.gguf') });
  expect(await readGgufHeader(made.path)).toMatchObject({
    version: 3,
    architecture: 'llama',
    contextTokens: 8192,
    blockCount: 2,
  });
});

it.each([
  [1, 0x3c00],
  [0.5, 0x3800],
  [2, 0x4000],
  [1.5, 0x3e00],
])('encodes %f as a half', (value, bits) => {
  expect(halfBits(value)).toBe(bits);
});
