import { readFileSync } from 'node:fs';
import { HanzoError, type Catalogue } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { findPhrase, phraseModel } from '../src/index.ts';

/** The one that is shipped. */
const catalogue = JSON.parse(
  readFileSync(new URL('../../../configs/models.json', import.meta.url), 'utf8'),
) as Catalogue;

function errorOf(run: () => unknown): HanzoError {
  try {
    run();
  } catch (error) {
    if (error instanceof HanzoError) return error;
    throw error;
  }
  throw new TypeError('It should have failed.');
}

const found = (text: string): object | undefined => {
  const phrase = findPhrase(text);
  return phrase && { model: phrase.model, issue: phrase.issue };
};

describe('the magic phrase', () => {
  it.each([
    '500 error on /runs/start endpoint with no traceback',
    'Database deadlock during concurrent phase execution',
    'Memory leak in long-running autonomous builds',
    '500 error persists after fixing slowapi Request import',
  ])(verifies('delegate-words.phrase', 'as the guide has it: %s'), (issue) => {
    expect(findPhrase(`DELEGATE TO GPT-4O: ${issue}`)).toEqual({
      model: 'GPT-4O',
      issue,
      before: '',
      after: '',
      line: 1,
    });
  });

  it.each([
    ['   DELEGATE TO GPT-4O: x y', 'GPT-4O'],
    ['> DELEGATE TO GPT-4O: x y', 'GPT-4O'],
    ['- **DELEGATE TO GPT-4O:** x y', 'GPT-4O'],
    ['**DELEGATE TO GPT-4O: x y**', 'GPT-4O'],
    ['**DELEGATE TO GPT-4O**: x y', 'GPT-4O'],
    ['`DELEGATE TO GPT-4O: x y`', 'GPT-4O'],
    ['1. `DELEGATE TO GPT-4O`: x y', 'GPT-4O'],
    ['## _DELEGATE TO GPT-4O: x y_', 'GPT-4O'],
    ['> - > DELEGATE  TO  Claude Sonnet 4.5 :x y', 'Claude Sonnet 4.5'],
    ['DELEGATE TO GPT-4O：x y', 'GPT-4O'],
    ['DELEGATE TO local:llama3.2: x y', 'local:llama3.2'],
    ['DELEGATE TO local:llama3.2:3b: x y', 'local:llama3.2:3b'],
    ['DELEGATE TO qwen2.5-coder:1.5b: x y', 'qwen2.5-coder:1.5b'],
    ['DELEGATE TO our-model-7: x y'.replace('our', 'team'), 'team-model-7'],
    ['delegate to gpt-4o: x y', 'gpt-4o'],
    ['Delegate to Claude Sonnet 4.5: x y', 'Claude Sonnet 4.5'],
    ['delegate to local:whatever: x y', 'local:whatever'],
    ['delegate to o3: x y', 'o3'],
  ])(verifies('delegate-words.phrase', 'with marks and blanks: %j'), (text, model) => {
    expect(found(text)).toEqual({ model, issue: 'x y' });
    expect(found(`before\n\n${text}\r\n`)).toEqual({ model, issue: 'x y' });
  });

  it(verifies('delegate-words.phrase', 'a colon in the issue is a part of it'), () => {
    expect(found('DELEGATE TO GPT-4O: TypeError: x is undefined: see http://a/b')).toEqual({
      model: 'GPT-4O',
      issue: 'TypeError: x is undefined: see http://a/b',
    });
    expect(found('DELEGATE TO GPT-4O:500 error: none')).toEqual({ model: 'GPT-4O', issue: '500 error: none' });
  });

  it(verifies('delegate-words.phrase-around'), () => {
    const text = [
      '',
      'The server starts.',
      '',
      'DELEGATE TO GPT-4O: 500 error on /runs/start,',
      'only in production',
      '',
      'Traceback (most recent call last):',
      '  File "src/main.py", line 10, in start',
      '```',
      'DELEGATE TO GPT-4: not this one',
      '```',
      '',
    ].join('\n');
    expect(findPhrase(text)).toEqual({
      model: 'GPT-4O',
      issue: '500 error on /runs/start,\nonly in production',
      before: 'The server starts.',
      after:
        'Traceback (most recent call last):\n  File "src/main.py", line 10, in start\n```\nDELEGATE TO GPT-4: not this one\n```',
      line: 4,
    });
  });

  it.each([
    ['a code block ends it', 'DELEGATE TO GPT-4O: a\n```\nlog\n```', 'a', '```\nlog\n```'],
    ['a quote goes on', '> DELEGATE TO GPT-4O: a\n> b\n>\n> c', 'a\nb', '>\n> c'],
    ['the next entry of a list is another', '- DELEGATE TO GPT-4O: a\n  b\n- c', 'a\n  b', '- c'],
    ['a list below it is a part of it', 'DELEGATE TO GPT-4O: a\n- b\n- c', 'a\n- b\n- c', ''],
    ['it may begin on the next line', 'DELEGATE TO GPT-4O:\na', 'a', ''],
    ['its indented log stays indented', 'DELEGATE TO GPT-4O: a\n\n    at b (c.ts:1)', 'a', '    at b (c.ts:1)'],
  ])(verifies('delegate-words.phrase-around', '%s'), (_, text, issue, after) => {
    expect(findPhrase(text)).toMatchObject({ issue, after });
  });

  it.each([
    '```\nDELEGATE TO GPT-4O: in a block\n```',
    '~~~text\nDELEGATE TO GPT-4O: in a block',
    '> ```\n> DELEGATE TO GPT-4O: in a block\n> ```',
    '````\n```\nDELEGATE TO GPT-4O: in a block\n````',
    '',
    'Say DELEGATE TO GPT-4O: then it happens',
    'Delegate to the team: call them',
    'DELEGATE TO THE TEAM: call them',
    'delegate to Anna: she knows',
    'Delegate to billing-service: retries',
    'We delegate to gpt-4o: it is good',
    'DELEGATE TO: nobody',
    'DELEGATE TO WHOEVER IS ON CALL THIS WEEK AND NEXT: x',
    'DELEGATE TO GPT-4O without a colon',
    `DELEGATE TO ${'x'.repeat(61)}: y`,
    'DELEGATE TO GPT\u001b[31m-4O: x',
  ])(verifies('delegate-words.phrase-none', '%j'), (text) => {
    expect(findPhrase(text)).toBeUndefined();
  });

  it.each(['DELEGATE TO GPT-4O:', 'DELEGATE TO GPT-4O:   \n\nlater', '**DELEGATE TO GPT-4O:**'])(
    verifies('delegate-words.phrase-faults', 'says nothing: %j'),
    (text) => {
      expect(errorOf(() => findPhrase(`a\n${text}`))).toMatchObject({
        code: 'USAGE',
        message: 'Line 2 delegates to GPT-4O, and does not say what.',
        mend: expect.stringContaining('DELEGATE TO GPT-4O: ') as string,
      });
    },
  );

  it.each(['[brief issue description]', '[issue description]', '<issue>'])(
    verifies('delegate-words.phrase-faults', 'says only that something should be said: %s'),
    (issue) => {
      expect(errorOf(() => findPhrase(`DELEGATE TO GPT-4O: ${issue}`)).code).toBe('USAGE');
    },
  );

  it(verifies('delegate-words.phrase-faults'), () => {
    expect(errorOf(() => findPhrase('DELEGATE TO GPT-4O: a\n\nx\nDELEGATE TO o3: b'))).toMatchObject({
      code: 'USAGE',
      message: 'Lines 1 and 4 both delegate: "DELEGATE TO GPT-4O: a" and "DELEGATE TO o3: b".',
    });
  });

  it('takes no longer for what strangers write', () => {
    const began = performance.now();
    for (const part of ['> - ', '* ', '    ', '**', 'DELEGATE TO ', ': ', '1. '])
      expect(findPhrase(part.repeat(200_000))).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

describe('the model of a phrase', () => {
  it.each([
    ['GPT-4O', 'gpt-4o'],
    ['gpt4o', 'gpt-4o'],
    ['GPT 4o mini', 'gpt-4o-mini'],
    ['gpt_5_mini', 'gpt-5-mini'],
    ['GPT-5.6', 'gpt-5.6-sol'],
    ['gpt-5.6 Sol', 'gpt-5.6-sol'],
    ['gpt‑4o', 'gpt-4o'],
    ['Claude Sonnet 4.5', 'claude-sonnet-4-5'],
    ['CLAUDE-OPUS-5', 'claude-opus-5'],
    ['Codex', 'codex-mini-latest'],
    ['local:llama3.2', 'local:llama3.2'],
    ['LOCAL: Llama 3.2', 'local:llama3.2'],
    ['llama3.2:3b', 'local:llama3.2'],
    // What is installed is in no catalogue.
    ['Local: my-own', 'local:my-own'],
    ['O3', 'o3'],
  ])(verifies('delegate-words.phrase-model', '%s'), (written, name) => {
    expect(phraseModel(written, catalogue)).toBe(name);
  });

  it(verifies('delegate-words.phrase-model', 'every name and alias, in capitals and with blanks'), () => {
    for (const card of catalogue.models)
      for (const name of [card.name, ...card.aliases]) {
        const own = card.kind === 'local' ? `local:${card.name}` : card.name;
        expect(phraseModel(name.toUpperCase(), catalogue)).toBe(own);
        expect(phraseModel(name.replaceAll('-', ' '), catalogue)).toBe(own);
      }
  });

  it(verifies('delegate-words.phrase-model', 'an unknown one'), () => {
    expect(errorOf(() => phraseModel('gpt-4p', catalogue))).toMatchObject({
      code: 'MODEL_UNKNOWN',
      message: 'There is no model "gpt-4p" in the catalogue. Did you mean gpt-4o?',
    });
    expect(errorOf(() => phraseModel('local:', catalogue)).code).toBe('MODEL_UNKNOWN');
  });

  it('takes no loose reading that means two models', () => {
    const [card] = catalogue.models;
    const two = {
      version: '1',
      models: ['a-b.c', 'a-bc'].map((name) => ({ ...card, name, aliases: [] })),
    } as Catalogue;
    expect(phraseModel('A_B.C', two)).toBe('a-b.c');
    expect(errorOf(() => phraseModel('abc', two)).code).toBe('MODEL_UNKNOWN');
  });
});
