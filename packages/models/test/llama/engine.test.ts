import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonSchema } from '@hanzo/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLlamaEngine, type LlamaEngine } from '../../src/llama/index.ts';
import type { MadeModel } from '../../../../scripts/make-model.ts';
import { makeTinyModel, patient, temporaryDirectory, textRequest, tinyOptions } from './tiny-model.ts';
import { verifies } from '../../../../test/support/verifies.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let model: MadeModel;
let engine: LlamaEngine;

beforeAll(async () => {
  directory = await temporaryDirectory();
  model = await makeTinyModel(directory.path);
  engine = await startLlamaEngine(tinyOptions(model.path));
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

it('says what it runs', () => {
  expect(engine.info).toMatchObject({
    modelName: 'tiny',
    modelSha256: model.sha256,
    sizeBytes: model.sizeBytes,
    contextTokens: 2048,
    slots: 2,
    gpu: 'cpu',
  });
  expect(engine.pid).toBeGreaterThan(0);
});

describe('text', () => {
  it(verifies('llama.streams'), async () => {
    const pieces: string[] = [];
    const answer = await engine.generate(
      textRequest({ maxOutputTokens: 200 }),
      patient({ onText: (piece) => pieces.push(piece) }),
    );
    expect(answer.text.length).toBeGreaterThan(0);
    expect(pieces.join('')).toBe(answer.text);
    expect(answer.servedModel).toBe('tiny');
  });

  it(verifies('llama.same-seed'), async () => {
    const first = await engine.generate(textRequest({ sampling: { temperature: 1, seed: 42 } }), patient());
    const second = await engine.generate(textRequest({ sampling: { temperature: 1, seed: 42 } }), patient());
    const other = await engine.generate(textRequest({ sampling: { temperature: 1, seed: 43 } }), patient());
    expect(second.text).toBe(first.text);
    expect(other.text).not.toBe(first.text);
  });

  it('accepts seeds of any size, negative ones too', async () => {
    const sampling = { temperature: 1, seed: Number.MIN_SAFE_INTEGER };
    const first = await engine.generate(textRequest({ sampling }), patient());
    expect((await engine.generate(textRequest({ sampling }), patient())).text).toBe(first.text);
  });

  it('ends at the model’s end token or at the cap, and says which', async () => {
    const seeds = Array.from({ length: 8 }, (_, seed) => seed);
    const answers = await Promise.all(
      seeds.map((seed) =>
        engine.generate(textRequest({ maxOutputTokens: 300, sampling: { temperature: 1, seed } }), patient()),
      ),
    );
    for (const { finish, usage } of answers) expect(usage.outputTokens === 300).toBe(finish === 'length');
    expect(new Set(answers.map(({ finish }) => finish))).toEqual(new Set(['stop', 'length']));
  });

  it('never cuts a character in two, whatever bytes the model makes', async () => {
    for (let seed = 100; seed < 106; seed += 1) {
      const pieces: string[] = [];
      const answer = await engine.generate(
        textRequest({ maxOutputTokens: 150, sampling: { temperature: 2, seed } }),
        patient({ onText: (piece) => pieces.push(piece) }),
      );
      expect(pieces.join('')).toBe(answer.text);
      expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
    }
  });
});

describe('counting', () => {
  it('counts prompt, cached part and answer', async () => {
    const request = textRequest({ prompt: 'Review this: const total = price * count;', maxOutputTokens: 5 });
    const first = await engine.generate(request, patient());
    expect(first.usage).toMatchObject({ outputTokens: 5, reasoningTokens: 0 });
    expect(first.usage.inputTokens).toBeGreaterThan(30);
    const second = await engine.generate(request, patient());
    // All but the last token, which is evaluated to get the first new one.
    expect(second.usage).toEqual({ ...first.usage, cachedInputTokens: first.usage.inputTokens - 1 });
    expect(second.text).toBe(first.text);
  });

  it('reuses the common beginning of another prompt', async () => {
    const system = 'You review code for errors. '.repeat(20);
    const first = await engine.generate(textRequest({ system, prompt: 'one', maxOutputTokens: 2 }), patient());
    const second = await engine.generate(textRequest({ system, prompt: 'two', maxOutputTokens: 2 }), patient());
    expect(first.usage.inputTokens).toBeGreaterThan(200);
    expect(second.usage.cachedInputTokens).toBeGreaterThan(200);
  });

  it('measures waiting apart from work', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, seed) =>
        engine.generate(textRequest({ maxOutputTokens: 60, sampling: { temperature: 0.5, seed } }), patient()),
      ),
    );
    expect(answers[0]?.timings.queueMs).toBe(0);
    expect(answers[5]?.timings.queueMs).toBeGreaterThan(0);
    for (const { timings } of answers) expect(timings.totalMs).toBeGreaterThanOrEqual(timings.firstTokenMs);
  });

  it(verifies('llama.too-long'), async () => {
    const request = textRequest({ prompt: 'x y z '.repeat(1000), maxOutputTokens: 100 });
    await expect(engine.generate(request, patient())).rejects.toMatchObject({
      code: 'PROMPT_TOO_LONG',
      details: { maxOutputTokens: 100, contextTokens: 2048, promptTokens: expect.any(Number) },
      mend: expect.any(String),
    });
  });

  it('uses a context to its last token', async () => {
    const probe = await engine.generate(textRequest({ prompt: 'a '.repeat(500), maxOutputTokens: 1 }), patient());
    const room = 2048 - probe.usage.inputTokens;
    const request = textRequest({ prompt: 'a '.repeat(500), sampling: { temperature: 0 } });
    const full = await engine.generate({ ...request, maxOutputTokens: room }, patient());
    expect(full.usage.outputTokens).toBeLessThanOrEqual(room);
    await expect(engine.generate({ ...request, maxOutputTokens: room + 1 }, patient())).rejects.toMatchObject({
      code: 'PROMPT_TOO_LONG',
    });
  });
});

