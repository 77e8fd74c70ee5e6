import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startLlamaEngine } from '../../src/llama/index.ts';
import { makeTinyModel, patient, temporaryDirectory, textRequest, tinyOptions } from './tiny-model.ts';
import { verifies } from '../../../../test/support/verifies.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let modelPath: string;

beforeAll(async () => {
  directory = await temporaryDirectory();
  modelPath = (await makeTinyModel(directory.path)).path;
});
afterAll(() => directory[Symbol.asyncDispose]());

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it(verifies('llama.child-killed'), async () => {
  await using engine = await startLlamaEngine(tinyOptions(modelPath, { slots: 1 }));
  const firstPid = engine.pid ?? 0;
  const started = Promise.withResolvers<void>();
  const running = engine.generate(
    textRequest({ maxOutputTokens: 1900, sampling: { temperature: 0 } }),
    patient({ onText: () => started.resolve() }),
  );
  const waiting = engine.generate(textRequest(), patient());
  await started.promise;
  process.kill(firstPid, 'SIGKILL');
  await expect(running).rejects.toMatchObject({
    code: 'ENGINE_CRASHED',
    details: { signal: 'SIGKILL' },
    retryable: true,
  });
  expect((await waiting).usage.outputTokens).toBeGreaterThan(0);
  expect((await engine.generate(textRequest(), patient())).text).not.toBe('');
  expect(engine.pid).not.toBe(firstPid);
});

it('ends its child when it is disposed of', async () => {
  const engine = await startLlamaEngine(tinyOptions(modelPath));
  const pid = engine.pid ?? 0;
  const running = engine.generate(textRequest({ maxOutputTokens: 1900, sampling: { temperature: 0 } }), patient());
  const outcome = expect(running).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
  await engine[Symbol.asyncDispose]();
  await outcome;
  await engine.closed;
  expect(isAlive(pid)).toBe(false);
  await expect(engine.generate(textRequest(), patient())).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
  await engine[Symbol.asyncDispose]();
});

it('stops starting when told to', async () => {
  const controller = new AbortController();
  const starting = startLlamaEngine(tinyOptions(modelPath), controller.signal);
  setImmediate(() => controller.abort());
  await expect(starting).rejects.toMatchObject({ name: 'AbortError' });
});

it.runIf(process.platform === 'linux')(verifies('llama.no-keys'), async () => {
  vi.stubEnv('OPENAI_API_KEY', 'sk-secret');
  vi.stubEnv('HF_TOKEN', 'hf-secret');
  await using engine = await startLlamaEngine(tinyOptions(modelPath));
  vi.unstubAllEnvs();
  const environment = await readFile(`/proc/${engine.pid}/environ`, 'utf8');
  const names = environment.split('\0').map((entry) => entry.split('=')[0]);
  expect(environment).not.toContain('secret');
  const allowed = [
    '',
    'PATH',
    'HOME',
    'TMPDIR',
    'TEMP',
    'LANG',
    'NODE_CHANNEL_FD',
    'NODE_CHANNEL_SERIALIZATION_MODE',
    'UV_THREADPOOL_SIZE',
    'NODE_V8_COVERAGE',
  ];
  expect(names.filter((name) => !allowed.includes(name ?? ''))).toEqual([]);
});

it('does not leave its child behind when its own process is killed', async () => {
  const script = fileURLToPath(new URL('./parent-that-dies.ts', import.meta.url));
  const parent = spawn(process.execPath, ['--conditions=@hanzo/source', script, modelPath], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 5000 });
});

it('reports a model that llama.cpp refuses, once, and stops', async () => {
  const path = join(directory.path, 'strange.gguf');
  const bytes = await readFile(modelPath);
  // A tensor by another name: the header is fine, the model is not.
  bytes.write('xx', bytes.indexOf('blk.1.attn_q') + 4, 'latin1');
  await writeFile(path, bytes);
  await expect(startLlamaEngine(tinyOptions(path))).rejects.toMatchObject({ code: 'MODEL_INVALID', details: { path } });
});

it.skipIf(process.platform === 'win32')(verifies('llama.ctrl-c'), async () => {
  await using engine = await startLlamaEngine(tinyOptions(modelPath, { slots: 1 }));
  const started = Promise.withResolvers<void>();
  const running = engine.generate(
    textRequest({ maxOutputTokens: 400, sampling: { temperature: 0 } }),
    patient({ onText: () => started.resolve() }),
  );
  await started.promise;
  process.kill(engine.pid ?? 0, 'SIGINT');
  await expect(running).resolves.toMatchObject({ text: expect.any(String) });
});
