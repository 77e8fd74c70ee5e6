import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { JsonSchema } from '@hanzo/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ANALYSIS_OUTPUT,
  type DelegationResult,
  delegationResultJsonSchema,
  delegationResultSchema,
  judgeAnalysis,
  parseAnalysis,
  renderResult,
} from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { analysisOf, answerOf, fixOf, resultOf, withoutAnalysis } from './results.ts';

const ANSWER = JSON.stringify(answerOf());

function reasonOf(change: Readonly<Record<string, unknown>>): string | undefined {
  return judgeAnalysis(JSON.stringify({ ...answerOf(), ...change }));
}

/** Lines outside of fences: those that Markdown reads as structure. */
function structure(markdown: string): readonly string[] {
  const lines: string[] = [];
  let fence = '';
  for (const line of markdown.split('\n')) {
    const ticks = /^ {0,3}(`{3,})/.exec(line)?.[1];
    if (fence === '' && ticks !== undefined) fence = ticks;
    else if (fence !== '' && ticks !== undefined && ticks.length >= fence.length && line.trim() === ticks) fence = '';
    else if (fence === '') lines.push(line);
  }
  return lines;
}

function headings(markdown: string): readonly string[] {
  return structure(markdown).filter((line) => line.startsWith('#'));
}

/** All properties are required, in every object: what strict output of engines asks for. */
function looseObjects(schema: JsonSchema, path = '$'): readonly string[] {
  if (schema.type === 'array') return looseObjects(schema.items, `${path}[]`);
  if (schema.type !== 'object') return [];
  const missing = Object.keys(schema.properties).filter((name) => !schema.required.includes(name));
  const own = missing.map((name) => `${path}.${name}`);
  return [...own, ...Object.entries(schema.properties).flatMap(([name, one]) => looseObjects(one, `${path}.${name}`))];
}

describe('the answer of a model', () => {
  it(verifies('delegate-result.shape'), () => {
    expect.assert(ANALYSIS_OUTPUT.kind === 'json');
    const { schema } = ANALYSIS_OUTPUT;
    expect(looseObjects(schema)).toEqual([]);
    const validate = new Ajv2020().compile(schema);
    expect(validate(answerOf())).toBe(true);
    expect(validate({ ...answerOf(), confidence: 'certain' })).toBe(false);
    expect(parseAnalysis(ANSWER)).toEqual({ ok: true, value: analysisOf() });
  });

  it(verifies('delegate-result.shape', 'in a fence, with white space around its texts'), () => {
    const answer = { ...answerOf(), root_cause: '  \n a cause \n', confidence: ' High' };
    const parsed = parseAnalysis(`\`\`\`json\n${JSON.stringify(answer)}\n\`\`\``);
    expect.assert(parsed.ok);
    expect(parsed.value).toMatchObject({ rootCause: 'a cause', confidence: 'high' });
  });

  it(verifies('delegate-result.shape', 'code keeps its indentation'), () => {
    const parsed = parseAnalysis(
      JSON.stringify(answerOf(analysisOf({ fixes: [fixOf({ codeExample: '\n    return 1\n' })] }))),
    );
    expect.assert(parsed.ok);
    expect(parsed.value.fixes[0]?.codeExample).toBe('    return 1');
  });

  it.each([
    ['a sentence before and after a fence', `Here it is:\n\n\`\`\`json\n${ANSWER}\n\`\`\`\n\nHope {this} helps.`],
    ['a sentence before and after', `Sure {no doubt}. ${JSON.stringify(answerOf(), null, 2)}\nHope this helps.`],
    ['a fence of no language', `\`\`\`\n${JSON.stringify(answerOf(), null, 2)}\n\`\`\``],
  ])(verifies('delegate-result.forgiven', '%s'), (_, text) => {
    expect(parseAnalysis(text)).toEqual({ ok: true, value: analysisOf() });
  });

  it(verifies('delegate-result.forgiven', 'two objects are none'), () => {
    const fence = `\`\`\`json\n${ANSWER}\n\`\`\``;
    expect(judgeAnalysis(`${fence}\n\nOr else:\n\n${fence}`)).toMatch(/^It is not JSON/);
    expect(judgeAnalysis(`${ANSWER}\n${ANSWER}`)).toMatch(/^It is not JSON/);
  });

  it(verifies('delegate-result.forgiven', 'fields that matter less'), () => {
    const change = {
      technical_explanation: null,
      additional_investigation: 'Run it again.',
      wanted_files: 'src/pool.py',
      fixes: null,
    };
    const parsed = parseAnalysis(JSON.stringify({ ...answerOf(), ...change }));
    expect.assert(parsed.ok);
    expect(parsed.value).toEqual(
      analysisOf({
        technicalExplanation: '',
        additionalInvestigation: ['Run it again.'],
        wantedFiles: ['src/pool.py'],
        fixes: [],
      }),
    );
  });

  it.each([
    ['without what it puts there', { path: 'a.py', find: 'one()' }],
    ['nothing in place of nothing', { path: 'a.py', find: '', replace: '' }],
  ])(verifies('delegate-result.forgiven', 'an edit that cannot be made takes those of its fix only: %s'), (_, bad) => {
    const [whole] = fixOf().edits;
    const fixes = [fixOf(), { ...fixOf(), edits: [whole, bad] }];
    const parsed = parseAnalysis(JSON.stringify({ ...answerOf(), fixes }));
    expect.assert(parsed.ok);
    const [good, unfit] = parsed.value.fixes;
    expect(good?.edits).toHaveLength(1);
    expect(unfit?.edits).toEqual([]);
    expect(unfit?.explanation).toContain('cannot be made: one of them is not whole');
    expect(unfit?.codeExample).toContain('with self.lock');
  });

  it(verifies('delegate-result.forgiven', 'paths that begin with a dot'), () => {
    const edits = [{ path: './src/cart.py', find: 'a', replace: 'b' }];
    const parsed = parseAnalysis(JSON.stringify(answerOf(analysisOf({ fixes: [fixOf({ edits })] }))));
    expect.assert(parsed.ok);
    expect(parsed.value.fixes[0]?.edits[0]?.path).toBe('src/cart.py');
  });

  it.each([
    ['High.', 'high'],
    ['very high', 'high'],
    ['Medium to high', 'medium'],
    ['medium (the log is cut)', 'medium'],
    ['not high', 'low'],
  ])(verifies('delegate-result.forgiven', 'a confidence in other words: %s'), (confidence, level) => {
    const parsed = parseAnalysis(JSON.stringify({ ...answerOf(), confidence }));
    expect.assert(parsed.ok);
    expect(parsed.value.confidence).toBe(level);
  });

  it(verifies('delegate-result.judged'), () => {
    expect(judgeAnalysis(ANSWER)).toBeUndefined();
    expect(judgeAnalysis(' \n')).toBe('It is empty.');
    expect(judgeAnalysis('The cause is a race.')).toMatch(/^It is not JSON/);
    expect(judgeAnalysis(ANSWER.slice(0, -20))).toMatch(/^It is not JSON/);
    expect(reasonOf({ root_cause: ' \n ' })).toBe('It does not fit the schema at root_cause: it is empty');
    expect(reasonOf({ fixes: 'restart it' })).toMatch(/at fixes/);
  });

  it(verifies('delegate-result.judged', 'too long'), () => {
    expect(reasonOf({ root_cause: 'x'.repeat(40_001) })).toMatch(/at root_cause/);
    expect(reasonOf({ fixes: Array.from({ length: 51 }, () => answerOf().fixes) })).toMatch(/at fixes/);
    expect(judgeAnalysis(`"${'x'.repeat(4_000_000)}"`)).toMatch(/longer than 4 million/);
  });

  it(verifies('delegate-result.unsure'), () => {
    for (const confidence of [undefined, 'very', 7, null]) {
      const parsed = parseAnalysis(JSON.stringify({ ...answerOf(), confidence, confidence_reason: '' }));
      expect.assert(parsed.ok);
      expect(parsed.value.confidence).toBe('low');
      expect(parsed.value.confidenceReason).toMatch(/does not say/);
    }
  });
});

