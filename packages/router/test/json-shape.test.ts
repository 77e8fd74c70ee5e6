import type { JsonSchema } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { shapeProblem, textProblem } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

const SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    summary: { type: 'string', maxLength: 10 },
    ok: { type: 'boolean' },
    score: { type: 'number' },
    findings: {
      type: 'array',
      maxItems: 2,
      items: {
        type: 'object',
        properties: { line: { type: 'integer' }, severity: { type: 'string', enum: ['high', 'low'] } },
        required: ['line', 'severity'],
        additionalProperties: false,
      },
    },
  },
  required: ['summary', 'ok', 'score', 'findings'],
  additionalProperties: false,
};
const FINDING = { line: 3, severity: 'low' };
const GOOD = { summary: 'fine', ok: true, score: 0.5, findings: [FINDING, FINDING] };

describe('the shape of an answer', () => {
  it('is right when everything is there', () => {
    expect(shapeProblem(SCHEMA, GOOD)).toBeUndefined();
    expect(shapeProblem(SCHEMA, { ...GOOD, findings: [] })).toBeUndefined();
  });

  it.each<readonly [string, unknown]>([
    ['The answer should be an object, not a list.', []],
    ['The answer should be an object, not null.', null],
    ['The answer should be an object, not a text.', 'x'],
    ['The answer lacks summary.', {}],
    ['The answer lacks findings.', { summary: '', ok: true, score: 1 }],
    ['The answer has a property that was not asked for.', { ...GOOD, more: 1 }],
    ['summary should be a text, not a number.', { ...GOOD, summary: 5 }],
    ['summary has 251 characters where 10 were allowed.', { ...GOOD, summary: 'x'.repeat(251) }],
    ['ok should be true or false, not a text.', { ...GOOD, ok: 'true' }],
    ['score should be a number, not null.', { ...GOOD, score: null }],
    ['findings should be a list, not an object.', { ...GOOD, findings: {} }],
    ['findings has 51 items where 2 were allowed.', { ...GOOD, findings: Array(51).fill(FINDING) }],
    [
      'findings[1].line should be a whole number, not a number.',
      { ...GOOD, findings: [FINDING, { ...FINDING, line: 1.5 }] },
    ],
    ['findings[0].severity should be one of high, low.', { ...GOOD, findings: [{ ...FINDING, severity: 'HIGH' }] }],
    ['findings[0] lacks line.', { ...GOOD, findings: [{ severity: 'low' }] }],
    [
      'The answer has a property that was not asked for.',
      JSON.parse('{"__proto__":1,"summary":"","ok":true,"score":1,"findings":[]}'),
    ],
  ])(verifies('agreement.shape', '%s'), (problem, value) => {
    expect(shapeProblem(SCHEMA, value)).toBe(problem);
  });

  it('is read from text, a fence around it forgiven', () => {
    const output = { kind: 'json', name: 'findings', schema: SCHEMA } as const;
    expect(textProblem(output, JSON.stringify(GOOD))).toBeUndefined();
    expect(textProblem(output, ` \`\`\`json\n${JSON.stringify(GOOD, null, 2)}\n\`\`\`\n`)).toBeUndefined();
    expect(textProblem(output, 'Here it is: {}')).toBe('It is not JSON.');
    expect(textProblem(output, ' \n')).toBe('It is empty, not JSON.');
    expect(textProblem(output, '{}')).toBe('The answer lacks summary.');
    expect(textProblem({ kind: 'text' }, 'anything')).toBeUndefined();
  });
});
