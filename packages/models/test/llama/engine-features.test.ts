import { readdir, readFile } from 'node:fs/promises';
import { constants, getPriority } from 'node:os';
import type { EngineState } from '@hanzo/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { memoryNeed, readGgufHeader, startLlamaEngine, type LlamaEngine } from '../../src/llama/index.ts';
import { residentBytes } from '../../src/llama/load-guard.ts';
import { makeTinyModel, patient, temporaryDirectory, textRequest, tinyOptions } from './tiny-model.ts';
import { verifies } from '../../../../test/support/verifies.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let modelPath: string;
let engine: LlamaEngine;
const states: EngineState[] = [];

beforeAll(async () => {
  directory = await temporaryDirectory();
  modelPath = (await makeTinyModel(directory.path)).path;
  engine = await startLlamaEngine(tinyOptions(modelPath, { priority: 'low', onState: (state) => states.push(state) }));
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

describe('stop texts', () => {
  const request = textRequest({ maxOutputTokens: 120, sampling: { temperature: 0 } });

  it(verifies('llama.stop-texts'), async () => {
    const { text } = await engine.generate(request, patient());
    // A text from the middle, longer than a token.
    const stop = text.slice(40, 52);
    const pieces: string[] = [];
    const cut = await engine.generate(
      { ...request, stop: ['never in there', stop] },
      patient({ onText: (piece) => pieces.push(piece) }),
    );
    expect(cut.text).toBe(text.slice(0, text.indexOf(stop)));
    expect(cut.finish).toBe('stop');
    expect(pieces.join('')).toBe(cut.text);
    expect(cut.usage.outputTokens).toBeLessThan(120);
  });

  it('changes nothing when none comes', async () => {
    const plain = await engine.generate(request, patient());
    const other = await engine.generate({ ...request, stop: [`${plain.text}!`.slice(-20)] }, patient());
    expect(other.text).toBe(plain.text);
    expect(other.finish).toBe(plain.finish);
  });

  it.each([[['a', 'b', 'c', 'd', 'e']], [['']], [['x'.repeat(65)]]])('refuses %j', async (stop) => {
    await expect(engine.generate({ ...request, stop }, patient())).rejects.toMatchObject({
      code: 'USAGE',
      mend: expect.any(String),
    });
  });
});

describe('embeddings', () => {
  it(verifies('llama.embeds'), async () => {
    const texts = ['const total = price * count;', 'a review of a function', 'const total = price * count;'];
    const [first, second, third] = await engine.embed(texts, patient());
    for (const { vector } of [first!, second!, third!]) {
      expect(vector).toHaveLength(64);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
    }
    expect(third).toEqual(first);
    expect(second!.vector).not.toEqual(first!.vector);
    expect(first!.inputTokens).toBeGreaterThan(5);
  });

  it('makes the same ones while it generates, and however many come at once', async () => {
    const texts = Array.from({ length: 12 }, (_, index) => `text number ${index}`);
    const alone = await engine.embed(texts, patient());
    const [, ...together] = await Promise.all([
      engine.generate(textRequest({ maxOutputTokens: 200 }), patient()),
      ...texts.map((text) => engine.embed([text], patient())),
    ]);
    expect(together.flat()).toEqual(alone);
  });

  it('refuses what is too long before it evaluates anything, and nothing else', async () => {
    await expect(engine.embed(['short', 'long '.repeat(3000)], patient())).rejects.toMatchObject({
      code: 'PROMPT_TOO_LONG',
      details: { contextTokens: 2048, promptTokens: expect.any(Number) },
    });
    expect(await engine.embed([], patient())).toEqual([]);
    await expect(engine.embed([''], patient())).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('can be cancelled', async () => {
    const controller = new AbortController();
    const running = engine.embed(
      Array.from({ length: 500 }, (_, index) => `some words ${index}`),
      { signal: controller.signal },
    );
    setImmediate(() => controller.abort());
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(await engine.embed(['next'], patient())).toHaveLength(1);
  });
});

describe('the process', () => {
  it.runIf(process.platform === 'linux')(verifies('llama.humble'), async () => {
    const low = Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL);
    expect(engine.info.niceness).toBe(low);
    for (const task of await readdir(`/proc/${engine.pid}/task`)) {
      const stat = await readFile(`/proc/${engine.pid}/task/${task}/stat`, 'utf8');
      // The 19th field; the name before it may hold spaces.
      expect(Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16])).toBe(low);
    }
    await using normal = await startLlamaEngine(tinyOptions(modelPath, { priority: 'normal' }));
    expect(normal.info.niceness).toBe(getPriority());
  });

  it(verifies('llama.no-backend'), async () => {
    await expect(startLlamaEngine(tinyOptions(modelPath, { gpu: 'metal' }))).rejects.toMatchObject({
      code: 'ENGINE_MISSING',
      message: expect.stringContaining('what does:'),
      mend: expect.any(String),
    });
  });

  it.runIf(process.platform === 'linux')(verifies('llama.memory-need'), async () => {
    const header = await readGgufHeader(modelPath);
    await engine.generate(textRequest({ maxOutputTokens: 20 }), patient());
    const bytes = (await residentBytes(engine.pid ?? 0)) ?? 0;
    const need = memoryNeed(header, { contextTokens: 2048, slots: 2 });
    expect(bytes).toBeGreaterThan(0.5 * need);
    // The embedding context is on top: the tests before may have made one.
    expect(bytes).toBeLessThan(1.25 * need);
  });

  it.each([
    { gpuMemoryShare: 0 },
    { gpuMemoryShare: 1.5 },
    { gpuMemoryShare: Number.NaN },
    { prefixCacheBytes: -1 },
    { gpu: 'rocm' as 'cuda' },
  ])('refuses %j', async (options) => {
    await expect(startLlamaEngine(tinyOptions(modelPath, options))).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  // Last: it kills the engine's child.
  it(verifies('llama.threads'), async () => {
    await using other = await startLlamaEngine(tinyOptions(modelPath, { threads: 1 }));
    expect(() => other.setThreads(0)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
    const threadsOf = async (): Promise<number> => {
      await other.generate(textRequest({ maxOutputTokens: 3 }), patient());
      return other.info.threads;
    };
    expect(await threadsOf()).toBe(1);
    other.setThreads(2);
    expect(await threadsOf()).toBe(2);
    process.kill(other.pid ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(other.state).toBe('restarting'));
    expect(await threadsOf()).toBe(2);
    other.setThreads(1);
    expect(await threadsOf()).toBe(1);
  });

  it('tells when it is away and when it is back', async () => {
    expect(engine.state).toBe('ready');
    process.kill(engine.pid ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(states).toEqual(['restarting']));
    await engine.generate(textRequest(), patient());
    expect(engine.state).toBe('ready');
    await engine[Symbol.asyncDispose]();
    expect(engine.state).toBe('closed');
    expect(states).toEqual(['restarting', 'ready', 'closed']);
  });
});