describe('the JSON file of a result', () => {
  it(verifies('delegate-result.schema-file'), () => {
    const file = join(import.meta.dirname, '../../../docs/delegation-result.schema.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(delegationResultJsonSchema());
    const validate = new Ajv2020({ formats: { 'date-time': true } }).compile(delegationResultJsonSchema());
    for (const result of [resultOf(), withoutAnalysis('failed', { error: { code: 'API_FAILED', message: 'No.' } })]) {
      expect(delegationResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
      expect(validate(JSON.parse(JSON.stringify(result)))).toBe(true);
    }
    expect(delegationResultSchema.parse({ ...resultOf(), later: 1 })).toEqual(resultOf());
  });

  it.each([
    ['an analysis without an answer', { state: 'refused' }],
    ['an answer without an analysis', { analysis: undefined }],
    ['a request elsewhere', { request: '../../.ssh/id_rsa' }],
    ['a negative price', { costMicros: -1 }],
    ['a model that is a command', { model: 'gpt-4o; rm -rf ~' }],
    ['another version', { v: 2 }],
  ])(verifies('delegate-result.schema-file', 'refused: %s'), (_, change) => {
    expect(delegationResultSchema.safeParse({ ...resultOf(), ...change }).success).toBe(false);
  });
});

const SECTIONS = [
  '## Root Cause Analysis',
  '## Technical Explanation',
  '## Recommended Fixes',
  '## Code Examples',
  '## Additional Investigation',
  '## Confidence Level',
];

describe('the Markdown file of a result', () => {
  it(verifies('delegate-result.sections'), () => {
    const second = fixOf({ title: 'Use an atomic counter', edits: [], codeExample: '' });
    const markdown = renderResult(resultOf({ analysis: analysisOf({ fixes: [fixOf(), second] }) }));
    expect(headings(markdown)).toEqual([
      '# Delegation result: Counts are too low under load',
      ...SECTIONS.slice(0, 3),
      '### 1. Lock the counter before it is read',
      '### 2. Use an atomic counter',
      '## Code Examples',
      '### Fix 1: Lock the counter before it is read',
      ...SECTIONS.slice(4),
    ]);
    expect(markdown).toContain('- **Model**: `gpt-4o`, served as `gpt-4o-2024-11-20` by `https://api.openai.com/v1`');
    expect(markdown).toContain('- **Cost**: $0.012345: 4000 tokens in, 700 tokens out');
    expect(markdown).toContain('- **Files**: `src/counter.py`, `src/worker.py`');
    expect(markdown).toContain('`hanzo delegate apply 20251128_133758 --model gpt-4o --fix 1`');
    expect(markdown).not.toContain('--fix 2');
    expect(markdown).toContain('-        self.value += 1\n+        with self.lock:\n+            self.value += 1');
    expect(markdown).toContain('**high**\n\nThe log shows two writes of the same value.');
  });

  it(verifies('delegate-result.sections', 'with nothing in them'), () => {
    const analysis = analysisOf({
      technicalExplanation: '',
      fixes: [],
      additionalInvestigation: [],
      wantedFiles: [],
      confidenceReason: '',
    });
    const markdown = renderResult(resultOf({ analysis, files: [], servedModel: '', endpoint: '' }));
    expect(headings(markdown).slice(1)).toEqual(SECTIONS);
    expect(markdown).toContain('The model recommends none.');
  });

  it(verifies('delegate-result.sections', 'code of models in fences stays code'), () => {
    const technicalExplanation = 'It is here:\n```py\nself.value += 1  # two steps\n```\nand nowhere else';
    const markdown = renderResult(resultOf({ analysis: analysisOf({ technicalExplanation }) }));
    expect(markdown).toContain('It is here:\n\n```py\nself.value += 1  # two steps\n```\n\nand nowhere else');
  });

  it(verifies('delegate-result.sections', 'a fence ends only with its own marks'), () => {
    const technicalExplanation = '~~~~md\n```\n# no heading\n```\n~~~~\n# no heading either';
    const markdown = renderResult(resultOf({ analysis: analysisOf({ technicalExplanation }) }));
    expect(markdown).toContain('````md\n```\n# no heading\n```\n````\n\n\\# no heading either');
  });

  it(verifies('delegate-result.sections', 'steps and names of models can be read'), () => {
    const technicalExplanation = '1. read_value runs\n2. so does it again\n\nThen `set_value` is lost';
    const markdown = renderResult(resultOf({ analysis: analysisOf({ technicalExplanation }) }));
    expect(markdown).toContain('1\\. read_value runs\\\n2\\. so does it again\n\nThen `set_value` is lost');
  });

  it.each([
    ['refused', /refused to answer/, /another model/],
    ['truncated', /cut at its output cap/, /--max-output-tokens/],
    ['invalid', /something else/, /--again/],
    ['failed', /no answer/, /hanzo delegate resume 20251128_133758/],
  ] as const)(verifies('delegate-result.no-analysis', '%s'), (state, happened, mend) => {
    const markdown = renderResult(withoutAnalysis(state, { rawAnswer: '# I am sorry\n```\n## Confidence Level' }));
    expect(headings(markdown).slice(1)).toEqual(['## What Happened', '## How to Mend It', '## Raw Answer']);
    expect(markdown).toMatch(happened);
    expect(markdown).toMatch(mend);
    expect(markdown).toContain('````\n# I am sorry');
  });

  it(verifies('delegate-result.no-analysis', 'with an error of its own'), () => {
    const error = { code: 'CREDENTIALS_REJECTED', message: 'The key is refused.', mend: 'Set `OPENAI_API_KEY`.' };
    const markdown = renderResult(withoutAnalysis('failed', { error }));
    expect(markdown).toContain('`CREDENTIALS_REJECTED`: The key is refused.');
    expect(markdown).toContain('Set `OPENAI_API_KEY`.');
    expect(markdown).toContain('Nothing came.');
  });
});

const PIECES = [
  ['\n', '\n\n', '\r\n', '\n# ', '\n## Confidence Level\n', '\n```\n', '\n~~~~\n', '````', '`', '- ', '1. '],
  ['|', '\n---\n', '\n===\n', '<script>', '<!--', '![x](http://e.example/x.png)', '[x](javascript:1)', '\\'],
  ['\u001b[31m', '\u202e', '\ud800', '\u0000', '@team', 'https://e.example', '\n    code', '\n> ', 'word', ' '],
].flat();

const EVIL = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''));

