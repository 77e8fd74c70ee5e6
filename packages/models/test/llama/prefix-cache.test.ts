import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Generation } from '@hanzo/contracts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startLlamaEngine, type LlamaEngine } from '../../src/llama/index.ts';
import { makeTinyModel, patient, temporaryDirectory, textRequest, tinyOptions } from './tiny-model.ts';
import { verifies } from '../../../../test/support/verifies.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let modelPath: string;

beforeAll(async () => {
  directory = await temporaryDirectory();
  modelPath = (await makeTinyModel(directory.path)).path;
});
afterAll(() => directory[Symbol.asyncDispose]());

const BASE = process.platform === 'linux' ? '/dev/shm' : tmpdir();

async function foldersOf(pid: number | undefined): Promise<string[]> {
  const names = await readdir(BASE);
  return names.filter((name) => name.startsWith(`hanzo-prefix-${pid}-`)).map((name) => join(BASE, name));
}

const SYSTEM = 'You review code for errors of every kind. '.repeat(20);

function ask(engine: LlamaEngine, prompt: string, system = SYSTEM): Promise<Generation> {
  return engine.generate(textRequest({ system, prompt, maxOutputTokens: 40, sampling: { temperature: 0 } }), patient());
}

it(verifies('llama.prefix-anywhere'), async () => {
  await using engine = await startLlamaEngine(tinyOptions(modelPath, { slots: 1 }));
  await using cold = await startLlamaEngine(tinyOptions(modelPath, { slots: 1, prefixCacheBytes: 0 }));
  const first = await ask(engine, 'Review the first function.');
  expect(first.usage.cachedInputTokens).toBe(0);
  // The one slot forgets it.
  await ask(engine, 'Something else.', 'Another system text, long enough for a snapshot of its own. '.repeat(12));
  const restored = await ask(engine, 'Review the second function, please.');
  const evaluated = await ask(cold, 'Review the second function, please.');
  expect(evaluated.usage.cachedInputTokens).toBe(0);
  expect(restored.usage.cachedInputTokens).toBeGreaterThan(200);
  expect(restored.usage.inputTokens - restored.usage.cachedInputTokens).toBeLessThan(60);
  expect(restored.text).toBe(evaluated.text);
  // And with the switch off, it was not the slot that remembered.
  await ask(cold, 'Something else.', 'Another system text, long enough for a snapshot of its own. '.repeat(12));
  expect((await ask(cold, 'Review the second function, please.')).usage.cachedInputTokens).toBeLessThan(20);
});

it('finds what prompts have in common without a system text', async () => {
  await using engine = await startLlamaEngine(tinyOptions(modelPath, { slots: 1 }));
  const file = 'export const total = price * count;\n'.repeat(15);
  await ask(engine, `${file}one`, '');
  // The second prompt shows what is common, and leaves a snapshot of it.
  await ask(engine, `${file}two`, '');
  await ask(engine, 'unrelated '.repeat(60), '');
  expect((await ask(engine, `${file}three`, '')).usage.cachedInputTokens).toBeGreaterThan(150);
});

it.each([
  ['a system text', SYSTEM, ''],
  ['a file', '', 'export const total = price * count;\n'.repeat(15)],
])(verifies('llama.prefix-once', '%s'), async (_, system, beginning) => {
  await using engine = await startLlamaEngine(tinyOptions(modelPath, { slots: 4 }));
  const answers = await Promise.all(
    ['one', 'two', 'three', 'four'].map((word) => ask(engine, `${beginning}${word}`, system)),
  );
  const evaluated = answers.map(({ usage }) => usage.inputTokens - usage.cachedInputTokens);
  const [least, , third, most] = evaluated.toSorted((a, b) => a - b);
  expect(least).toBeGreaterThan(0);
  expect(third).toBeLessThan(60);
  expect(most).toBeGreaterThan(150);
});

it('waits no longer for a prompt that is given up', async () => {
  await using engine = await startLlamaEngine(tinyOptions(modelPath, { slots: 4 }));
  const controller = new AbortController();
  const leader = engine.generate(textRequest({ system: SYSTEM }), { signal: controller.signal });
  const followers = ['two', 'three'].map((word) => ask(engine, word));
  setImmediate(() => controller.abort());
  await expect(leader).rejects.toMatchObject({ name: 'AbortError' });
  const answers = await Promise.all(followers);
  expect(answers.some(({ usage }) => usage.cachedInputTokens > 200)).toBe(true);
});

it('keeps within its bytes', async () => {
  await using engine = await startLlamaEngine(tinyOptions(modelPath, { slots: 1, prefixCacheBytes: 300_000 }));
  for (let round = 0; round < 8; round += 1) await ask(engine, 'x', `System text number ${round}. `.repeat(30));
  const [folder = ''] = await foldersOf(process.pid);
  const files = await readdir(folder);
  const sizes = await Promise.all(files.map(async (name) => (await stat(join(folder, name))).size));
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(300_000);
});

it.runIf(process.platform !== 'win32')(verifies('llama.prefix-cleared'), async () => {
  const engine = await startLlamaEngine(tinyOptions(modelPath, { slots: 1 }));
  await ask(engine, 'x');
  const [folder = ''] = await foldersOf(process.pid);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  const [file = ''] = await readdir(folder);
  expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
  await engine[Symbol.asyncDispose]();
  expect(await foldersOf(process.pid)).toEqual([]);

  const script = fileURLToPath(new URL('./parent-that-dies.ts', import.meta.url));
  const parent = spawn(process.execPath, ['--conditions=@hanzo/source', script, modelPath], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  expect(await foldersOf(parent.pid)).toHaveLength(1);
  // Child and parent at once: only the next engine can clean up.
  process.kill(Number(line.toString()), 'SIGSTOP');
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  process.kill(Number(line.toString()), 'SIGKILL');
  await using next = await startLlamaEngine(tinyOptions(modelPath, { slots: 1 }));
  await vi.waitFor(async () => expect(await foldersOf(parent.pid)).toEqual([]));
  expect(next.state).toBe('ready');
});
