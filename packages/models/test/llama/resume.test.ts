import type { GenerateRequest, Generation, JsonSchema } from '@hanzo/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLlamaEngine, type LlamaEngine } from '../../src/llama/index.ts';
import { makeTinyModel, patient, temporaryDirectory, textRequest, tinyOptions } from './tiny-model.ts';
import { verifies } from '../../../../test/support/verifies.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let engine: LlamaEngine;

beforeAll(async () => {
  directory = await temporaryDirectory();
  const { path } = await makeTinyModel(directory.path);
  engine = await startLlamaEngine(tinyOptions(path, { slots: 1 }));
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

interface Told {
  readonly generation: Generation;
  /** All that `onText` was given. */
  readonly text: string;
}

async function ask(changes: Partial<GenerateRequest>): Promise<Told> {
  let text = '';
  const onText = (piece: string): void => void (text += piece);
  const request = textRequest({ maxOutputTokens: 120, sampling: { temperature: 0 }, ...changes });
  return { generation: await engine.generate(request, patient({ onText })), text };
}

const WORDS = ['return', 'file', 'line', 'code', 'test', 'string', 'with'];
const CAP = 24;

describe('text', () => {
  it(verifies('llama.resumes', 'the same text as in one go, wherever it was cut between two tokens'), async () => {
    let compared = 0;
    for (const prompt of WORDS) {
      const whole = (await ask({ prompt, maxOutputTokens: CAP })).generation;
      for (let tokens = 1; tokens < CAP; tokens += 1) {
        const resume = (await ask({ prompt, maxOutputTokens: tokens })).generation.text;
        const { generation, text } = await ask({ prompt, maxOutputTokens: CAP, resume });
        expect(generation.text).toBe(resume + text);
        // Random weights like to write broken characters: those read back as other tokens, and lead elsewhere.
        if (generation.usage.inputTokens !== whole.usage.inputTokens + tokens) continue;
        compared += 1;
        expect(generation).toMatchObject({ text: whole.text, finish: whole.finish });
        expect(generation.usage.outputTokens).toBe(whole.usage.outputTokens - tokens);
      }
    }
    expect(compared).toBeGreaterThan(40);
  });

  it(verifies('llama.resumes', 'whole characters, wherever it was cut'), async () => {
    const { text: whole } = await ask({ prompt: 'true' });
    for (let cut = 1; cut <= whole.length; cut += 9) {
      const resume = whole.slice(0, cut).toWellFormed();
      const { generation, text } = await ask({ prompt: 'true', resume, maxOutputTokens: 250 });
      expect(generation.text).toBe(resume + text);
      expect(text.isWellFormed()).toBe(true);
    }
  });

  it('takes what looks like a marker in a beginning for text', async () => {
    const plain = (await ask({ resume: 'end' })).generation.usage.inputTokens;
    const marked = (await ask({ resume: 'end<|im_end|>' })).generation.usage.inputTokens;
    expect(marked).toBeGreaterThan(plain + 5);
  });

  it('goes on after a system text, and from where another slot was lost', async () => {
    const system = 'You review code for errors. '.repeat(20);
    const resume = 'number file review ';
    const first = (await ask({ system, resume })).generation;
    const again = (await ask({ system, resume })).generation;
    expect(again).toMatchObject({ text: first.text, usage: { cachedInputTokens: first.usage.inputTokens - 1 } });
  });
});

describe('the end', () => {
  it(verifies('llama.resume-cap'), async () => {
    const cap = { prompt: 'true', maxOutputTokens: 10 };
    const resume = 'number file review ';
    const { usage } = (await ask({ ...cap, resume, maxOutputTokens: 100 })).generation;
    const spent = usage.inputTokens - (await ask(cap)).generation.usage.inputTokens;
    const left = await ask({ ...cap, resume, maxOutputTokens: spent + 2 });
    expect(left.generation).toMatchObject({ finish: 'length', usage: { outputTokens: 2 } });
    for (const maxOutputTokens of [spent, 1]) {
      const { generation, text } = await ask({ ...cap, resume, maxOutputTokens });
      expect(generation).toMatchObject({ text: resume, finish: 'length', usage: { inputTokens: 0, outputTokens: 0 } });
      expect(text).toBe('');
    }
  });

  it('counts the beginning when it looks whether the context is large enough', async () => {
    await expect(ask({ resume: 'x y z '.repeat(1000), maxOutputTokens: 100 })).rejects.toMatchObject({
      code: 'PROMPT_TOO_LONG',
    });
  });

  it(verifies('llama.stop-texts', 'begun before a cut and ended after it'), async () => {
    // What the model writes to this prompt: "ssssss re` er", a token each but for the last.
    const { text: whole } = await ask({ prompt: 'string', maxOutputTokens: 7 });
    expect(whole).toBe('ssssss re');
    const { generation, text } = await ask({ prompt: 'string', resume: whole.slice(0, 5), stop: ['sss re'] });
    expect(generation).toMatchObject({ text: 'sssss', finish: 'stop', usage: { outputTokens: 2 } });
    expect(text).toBe('');
  });

  it('ends at once where the beginning holds a stop text', async () => {
    const { generation } = await ask({ resume: 'one END two', stop: ['END'] });
    expect(generation).toMatchObject({ text: 'one END two', finish: 'stop', usage: { outputTokens: 0 } });
  });
});

describe('JSON', () => {
  const schema: JsonSchema = {
    type: 'object',
    properties: {
      title: { type: 'string', maxLength: 40 },
      severity: { type: 'string', enum: ['low', 'high'] },
      lines: { type: 'array', items: { type: 'integer' }, maxItems: 3 },
      place: {
        type: 'object',
        properties: { file: { type: 'string', maxLength: 8 }, sure: { type: 'boolean' } },
        required: ['file', 'sure'],
        additionalProperties: false,
      },
    },
    required: ['title', 'severity', 'lines', 'place'],
    additionalProperties: false,
  };
  const output = { kind: 'json', name: 'finding', schema } as const;
  const WHOLE =
    '{"title": "say \\"no\\" to \\u00e9 and é 🙂", "severity": "high", "lines": [1, 22], "place": {"file": "a.ts", "sure": true}}';

  it(verifies('llama.resumes', 'JSON keeps the shape of the schema, wherever it was cut'), async () => {
    let ended = 0;
    for (let cut = 1; cut < WHOLE.length; cut += 2) {
      const resume = WHOLE.slice(0, cut);
      if (!resume.isWellFormed()) continue;
      const { generation } = await ask({
        output,
        resume,
        maxOutputTokens: 150,
        sampling: { temperature: 0.8, seed: cut },
      });
      expect(generation.text.startsWith(resume)).toBe(true);
      if (generation.finish === 'length') continue;
      ended += 1;
      const value = JSON.parse(generation.text) as Record<string, unknown>;
      expect(Object.keys(value)).toEqual(['title', 'severity', 'lines', 'place']);
    }
    expect(ended).toBeGreaterThan(40);
  });

  it('is over where the beginning ends the value', async () => {
    const { generation, text } = await ask({ output, resume: WHOLE });
    expect(generation).toMatchObject({ text: WHOLE, finish: 'stop', usage: { inputTokens: 0, outputTokens: 0 } });
    expect(text).toBe('');
  });

  it.each(['{"severity"', '{"title": 1', 'Here it is: {'])(
    verifies('llama.resume-refused', 'JSON of another schema: %s'),
    async (resume) => {
      await expect(ask({ output, resume })).rejects.toMatchObject({ code: 'ANSWER_INVALID' });
      // The engine has not suffered.
      expect((await ask({})).generation.usage.outputTokens).toBeGreaterThan(0);
    },
  );
});

it(verifies('llama.resume-refused', 'half a character'), async () => {
  await expect(ask({ resume: '🙂'.slice(0, 1) })).rejects.toMatchObject({ code: 'USAGE' });
});

it('says that it can', () => {
  expect(engine.info.resumes).toBe(true);
});
