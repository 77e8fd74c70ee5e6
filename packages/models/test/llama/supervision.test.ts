import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '@hanzo/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEngineWith } from '../../src/llama/engine.ts';
import {
  DEFAULT_POLICY,
  type EnginePolicy,
  type LlamaEngine,
  type LlamaEngineOptions,
} from '../../src/llama/options.ts';
import { makeTinyModel, patient, temporaryDirectory, textRequest, tinyOptions } from './tiny-model.ts';
import { verifies } from '../../../../test/support/verifies.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let modelPath: string;

beforeAll(async () => {
  directory = await temporaryDirectory();
  modelPath = (await makeTinyModel(directory.path)).path;
});
afterAll(() => directory[Symbol.asyncDispose]());

const quick: Partial<EnginePolicy> = { firstBackOffMs: 1, longestBackOffMs: 4, graceMs: 50 };

/** An engine with the scripted child, started the way `name` says. */
async function start(
  name: string,
  policy: Partial<EnginePolicy> = {},
  options: Partial<LlamaEngineOptions> = {},
): Promise<LlamaEngine> {
  const path = join(directory.path, `${name}.gguf`);
  await copyFile(modelPath, path);
  const parts = {
    childUrl: new URL('./scripted-child.ts', import.meta.url),
    policy: { ...DEFAULT_POLICY, ...quick, ...policy },
  };
  return startEngineWith(parts, tinyOptions(path, options));
}

const ask = (prompt: string) => textRequest({ prompt });

it.each([
  ['refused', 'MODEL_INVALID'],
  ['too-large', 'ENGINE_FAILED'],
  ['no-binary', 'ENGINE_MISSING'],
  ['aborts', 'MODEL_INVALID'],
])('gives up at once when the first start is %s', async (name, code) => {
  await expect(start(name)).rejects.toMatchObject({ code });
  expect(await readFile(join(directory.path, `${name}.gguf.starts`), 'utf8')).toBe('.');
});

it('does not wait for ever for a model to load', async () => {
  await expect(start('silent', {}, { startTimeoutMs: 300 })).rejects.toMatchObject({
    code: 'ENGINE_FAILED',
    message: expect.stringContaining('was not loaded within'),
  });
});

it('says what a crashed child said last', async () => {
  await using engine = await start('crash');
  await expect(engine.generate(ask('die'), patient())).rejects.toMatchObject({
    code: 'ENGINE_CRASHED',
    message: expect.stringMatching(/SIGABRT.*ggml_abort: something is wrong/s),
  });
  expect((await engine.generate(ask('fine'), patient())).text).toBe('fine');
});

it(verifies('llama.hang'), async () => {
  await using engine = await start('hang', { silenceMs: 200 });
  await expect(engine.generate(ask('hang'), patient())).rejects.toMatchObject({
    code: 'ENGINE_CRASHED',
    message: expect.stringContaining('no sign of life'),
  });
  expect((await engine.generate(ask('fine'), patient())).text).toBe('fine');
});

it('kills a child that talks but gets nothing done', async () => {
  await using engine = await start('stall');
  await expect(engine.generate(ask('stall'), patient())).rejects.toThrow('no progress for 3600 s');
});

it('leaves an idle child alone, however silent', async () => {
  await using engine = await start('idle', { silenceMs: 40 });
  const { pid } = engine;
  // Several times the patience for a working child.
  await systemClock.sleep(120);
  expect((await engine.generate(ask('fine'), patient())).text).toBe('fine');
  expect(engine.pid).toBe(pid);
});

it('gives up after five failures in a row', async () => {
  const engine = await start('once');
  await expect(engine.generate(ask('die'), patient())).rejects.toMatchObject({ code: 'ENGINE_CRASHED' });
  const waiting = expect(engine.generate(ask('fine'), patient())).rejects.toMatchObject({ code: 'MODEL_INVALID' });
  await engine.closed;
  await waiting;
  expect(engine.pid).toBeUndefined();
  expect(await readFile(join(directory.path, 'once.gguf.starts'), 'utf8')).toBe('.....');
  await engine[Symbol.asyncDispose]();
});

it('forgives failures after a time of health', async () => {
  await using engine = await start('healthy', { mostFailures: 2, healthyMs: 0 });
  for (let crash = 0; crash < 4; crash += 1) {
    await expect(engine.generate(ask('die'), patient())).rejects.toMatchObject({ code: 'ENGINE_CRASHED' });
  }
  expect((await engine.generate(ask('fine'), patient())).text).toBe('fine');
});

it('tells callers that their job is alive while there is no text', async () => {
  await using engine = await start('alive');
  const controller = new AbortController();
  let beats = 0;
  const waiting = engine.generate(ask('wait'), {
    signal: controller.signal,
    onAlive: () => {
      beats += 1;
      if (beats === 3) controller.abort();
    },
  });
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  expect(beats).toBe(3);
});

it('kills a child that does not go when asked', async () => {
  const engine = await start('deaf');
  const pid = engine.pid ?? 0;
  await engine[Symbol.asyncDispose]();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});