describe('JSON', () => {
  const schema: JsonSchema = {
    type: 'object',
    properties: {
      title: { type: 'string', maxLength: 24 },
      severity: { type: 'string', enum: ['low', 'high'] },
      lines: { type: 'array', items: { type: 'integer' }, maxItems: 3 },
      sure: { type: 'boolean' },
    },
    required: ['title', 'severity', 'lines', 'sure'],
    additionalProperties: false,
  };

  it(verifies('llama.schema'), async () => {
    const output = { kind: 'json', name: 'finding', schema } as const;
    for (let seed = 0; seed < 8; seed += 1) {
      const { text, finish } = await engine.generate(
        textRequest({ output, maxOutputTokens: 400, sampling: { temperature: 0.8, seed } }),
        patient(),
      );
      expect(finish).toBe('stop');
      const value = JSON.parse(text) as Record<string, unknown>;
      expect(Object.keys(value)).toEqual(['title', 'severity', 'lines', 'sure']);
      expect(['low', 'high']).toContain(value['severity']);
    }
  });

  it('says so when the cap cuts the value', async () => {
    const output = { kind: 'json', name: 'finding', schema } as const;
    const { finish, text } = await engine.generate(textRequest({ output, maxOutputTokens: 4 }), patient());
    expect(finish).toBe('length');
    expect(text.startsWith('{')).toBe(true);
  });
});

describe('cancelling', () => {
  const long = textRequest({ maxOutputTokens: 1900, sampling: { temperature: 0 } });

  it('rejects with the reason at once and frees the slots', async () => {
    const controller = new AbortController();
    const reason = new Error('the user changed their mind');
    const started = Promise.withResolvers<void>();
    const both = [1, 2].map(() =>
      engine.generate(long, { signal: controller.signal, onText: () => started.resolve() }),
    );
    await started.promise;
    const abortedAt = performance.now();
    controller.abort(reason);
    for (const outcome of await Promise.allSettled(both)) expect(outcome).toEqual({ status: 'rejected', reason });
    const next = await Promise.all(
      [1, 2].map((seed) => engine.generate(textRequest({ maxOutputTokens: 5, sampling: { seed } }), patient())),
    );
    expect(performance.now() - abortedAt).toBeLessThan(1000);
    expect(next.map(({ usage }) => usage.outputTokens)).toEqual([5, 5]);
  });

  it('stops while it reads a long prompt', async () => {
    const controller = new AbortController();
    const reading = engine.generate(textRequest({ prompt: 'some words '.repeat(120) }), { signal: controller.signal });
    setImmediate(() => controller.abort());
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    await engine.generate(textRequest(), patient());
  });

  it('forgets a request that still waits', async () => {
    const running = [1, 2].map(() => engine.generate({ ...long, maxOutputTokens: 300 }, patient()));
    const controller = new AbortController();
    const waiting = engine.generate(textRequest(), { signal: controller.signal });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await Promise.all(running);
  });

  it('does not begin what is cancelled already', async () => {
    await expect(engine.generate(textRequest(), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('files that are no model', () => {
  it('says how to get a missing one', async () => {
    await expect(startLlamaEngine(tinyOptions(join(directory.path, 'missing.gguf')))).rejects.toMatchObject({
      code: 'MODEL_NOT_INSTALLED',
      mend: 'Download it with `hanzo models pull tiny`.',
    });
  });

  it('refuses a web page before any process is started', async () => {
    const path = join(directory.path, 'page.gguf');
    await writeFile(path, '<html>rate limited</html>');
    await expect(startLlamaEngine(tinyOptions(path))).rejects.toMatchObject({ code: 'MODEL_INVALID' });
  });

  it('refuses absurd options', async () => {
    await expect(startLlamaEngine(tinyOptions(model.path, { slots: 33 }))).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
    await expect(engine.generate(textRequest({ maxOutputTokens: 0 }), patient())).rejects.toMatchObject({
      code: 'USAGE',
    });
  });
});
