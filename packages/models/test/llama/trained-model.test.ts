import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';
import { verifies } from '../../../../test/support/verifies.ts';
import { writeRandomTwin } from '../../../../bench/embedded-model/random-twin.ts';
import { exportModel } from '../../../../scripts/embedded-model/export.ts';
import { packExamples } from '../../../../scripts/embedded-model/pack-examples.ts';
import { Tokenizer, trainVocabulary } from '../../../../scripts/embedded-model/tokenizer.ts';
import { halfBits, halfValue, quantiseQ8 } from '../../../../scripts/gguf/quantise.ts';
import { readGgufHeader, startLlamaEngine } from '../../src/llama/index.ts';
import { patient, temporaryDirectory, textRequest, tinyOptions } from './tiny-model.ts';

const PYTHON = '/usr/bin/python3';
const TRAINER = join(import.meta.dirname, '../../../../scripts/embedded-model/train.py');
const hasTorch = spawnSync(PYTHON, ['-c', 'import torch']).status === 0;

/** Few and short: a model learns them by heart in seconds. Before the facts stands what the first part of the training leaves out. */
const EXAMPLES = ['getUser', 'parse_html', 'isGlorp', 'x'].map((name) => ({
  prompt: `File "a.ts":\nThe function to document, with its names in words:\nfunction "${name}"`,
  answer: `{"summary":"Does ${name}."}`,
}));
const SHAPE = { embedding: 64, layers: 2, heads: 2, 'key-value-heads': 1, 'feed-forward': 96, 'batch-tokens': 256 };
const STEPS = 60;

/** What tokenizers have split differently before. */
const TRICKY = [
  "we're don't I'LL 's ’s two  spaces\n\n\ttabs \t x\r\n",
  'naïve 日本語 👩‍👩‍👧 no-break\u00a0ideographic\u3000next\u0085line\u2028paragraph\ufeff \u200b',
  '<|bos|><|hanzo_end|> "a":"b",[{}] 123abc4５ ٣٤ Ⅷ ½ e\u0301',
  ' ',
  '\n\n\n a ',
  'export const x = (y: Map<string, number>): void => {\n    return;\n  }  \n',
  'function "getUser"',
];

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let data: string;

beforeAll(async () => {
  directory = await temporaryDirectory();
  data = join(directory.path, 'data');
  packExamples(data, { vocabulary: TRICKY, size: 300, train: [...EXAMPLES, ...EXAMPLES], valid: EXAMPLES });
});
afterAll(() => directory[Symbol.asyncDispose]());

/** A checkpoint like those of train.py, of one small block. */
function writeCheckpoint(folder: string): string {
  const shape = { embedding: 64, layers: 1, heads: 2, keyValueHeads: 2, feedForward: 96, ropeBase: 10_000 };
  const sizes: Readonly<Record<string, readonly number[]>> = {
    token_embd: [64, tokenCount()],
    output_norm: [64],
    ...Object.fromEntries(['attn_q', 'attn_k', 'attn_v', 'attn_output'].map((name) => [`blk.0.${name}`, [64, 64]])),
    ...Object.fromEntries(['attn_norm', 'ffn_norm'].map((name) => [`blk.0.${name}`, [64]])),
    ...Object.fromEntries(['ffn_gate', 'ffn_up'].map((name) => [`blk.0.${name}`, [64, 96]])),
    'blk.0.ffn_down': [96, 64],
  };
  let offset = 0;
  const tensors = Object.entries(sizes).map(([name, size]) => {
    const tensor = { name: `${name}.weight`, shape: size, offset };
    offset += 4 * size.reduce((product, length) => product * length, 1);
    return tensor;
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'weights.json'), JSON.stringify({ ...shape, tensors }));
  const numbers = Float32Array.from({ length: offset / 4 }, (_, at) => Math.sin(at * 0.7) / 4);
  writeFileSync(join(folder, 'weights.bin'), new Uint8Array(numbers.buffer));
  return folder;
}

function readTokenizer(): Tokenizer {
  return new Tokenizer(JSON.parse(readFileSync(join(data, 'vocabulary.json'), 'utf8')));
}

function tokenCount(): number {
  return JSON.parse(readFileSync(join(data, 'vocabulary.json'), 'utf8')).tokens.length;
}

it('learns merges from the most frequent neighbours, and never across words', () => {
  const { tokens, merges } = trainVocabulary(['ab ab ab'], 262);
  expect(merges).toEqual(['a b', 'Ġ ab']);
  expect(tokens.slice(256)).toEqual(['ab', 'Ġab', '<|bos|>', '<|hanzo_prompt|>', '<|hanzo_answer|>', '<|hanzo_end|>']);
});

it('gives back every text from its tokens', () => {
  const tokenizer = readTokenizer();
  for (const text of TRICKY) expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
});

it('keeps each number of a block within half a step', () => {
  const numbers = Float32Array.from({ length: 64 }, (_, at) => (at < 32 ? Math.sin(at) : 1e-9));
  const blocks = new Uint8Array(68);
  quantiseQ8(blocks, numbers);
  const step = halfValue((blocks[0] ?? 0) | ((blocks[1] ?? 0) << 8));
  expect(step).toBeCloseTo(0.9999 / 127, 4);
  const values = new Int8Array(blocks.buffer, 2, 32);
  for (const [at, value] of values.entries())
    expect(Math.abs(value * step - (numbers[at] ?? 0))).toBeLessThanOrEqual(step * 0.500_01);
  expect(blocks.subarray(36).every((byte) => byte === 0)).toBe(true);
  expect(halfValue(halfBits(0.3))).toBeCloseTo(0.3, 3);
});