describe('a hostile answer', () => {
  it(verifies('delegate-result.hostile'), () => {
    const known = headings(renderResult(resultOf())).length;
    fc.assert(
      fc.property(EVIL, (evil) => {
        const fix = fixOf({
          title: evil,
          explanation: evil,
          codeExample: evil,
          edits: [{ path: evil, find: evil, replace: evil }],
        });
        const analysis = analysisOf({
          rootCause: evil,
          technicalExplanation: evil,
          fixes: [fix],
          additionalInvestigation: [evil],
          wantedFiles: [evil],
          confidenceReason: evil,
        });
        const change = { issue: evil, servedModel: evil, endpoint: evil, files: [evil], runId: evil };
        const result: DelegationResult = resultOf({ ...change, analysis });
        const markdown = renderResult(result);
        const lines = structure(markdown);
        expect(lines.filter((line) => /^ {0,3}#/.test(line))).toHaveLength(known);
        // oxlint-disable-next-line no-control-regex -- finding them is the point
        expect(markdown).not.toMatch(/[\u0000\u001b\u202e]/);
        const text = lines.join('\n').replaceAll(/(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
        expect(text).not.toMatch(/<script|<!--|(?<!\\)\]\(|:\/\/e\./);
        expect(lines.some((line) => /^ {0,3}(?:[-=]{2,}|>|\||~~~)/.test(line))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