it(verifies('llama.trained-tokens'), async () => {
  const checkpoint = writeCheckpoint(join(directory.path, 'made-up'));
  const made = await exportModel({ data, checkpoint, out: join(directory.path, 'made-up.gguf') });
  const llama = await getLlama({ gpu: false, build: 'never', logLevel: LlamaLogLevel.disabled });
  await using model = await llama.loadModel({ modelPath: made.path, vocabOnly: true });
  const tokenizer = readTokenizer();
  for (const text of TRICKY) expect(model.tokenize(text, false, 'trimLeadingSpace')).toEqual(tokenizer.encode(text));
  expect(model.tokenize('<|hanzo_answer|>', true)).toEqual([tokenizer.marker('<|hanzo_answer|>')]);
  expect(model.tokens.eos).toBe(tokenizer.marker('<|hanzo_end|>'));
});

it('refuses a checkpoint of another shape', async () => {
  const checkpoint = writeCheckpoint(join(directory.path, 'other'));
  const stored = JSON.parse(readFileSync(join(checkpoint, 'weights.json'), 'utf8'));
  writeFileSync(join(checkpoint, 'weights.json'), JSON.stringify({ ...stored, feedForward: 128 }));
  const exported = exportModel({ data, checkpoint, out: join(directory.path, 'other.gguf') });
  await expect(exported).rejects.toMatchObject({ code: 'MODEL_INVALID' });
});

it('has a twin of random weights that differs in nothing else', async () => {
  const checkpoint = writeCheckpoint(join(directory.path, 'before-twin'));
  const made = await exportModel({ data, checkpoint, out: join(directory.path, 'before-twin.gguf') });
  const twin = join(directory.path, 'twin.gguf');
  await writeRandomTwin(made.path, twin);
  expect(await readGgufHeader(twin)).toEqual(await readGgufHeader(made.path));
  const [bytes, others] = [readFileSync(made.path), readFileSync(twin)];
  const weights = bytes.length - (await readGgufHeader(twin)).weightBytes;
  expect(others.subarray(0, weights).equals(bytes.subarray(0, weights))).toBe(true);
  const same = bytes.subarray(weights).filter((byte, at) => byte === others[weights + at]);
  expect(same.length).toBeLessThan((bytes.length - weights) / 10);
  await using engine = await startLlamaEngine(tinyOptions(twin, { contextTokens: 512 }));
  expect((await engine.generate(textRequest({ maxOutputTokens: 5 }), patient())).usage.outputTokens).toBeGreaterThan(0);
});

/** Trains on two processes to the end. `more` comes last and counts. */
function trainerArguments(out: string, ...more: readonly string[]): readonly string[] {
  const shape = Object.entries(SHAPE).flatMap(([name, size]) => [`--${name}`, `${size}`]);
  return [TRAINER, '--data', data, '--out', out, '--steps', `${STEPS}`, '--processes', '2', ...shape, ...more];
}

function stepsIn(run: string): readonly number[] {
  return readFileSync(join(run, 'loss-curve.csv'), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => Number(line.split(',')[0]));
}

/** Lets a run come to its first steps, kills one of its processes, and waits until none is left: all hold the pipes open. */
async function trainUntilKilled(out: string, whom: 'first' | 'helper'): Promise<{ code: number | null; said: string }> {
  const each = ['--validate-every', '0', '--checkpoint-every', '0'];
  const child = spawn(PYTHON, trainerArguments(out, ...each), { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let isKilled = false;
  const ended = once(child, 'close');
  child.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
  child.stdout.on('data', (piece: Buffer) => {
    said += piece.toString();
    if (isKilled || !said.includes('step=9 ')) return;
    isKilled = true;
    const helpers = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ');
    process.kill(whom === 'first' ? (child.pid ?? 0) : Number(helpers[0]), 'SIGKILL');
  });
  await ended;
  return { code: child.exitCode, said };
}

describe.skipIf(!hasTorch || process.platform !== 'linux')(
  'train.py (needs python3-torch)',
  { timeout: 120_000 },
  () => {
    const whole = (): string => join(directory.path, 'run');

    it('says after training what it was taught', async () => {
      execFileSync(PYTHON, trainerArguments(whole()), { stdio: 'pipe' });
      const checkpoint = join(whole(), 'checkpoint');
      const made = await exportModel({ data, checkpoint, out: join(directory.path, 'taught.gguf') });
      await using engine = await startLlamaEngine(tinyOptions(made.path, { contextTokens: 512 }));
      for (const { prompt, answer } of EXAMPLES) {
        const request = textRequest({ prompt, maxOutputTokens: 60, sampling: { temperature: 0 } });
        expect((await engine.generate(request, patient())).text).toBe(answer);
      }
    });

    it('goes on after a stop to the same bytes, and adds nothing once it is over', async () => {
      const out = join(directory.path, 'stopped');
      await trainUntilKilled(out, 'first');
      expect(stepsIn(out).at(-1)).toBeLessThan(STEPS);
      execFileSync(PYTHON, trainerArguments(out, '--resume'), { stdio: 'pipe' });
      const weights = (run: string): Buffer => readFileSync(join(run, 'checkpoint', 'weights.bin'));
      expect(weights(out).equals(weights(whole()))).toBe(true);
      const steps = stepsIn(out);
      expect(steps).toEqual([...new Set(steps)].toSorted((a, b) => a - b));
      expect(steps.at(-1)).toBe(STEPS);
      execFileSync(PYTHON, trainerArguments(out, '--resume'), { stdio: 'pipe' });
      expect(stepsIn(out)).toEqual(steps);
    });

    it('ends with a word when one of its processes dies', async () => {
      const { code, said } = await trainUntilKilled(join(directory.path, 'died'), 'helper');
      expect(code).toBe(1);
      expect(said).toContain('--resume goes on');
    });
  },
);
